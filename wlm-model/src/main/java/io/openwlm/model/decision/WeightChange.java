package io.openwlm.model.decision;

/**
 * One class's weight, before and after.
 *
 * @param from weight before, 1 to 10000
 * @param to weight after, 1 to 10000, different from {@code from}
 */
public record WeightChange(String serviceClass, int from, int to, ReasonCode reason) {}
