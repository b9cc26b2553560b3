package io.openwlm.model.status;

/**
 * One source of response times as an operator sees it.
 *
 * @param name its name in the intake file
 * @param kind {@code access-log}, {@code prometheus}, {@code otlp}
 * @param where the file or the address
 * @param serviceClasses the classes that it may report for, joined by commas
 * @param state {@code ok}, {@code silent} (nothing came for a while), {@code waiting} (nothing came
 *     yet), {@code failed}
 * @param transactions taken in since the daemon started
 * @param bad lines, series or spans that could not be used
 * @param lastEpochMillis when the last response time came; 0 = never
 * @param lag what waits to be read, in words; empty if nothing can wait
 * @param lastError the last thing that went wrong; empty if nothing did
 */
public record IntakeSource(
    String name,
    String kind,
    String where,
    String serviceClasses,
    String state,
    long transactions,
    long bad,
    long lastEpochMillis,
    String lag,
    String lastError) {}
