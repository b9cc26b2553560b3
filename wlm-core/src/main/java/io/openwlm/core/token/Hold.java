package io.openwlm.core.token;

import org.jspecify.annotations.Nullable;

/**
 * What a call under way may use at most: an object with an owner and a deadline, never an anonymous
 * part of a sum. Objects are used again; the id tells which call it is for. The ledger's lock
 * guards it.
 */
final class Hold {
  static final int SLOT_BITS = 20;
  static final int MAX_SLOTS = 1 << SLOT_BITS;

  final int slot;

  /** Number of the call and slot; 0 while it holds nothing. */
  long id;

  @Nullable BudgetNode node;
  @Nullable Session session;
  @Nullable ClassModel model;
  @Nullable ProviderCeiling provider;

  long milliTokens;
  long nanoCost;

  /** What was asked for; the estimator learns from it. */
  long inputBytes;

  long inputTokens;
  long outputTokens;

  /** When it was let through, by the ledger's clocks. */
  long wallMillis;

  long intervalNanos;

  /** When it counts as spent, by the ledger's clock for intervals. */
  long deadlineNanos;

  Hold(int slot) {
    this.slot = slot;
  }

  /** Takes the place of a hold of an earlier run; the id stays its own. */
  void takeOver(Hold earlier) {
    node = earlier.node;
    session = earlier.session;
    milliTokens = earlier.milliTokens;
    nanoCost = earlier.nanoCost;
    inputTokens = earlier.inputTokens;
    outputTokens = earlier.outputTokens;
    wallMillis = earlier.wallMillis;
    intervalNanos = earlier.intervalNanos;
    deadlineNanos = earlier.deadlineNanos;
  }

  /** Sets the owner; references that stay the same are not written again. */
  @SuppressWarnings("ReferenceEquality") // a reference that is written costs a barrier
  void own(
      BudgetNode owner,
      @Nullable Session its,
      ClassModel used,
      @Nullable ProviderCeiling upstream) {
    if (node != owner) {
      node = owner;
    }
    if (session != its) {
      session = its;
    }
    if (model != used) {
      model = used;
    }
    if (provider != upstream) {
      provider = upstream;
    }
  }

  /** The call is let through now. */
  void begin(long bytes, long tokens, long timeoutNanos, LedgerTime time) {
    inputBytes = bytes;
    inputTokens = tokens;
    wallMillis = time.wallMillis();
    intervalNanos = time.intervalNanos();
    deadlineNanos = Amount.plus(intervalNanos, Math.max(0, timeoutNanos));
  }

  /** The call has ended. What it refers to stays until the next call has the slot. */
  void end() {
    id = 0;
    milliTokens = 0;
    nanoCost = 0;
    inputBytes = 0;
    outputTokens = 0;
  }

  /** Lets go of what an ended call refers to. */
  void forget() {
    node = null;
    session = null;
    model = null;
    provider = null;
  }
}
