package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.model.token.TokenUsage;
import org.jspecify.annotations.Nullable;

/** A ledger with its clocks in hand. */
final class Bench {
  static final long SECOND = 1_000_000_000L;

  long nanos = 77 * SECOND;
  long wallMillis = Plans.START_MILLIS;
  TokenLedger ledger;
  final Reservation ask = new Reservation();

  Bench(LedgerPlan plan) {
    this(plan, TokenJournal.NONE);
  }

  Bench(LedgerPlan plan, TokenJournal journal) {
    ledger = new TokenLedger(plan, journal, nanos, wallMillis);
    ask.upstream = "main";
    ask.model = "m";
    ask.timeoutNanos = 600 * SECOND;
  }

  /** A request of so many bytes for so much output, of which 1 token is enough. */
  long reserve(String agent, long bytes, long output) {
    return reserve(agent, bytes, output, 1);
  }

  long reserve(String agent, long bytes, long output, long least) {
    ask.agent = agent;
    ask.inputBytes = bytes;
    ask.maxOutputTokens = output;
    ask.leastOutputTokens = least;
    ledger.reserve(ask, nanos);
    return ask.hold;
  }

  boolean settle(long hold, long input, long output) {
    return ledger.settle(hold, usage(input, output), false);
  }

  static TokenUsage usage(long input, long output) {
    return new TokenUsage(input, 0, 0, output, 0);
  }

  /** Both clocks go on together, with a tick at the end. */
  LedgerTick pass(long seconds) {
    nanos += seconds * SECOND;
    wallMillis += seconds * 1_000;
    return ledger.tick(nanos, 0, wallMillis);
  }

  LedgerPicture.Node node(String name) {
    return ledger.picture(nanos).nodes().stream()
        .filter(n -> n.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Whole tokens spent of the first limit of a budget. */
  long spent(String name) {
    return node(name).limits().getFirst().spent() / 1_000;
  }

  /** Whole tokens that are held. */
  long held(String name) {
    return node(name).held().milliTokens() / 1_000;
  }

  @Nullable Refusal refusal() {
    return ask.refusal;
  }
}
