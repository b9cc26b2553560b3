package io.openwlm.linux.cgroup;

import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.CpuLimit;

/**
 * CPU limits of the kernel: so much CPU time in each period, both in microseconds. Where one file
 * holds both, one number holds both: the time in units of {@code 10^7}, and the period. The period
 * of a group is never changed.
 */
public final class Quota {
  /** The period that a group has unless somebody sets another one. */
  public static final long USUAL_PERIOD_MICROS = 100_000;

  /** The kernel takes no less, neither as time nor as period. */
  static final long MIN_MICROS = 1_000;

  /** The time that stands for no limit. */
  static final long NO_LIMIT = 99_999_999_999L;

  private static final long MAX_PERIOD_MICROS = 1_000_000;
  private static final long UNIT = 10_000_000;

  /** The smallest packed number. */
  static final long LEAST = MIN_MICROS * UNIT + MIN_MICROS;

  /** The largest packed number. */
  static final long MOST = NO_LIMIT * UNIT + MAX_PERIOD_MICROS;

  private Quota() {}

  static long pack(long micros, long periodMicros) {
    return micros * UNIT + periodMicros;
  }

  static long micros(long packed) {
    return packed / UNIT;
  }

  /** The period of a packed number. */
  public static long periodMicros(long packed) {
    return packed % UNIT;
  }

  /** True for a period that the kernel takes. */
  public static boolean isPeriod(long micros) {
    return micros >= MIN_MICROS && micros <= MAX_PERIOD_MICROS;
  }

  static boolean isValid(long packed) {
    return micros(packed) >= MIN_MICROS && isPeriod(periodMicros(packed));
  }

  /** The time for a {@link CpuLimit}. */
  static long ofLimit(long limit, long periodMicros) {
    if (limit >= CpuLimit.NONE) {
      return NO_LIMIT;
    }
    return Math.clamp(limit * periodMicros / CpuLimit.PER_CPU, MIN_MICROS, NO_LIMIT - 1);
  }

  /** The {@link CpuLimit} of a time; one with a short period may be a little larger than asked. */
  static long toLimit(long micros, long periodMicros) {
    return micros >= NO_LIMIT
        ? CpuLimit.NONE
        : Math.min(CpuLimit.NONE, micros * CpuLimit.PER_CPU / Math.max(1, periodMicros));
  }

  /** {@code max 100000} or {@code 50000 100000}; {@link KernelText#NONE} for anything else. */
  static long parse(String text) {
    int blank = text.indexOf(' ');
    String time = blank < 0 ? text : text.substring(0, blank);
    long period = blank < 0 ? USUAL_PERIOD_MICROS : KernelText.parse(text.substring(blank + 1));
    long micros = time.equals("max") ? NO_LIMIT : KernelText.parse(time);
    boolean fits = micros >= 0 && micros <= NO_LIMIT && period > 0 && period < UNIT;
    return fits ? pack(micros, period) : KernelText.NONE;
  }

  static String text(long packed) {
    long micros = micros(packed);
    return (micros == NO_LIMIT ? "max" : Long.toString(micros)) + " " + periodMicros(packed);
  }
}
