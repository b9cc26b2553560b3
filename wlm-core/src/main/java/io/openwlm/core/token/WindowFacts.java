package io.openwlm.core.token;

import io.openwlm.model.token.BudgetWindow;

/**
 * Where a window stands now.
 *
 * @param lengthNanos of this window: a day may have 23 hours
 * @param leftNanos until it ends; for a rolling one its length: it never ends
 * @param endsEpochMillis when it ends; for a rolling one when its oldest use falls out, 0 if never
 */
record WindowFacts(
    String id, long lengthNanos, long leftNanos, long endsEpochMillis, boolean rolling) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  static WindowFacts of(LedgerPicture.Limit limit, long epochMillis) {
    if (limit.limit().window() instanceof BudgetWindow.Rolling rolling) {
      return new WindowFacts(
          limit.windowId(), rolling.nanos(), rolling.nanos(), limit.endEpochMillis(), true);
    }
    long length = limit.endEpochMillis() - limit.startEpochMillis();
    long left = Math.clamp(limit.endEpochMillis() - epochMillis, 0, Math.max(0, length));
    return new WindowFacts(
        limit.windowId(),
        Math.max(1, length) * NANOS_PER_MILLI,
        left * NANOS_PER_MILLI,
        limit.endEpochMillis(),
        false);
  }

  /** The part of the window that is left, 0 to 1. */
  double leftPart() {
    return (double) leftNanos / lengthNanos;
  }
}
