package io.openwlm.core.capping;

/** What a group used in the last minute, look by look. Allocates nothing after construction. */
final class GroupWindow {
  /** z/OS checks limits against the average of one minute. */
  static final long LENGTH_NANOS = 60_000_000_000L;

  private static final int MAX_LOOKS = 128;

  private final double[] used = new double[MAX_LOOKS];
  private final double[] wanted = new double[MAX_LOOKS];
  private final long[] nanos = new long[MAX_LOOKS];
  private int last = -1;
  private int count;

  /**
   * @param usedCpus used on average since the look before
   * @param wantedCpus the same with what was waited for
   */
  void add(double usedCpus, double wantedCpus, long elapsedNanos) {
    last = (last + 1) % MAX_LOOKS;
    used[last] = usedCpus;
    wanted[last] = wantedCpus;
    nanos[last] = elapsedNanos;
    count = Math.min(MAX_LOOKS, count + 1);
  }

  /** CPUs used on average in the last minute; time before the first look counts as idle. */
  double averageUsed() {
    double sum = 0;
    long length = 0;
    for (int k = 0; k < count && length < LENGTH_NANOS; k++) {
      int at = Math.floorMod(last - k, MAX_LOOKS);
      long part = Math.min(nanos[at], LENGTH_NANOS - length);
      sum += used[at] * part;
      length += part;
    }
    return sum / LENGTH_NANOS;
  }

  /** CPUs used in the last look. */
  double lastUsed() {
    return count == 0 ? 0 : used[last];
  }

  /** True if a whole minute is known, and never more than this was wanted in it. */
  boolean wasQuiet(double cpus) {
    long length = 0;
    for (int k = 0; k < count && length < LENGTH_NANOS; k++) {
      int at = Math.floorMod(last - k, MAX_LOOKS);
      if (wanted[at] > cpus) {
        return false;
      }
      length += nanos[at];
    }
    return length >= LENGTH_NANOS;
  }
}
