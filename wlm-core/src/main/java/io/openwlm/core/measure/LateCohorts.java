package io.openwlm.core.measure;

import io.openwlm.model.measurement.ResponseTimeDistribution;

/**
 * How many of a reporter's running transactions are late for certain. A reporter tells how many run
 * and when the oldest began, not when each began. But of those that ran at some moment in the past,
 * at least so many still run as have not been told as ended since; these are as old as the moment.
 *
 * <p>So a few moments are remembered (cohorts), each with the number that ran then, less what may
 * have been one of them:
 *
 * <ul>
 *   <li>an end that was told since, unless its response time says that it began later; ends are
 *       taken to be told within {@link #TOLD_WITHIN_NANOS},
 *   <li>a transaction that the reporter lost,
 *   <li>all of them, if the oldest that runs began later, and all above the number that runs.
 * </ul>
 *
 * <p>What is left counts with the age of the moment. Number and age are lower bounds: nothing that
 * has just begun can look late, however much of it there is, and a transaction that is stuck counts
 * as late when it is between one and two goals old. Where more end in two goals than are stuck, the
 * bound may fall to the one that is known to be the oldest.
 *
 * <p>The youngest cohort is renewed once per goal; what it leaves is kept in levels that each last
 * four times as long, so that what has been stuck for long counts as such. Allocates nothing after
 * construction. Not thread-safe.
 */
final class LateCohorts {
  /** An end that is told later than this after the end may count as one that began later. */
  static final long TOLD_WITHIN_NANOS = 1_000_000_000L;

  private static final int LEVELS = 5;

  private final long goalNanos;

  /** The moment of each cohort, the youngest first. */
  private final long[] atNanos = new long[LEVELS];

  /** Those of each cohort that still run, at least; 0 = no cohort. */
  private final long[] left = new long[LEVELS];

  private long toldNanos;

  LateCohorts(long goalNanos) {
    this.goalNanos = goalNanos;
  }

  void clear() {
    for (int k = 0; k < LEVELS; k++) {
      left[k] = 0;
    }
  }

  /**
   * Takes a report.
   *
   * @param responseNanos of those that ended, the first {@code count}
   * @param running now, 0 or more
   * @param oldestNanos age of the oldest of them
   * @param lost ended or not, nobody will tell
   */
  void told(
      long nowNanos, long[] responseNanos, int count, long running, long oldestNanos, long lost) {
    for (int k = 0; k < LEVELS; k++) {
      if (left[k] > 0) {
        // Lines take a while: what began shortly before the moment may seem to have begun after it.
        boolean allGone = nowNanos - oldestNanos - atNanos[k] > goalNanos / 4;
        long ended = lost + endedOf(k, responseNanos, count);
        left[k] = allGone ? 0 : Math.clamp(left[k] - ended, 0, running);
      }
    }
    if (left[0] == 0 || nowNanos - atNanos[0] >= goalNanos) {
      handOn(nowNanos, 1, atNanos[0], left[0]);
      atNanos[0] = nowNanos;
      left[0] = running;
    }
    toldNanos = nowNanos;
  }

  /** Ends that may be of a cohort: all but those that surely began after its moment. */
  private int endedOf(int k, long[] responseNanos, int count) {
    long least = toldNanos - atNanos[k] - TOLD_WITHIN_NANOS;
    if (least <= 0) {
      return count;
    }
    int ended = 0;
    for (int i = 0; i < count; i++) {
      ended += responseNanos[i] >= least ? 1 : 0;
    }
    return ended;
  }

  /** A cohort goes to the next level, if what is there has served its time. */
  private void handOn(long nowNanos, int level, long at, long number) {
    if (level == LEVELS || number == 0) {
      return;
    }
    boolean served = nowNanos - atNanos[level] > goalNanos << (2 * (level - 1));
    if (left[level] == 0 || served) {
      handOn(nowNanos, level + 1, atNanos[level], left[level]);
      atNanos[level] = at;
      left[level] = number;
    }
  }

  /**
   * Adds what was late for certain when the reporter last told, the oldest with its age now.
   *
   * @param oldestNanos age of the oldest now
   */
  void addTo(ResponseTimeDistribution late, long oldestNanos) {
    if (oldestNanos <= goalNanos) {
      return;
    }
    late.record(oldestNanos);
    long counted = 1;
    for (int k = LEVELS - 1; k >= 0; k--) {
      long age = Math.min(oldestNanos, toldNanos - atNanos[k]);
      if (left[k] > counted && age > goalNanos) {
        late.record(age, left[k] - counted);
        counted = left[k];
      }
    }
  }
}
