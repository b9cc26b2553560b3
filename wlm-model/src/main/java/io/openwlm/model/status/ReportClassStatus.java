package io.openwlm.model.status;

/**
 * A report class as a reader sees it: work of one or several service classes, counted once more.
 *
 * @param processes of the report class
 * @param cpuPercent percent of one CPU that its threads used in the last interval
 * @param usingPercent share of non-idle time spent running, 0 to 100; negative if unknown
 * @param cpuDelayPercent share spent waiting for a CPU, held back by a limit included; negative if
 *     unknown
 * @param ioDelayPercent share spent waiting for I/O; negative if unknown
 * @param memoryDelayPercent share spent waiting for memory; negative if unknown
 */
public record ReportClassStatus(
    String name,
    int processes,
    double cpuPercent,
    double usingPercent,
    double cpuDelayPercent,
    double ioDelayPercent,
    double memoryDelayPercent) {}
