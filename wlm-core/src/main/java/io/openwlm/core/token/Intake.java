package io.openwlm.core.token;

import io.openwlm.core.port.TokenSpend.Outcome;
import io.openwlm.model.token.TokenUsage;
import java.util.Arrays;
import java.util.List;

/**
 * Counts reported calls as one charge and one record of the journal, with the place until which
 * their file was read. All of them count in the window of the latest of them: a call of the window
 * before counts there only if nothing newer came with it.
 */
final class Intake {
  private final LedgerState state;
  private final LedgerLog log;

  Intake(LedgerState state, LedgerLog log) {
    this.state = state;
    this.log = log;
  }

  /** Counts one call by itself. */
  Outcome take(BudgetNode node, AgentPart agent, ReportedCall call) {
    long hash = SeenIds.hash(node.name(), call.id());
    if (state.seen.knows(hash)) {
      return Outcome.DUPLICATE;
    }
    ModelUse use = state.books.model(agent, call.model()).use();
    long now = state.time.wallMillis();
    boolean inGrace = inGrace(call, now);
    state.charging(
        use.milli(call.usage()),
        use.nano(call.usage()),
        call.usage(),
        false,
        inGrace ? Math.min(call.epochMillis(), now) : now,
        state.time.intervalNanos());
    state.charge.requests = call.calls();
    state.told(node, agent);
    state.seen.add(hash);
    log.spend(hash, node);
    return inGrace ? Outcome.COUNTED : Outcome.COUNTED_NOW;
  }

  private static boolean inGrace(ReportedCall call, long nowMillis) {
    return Math.abs(nowMillis - call.epochMillis()) <= TokenLedger.GRACE_MILLIS;
  }

  void take(
      BudgetNode node,
      AgentPart agent,
      List<ReportedCall> calls,
      List<Outcome> outcomes,
      byte[] place) {
    long now = state.time.wallMillis();
    long milli = 0;
    long nano = 0;
    TokenUsage usage = TokenUsage.NONE;
    long newest = now - TokenLedger.GRACE_MILLIS;
    boolean late = false;
    long[] hashes = new long[calls.size()];
    int count = 0;
    for (ReportedCall call : calls) {
      long hash = SeenIds.hash(node.name(), call.id());
      if (state.seen.knows(hash)) {
        outcomes.add(Outcome.DUPLICATE);
        continue;
      }
      state.seen.add(hash);
      hashes[count++] = hash;
      ModelUse use = state.books.model(agent, call.model()).use();
      milli = Amount.plus(milli, use.milli(call.usage()));
      nano = Amount.plus(nano, use.nano(call.usage()));
      usage = plus(usage, call.usage());
      boolean inGrace = inGrace(call, now);
      newest = Math.max(newest, Math.min(now, call.epochMillis()));
      late |= !inGrace;
      outcomes.add(inGrace ? Outcome.COUNTED : Outcome.COUNTED_NOW);
    }
    state.charging(
        milli, nano, usage, false, late || count == 0 ? now : newest, state.time.intervalNanos());
    state.charge.requests = count;
    state.told(node, agent);
    log.checkpoint(node, Arrays.copyOf(hashes, count), place);
  }

  private static TokenUsage plus(TokenUsage a, TokenUsage b) {
    return new TokenUsage(
        Amount.plus(a.input(), b.input()),
        Amount.plus(a.cachedInput(), b.cachedInput()),
        Amount.plus(a.cacheWrite(), b.cacheWrite()),
        Amount.plus(a.output(), b.output()),
        Amount.plus(a.reasoning(), b.reasoning()));
  }
}
