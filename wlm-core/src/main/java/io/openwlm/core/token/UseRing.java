package io.openwlm.core.token;

/**
 * How many weighted tokens a budget used lately, by stretches of time of equal length: an
 * unchangeable copy. A stretch that has just begun counts in full, so that the answer is for a
 * little more than the time asked for, never for less.
 */
public final class UseRing {
  private final long stretchNanos;
  private final long[] newestFirst;

  /**
   * @param stretchNanos length of one stretch, above 0
   * @param newestFirst thousandths of weighted tokens; the first stretch is the one of now
   */
  public UseRing(long stretchNanos, long[] newestFirst) {
    this.stretchNanos = stretchNanos;
    this.newestFirst = newestFirst.clone();
  }

  /** Length of one stretch. */
  public long stretchNanos() {
    return stretchNanos;
  }

  /** Thousandths of weighted tokens of each stretch. */
  long[] newestFirst() {
    return newestFirst.clone();
  }

  /** The longest time that it can tell of. */
  public long reachNanos() {
    return stretchNanos * (newestFirst.length - 1);
  }

  /**
   * Thousandths of weighted tokens that were settled in the last while.
   *
   * @param nanos at most {@link #reachNanos}; more is answered for that
   */
  public long usedMilli(long nanos) {
    long stretches = Math.min(Math.ceilDiv(nanos, stretchNanos), newestFirst.length - 1);
    long sum = 0;
    for (int i = 0; i <= stretches; i++) {
      sum += newestFirst[i];
    }
    return sum;
  }
}
