package io.openwlm.model.decision;

/**
 * One setting of one class, before and after.
 *
 * @param from value before, in the unit of the setting
 * @param to value after, different from {@code from}
 */
public record WeightChange(
    String serviceClass, Setting setting, long from, long to, ReasonCode reason) {
  /** A CPU weight, 1 to 10000 before and after. */
  public WeightChange(String serviceClass, int from, int to, ReasonCode reason) {
    this(serviceClass, Setting.CPU_WEIGHT, from, to, reason);
  }
}
