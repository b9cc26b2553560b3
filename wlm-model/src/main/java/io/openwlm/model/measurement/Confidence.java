package io.openwlm.model.measurement;

/** How sure a performance index is. */
public enum Confidence {
  HIGH,
  MEDIUM,
  LOW,
  NONE;

  /** Samples from which a percentile is hardly a matter of luck. */
  public static final int MANY_SAMPLES = 100;

  /** Samples needed before a response time is judged (z/OS planning advice). */
  public static final int ENOUGH_SAMPLES = 10;

  /** By the number of transactions that a number rests on. */
  public static Confidence ofSamples(long count) {
    if (count >= MANY_SAMPLES) {
      return HIGH;
    }
    if (count >= ENOUGH_SAMPLES) {
      return MEDIUM;
    }
    return count > 0 ? LOW : NONE;
  }
}
