package io.openwlm.core.token;

import io.openwlm.core.port.TokenJournal;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the journal what the ledger does, in the order in which it does it. One buffer is used
 * again and again, under the ledger's lock.
 */
final class LedgerLog {
  static final int ESTIMATED = 1;

  /** What was known of the call already follows. */
  static final int MATCHED = 2;

  private final TokenJournal journal;
  private final LedgerState state;
  private final RecordBuffer buffer = new RecordBuffer();

  /** Nothing is even encoded for a journal that keeps nothing. */
  private final boolean silent;

  LedgerLog(TokenJournal journal, LedgerState state) {
    this.journal = journal;
    this.state = state;
    silent = journal.equals(TokenJournal.NONE);
  }

  /** False while the journal does not take records. */
  boolean kept() {
    return journal.healthy();
  }

  /** Waits until everything is durable. Not under the ledger's lock. */
  boolean force() {
    return journal.force();
  }

  /** Begins a new generation with the names of its budgets. */
  void rotate() {
    journal.rotate();
    budgets();
  }

  /** The names that numbers in the records after it stand for. */
  void budgets() {
    buffer.begin(LedgerRecord.BUDGETS).number(state.books.size());
    for (BudgetNode node : state.books.all()) {
      buffer.text(node.name()).number(index(node.parent));
    }
    append();
  }

  void reserve(Hold hold) {
    if (silent) {
      return;
    }
    buffer
        .begin(LedgerRecord.RESERVE)
        .number(hold.id)
        .number(index(hold.node))
        .text(hold.session == null ? null : hold.session.id)
        .number(hold.wallMillis)
        .number(hold.intervalNanos)
        .number(hold.deadlineNanos)
        .number(hold.milliTokens)
        .number(hold.nanoCost)
        .number(hold.inputTokens)
        .number(hold.outputTokens);
    held(hold.node);
    append();
  }

  void extend(Hold hold) {
    if (silent) {
      return;
    }
    buffer
        .begin(LedgerRecord.EXTEND)
        .number(hold.id)
        .number(index(hold.node))
        .number(hold.milliTokens)
        .number(hold.nanoCost)
        .number(hold.outputTokens);
    held(hold.node);
    append();
  }

  /** The prepared charge, after it went into the accounts. */
  void settle(long id, @Nullable BudgetNode node, @Nullable Session session) {
    if (silent) {
      return;
    }
    buffer.begin(LedgerRecord.SETTLE).number(id);
    charge(node, session);
    append();
  }

  /**
   * @param hash of the call's id; 0 for none
   */
  void spend(long hash, BudgetNode node) {
    buffer.begin(LedgerRecord.SPEND).number(hash);
    charge(node, null);
    append();
  }

  /**
   * @param hashes of the calls that were counted since the last checkpoint
   */
  void checkpoint(BudgetNode node, long[] hashes, byte[] place) {
    buffer.begin(LedgerRecord.CHECKPOINT);
    charge(node, null);
    buffer.number(hashes.length);
    for (long hash : hashes) {
      buffer.number(hash);
    }
    buffer.blob(place).text(node.name());
    append();
  }

  private void charge(@Nullable BudgetNode node, @Nullable Session session) {
    Charge charge = state.charge;
    buffer
        .number(index(node))
        .text(session == null ? null : session.id)
        .number(charge.wallMillis)
        .number(charge.intervalNanos)
        .number(state.time.wallMillis())
        .number(state.time.intervalNanos())
        .number(charge.milli)
        .number(charge.nano)
        .number(charge.requests)
        .number(charge.usage.input())
        .number(charge.usage.cachedInput())
        .number(charge.usage.cacheWrite())
        .number(charge.usage.output())
        .number(charge.usage.reasoning())
        .octet((charge.estimated ? ESTIMATED : 0) | (charge.isMatched ? MATCHED : 0))
        .number(node == null ? 0 : node.spentMilli)
        .number(node == null ? 0 : node.spentNano)
        .number(node == null ? 0 : node.requests);
    if (charge.isMatched) {
      for (long matched : charge.matched) {
        buffer.number(matched);
      }
    }
    held(node);
  }

  /** What all calls of the budget hold: shows after a damage that the record of a hold is gone. */
  private void held(@Nullable BudgetNode node) {
    buffer
        .number(node == null ? 0 : node.heldMilli)
        .number(node == null ? 0 : node.heldNano)
        .number(node == null ? 0 : node.heldRequests);
  }

  void release(long id, @Nullable BudgetNode node) {
    if (silent) {
      return;
    }
    buffer.begin(LedgerRecord.RELEASE).number(id).number(index(node));
    held(node);
    append();
  }

  void increase(BudgetNode node, Increases.Increase increase) {
    buffer
        .begin(LedgerRecord.INCREASE)
        .number(node.index)
        .number(increase.milliTokens())
        .number(increase.untilMillis());
    append();
  }

  /**
   * @param node null for everything
   */
  void stop(@Nullable BudgetNode node, String reason) {
    buffer.begin(LedgerRecord.STOP).number(index(node)).text(reason);
    append();
  }

  void go(@Nullable BudgetNode node) {
    buffer.begin(LedgerRecord.GO).number(index(node));
    append();
  }

  /** The clocks at a tick, and what was learned. */
  void tick() {
    time();
    estimates();
  }

  private void time() {
    buffer
        .begin(LedgerRecord.TIME)
        .number(state.time.wallMillis())
        .number(state.time.intervalNanos());
    append();
  }

  /** What was learned about models and is worth to be kept. */
  private void estimates() {
    if (silent) {
      return;
    }
    state
        .books
        .models()
        .forEach((serviceClass, models) ->
            models.forEach((model, learned) -> {
              if (learned.history().isWorthSaving()) {
                buffer.begin(LedgerRecord.ESTIMATES);
                Estimates.write(serviceClass, model, learned.history(), buffer);
                append();
              }
            }));
  }

  private static long index(@Nullable BudgetNode node) {
    return node == null ? -1 : node.index;
  }

  private void append() {
    journal.append(buffer.bytes(), buffer.length());
  }
}
