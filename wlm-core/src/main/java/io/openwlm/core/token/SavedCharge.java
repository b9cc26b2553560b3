package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * A charge as the journal has it.
 *
 * @param index of the budget
 * @param clocks wall and interval of the call, wall and interval of the record; wall clocks in
 *     milliseconds, interval clocks in nanoseconds
 * @param numbers thousandths of tokens, billionths of money and calls that were charged
 * @param totals the same of the budget since the ledger began, with this charge
 * @param matched what of the call was known already and was not charged; zeros for nothing
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record SavedCharge(
    int index,
    @Nullable String session,
    long[] clocks,
    long[] numbers,
    TokenUsage usage,
    int flags,
    long[] totals,
    long[] matched) {
  private static final int UNITS = 3;

  static SavedCharge read(RecordReader in) {
    int index = (int) in.number();
    String session = in.text();
    long[] clocks = {in.number(), in.amount(), in.number(), in.amount()};
    long[] numbers = amounts(UNITS, in);
    TokenUsage usage =
        new TokenUsage(in.amount(), in.amount(), in.amount(), in.amount(), in.amount());
    int flags = in.octet();
    long[] totals = amounts(UNITS, in);
    long[] matched =
        (flags & LedgerLog.MATCHED) != 0
            ? amounts(CrossCheck.PARTS, in)
            : new long[CrossCheck.PARTS];
    return new SavedCharge(index, session, clocks, numbers, usage, flags, totals, matched);
  }

  private static long[] amounts(int count, RecordReader in) {
    long[] amounts = new long[count];
    for (int i = 0; i < count; i++) {
      amounts[i] = in.amount();
    }
    return amounts;
  }

  /** What the budget had spent before it. */
  long[] totalsBefore() {
    long[] before = new long[UNITS];
    for (int i = 0; i < UNITS; i++) {
      before[i] = totals[i] - numbers[i];
    }
    return before;
  }

  /** Prepares the charge as it was. */
  void part(LedgerState state) {
    boolean estimated = (flags & LedgerLog.ESTIMATED) != 0;
    state.charging(numbers[0], numbers[1], usage, estimated, clocks[0], clocks[1]);
    state.charge.requests = numbers[2];
    state.charge.isMatched = (flags & LedgerLog.MATCHED) != 0;
    System.arraycopy(matched, 0, state.charge.matched, 0, matched.length);
  }

  /** Prepares the charge with what was not charged: a session is charged all of it. */
  void all(LedgerState state) {
    part(state);
    state.charge.isMatched = false;
    state.charge.milli = Amount.plus(numbers[0], matched[0]);
    state.charge.nano = Amount.plus(numbers[1], matched[1]);
    state.charge.requests = Amount.plus(numbers[2], matched[2]);
  }
}
