package io.openwlm.model.decision;

/**
 * Where a class's work waits, as shares of its non-idle time in percent.
 *
 * @param using running
 * @param cpuDelay ready and waiting for a CPU
 * @param capDelay held back by the class's own CPU limit
 * @param source what the numbers rest on, for example {@code schedstat}
 */
public record Bottleneck(double using, double cpuDelay, double capDelay, String source) {}
