package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.token.ProviderCeiling.Part;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the output that a call may have below every limit on the way from its session to the
 * organisation, or for the limit that refuses it. One object is used again and again, under the
 * ledger's lock.
 *
 * <p>Of several limits that refuse, the answer names one that the call can never pass, else the one
 * that is in the way for longest.
 */
final class AdmissionCheck {
  /** A hold of another call is in the way: soon there may be more. */
  private static final long SOON_MILLIS = 2_000;

  private final LedgerTime time;

  private long input;
  private long least;

  /** What a token of the input may count, and cost. */
  private long inputMicro;

  private long inputPico;

  /** What the input and all the output that is wanted come to: no more arithmetic if it fits. */
  long needMilli;

  long needNano;
  private ModelUse use = ModelUse.NONE;

  /** The most output that all limits seen so far allow. */
  long output;

  @Nullable Refusal refusal;
  String budget = "";
  long resetsMillis;

  AdmissionCheck(LedgerTime time) {
    this.time = time;
  }

  /** A call that asks, or more output of one. */
  void begin(ClassModel called, long inputTokens, long wantedOutput, long leastOutput) {
    ModelUse model = called.use();
    if (use != model) {
      use = model;
    }
    input = inputTokens;
    output = wantedOutput;
    least = Math.min(leastOutput, wantedOutput);
    if (refusal != null) {
      refusal = null;
      budget = "";
    }
    resetsMillis = 0;
    inputMicro = called.inputMicro();
    inputPico = called.inputPico();
    needMilli = milli(wantedOutput);
    needNano = nano(wantedOutput);
  }

  /** Thousandths of weighted tokens that the call may count with so much output. */
  long milli(long outputTokens) {
    return use.heldMilli(input, inputMicro, outputTokens);
  }

  /** Billionths of the currency that it may cost with so much output. */
  long nano(long outputTokens) {
    return use.heldNano(input, inputPico, outputTokens);
  }

  /** Everything that a new call must fit into. */
  void path(
      BudgetNode node,
      AgentPart agent,
      @Nullable Session session,
      @Nullable ProviderCeiling provider) {
    if (session != null) {
      session(session, agent, node.name(), true);
    }
    grant(node, agent);
    for (BudgetNode n = node; n != null; n = n.parent) {
      node(n);
    }
    if (provider != null) {
      provider(provider, true);
    }
  }

  /** Everything that more output of a call that was let through must fit into. */
  void more(
      BudgetNode node,
      AgentPart agent,
      @Nullable Session session,
      @Nullable ProviderCeiling provider) {
    if (session != null) {
      session(session, agent, node.name(), false);
    }
    grant(node, agent);
    for (BudgetNode n = node; n != null; n = n.parent) {
      nodeWithoutRequests(n);
    }
    if (provider != null) {
      provider(provider, false);
    }
  }

  /** All limits of a budget. */
  private void node(BudgetNode node) {
    for (LimitAccount account : node.accounts) {
      limit(node, account);
    }
  }

  /** All limits of a budget but those on requests, for a call that was counted already. */
  private void nodeWithoutRequests(BudgetNode node) {
    for (LimitAccount account : node.accounts) {
      if (account.unit != BudgetUnit.REQUESTS) {
        limit(node, account);
      }
    }
  }

  private void limit(BudgetNode node, LimitAccount account) {
    long amount = account.amountWith(node.increases.now(time));
    long spent = account.spent(time);
    if (account.unit == BudgetUnit.TOKENS && amount - spent - node.heldMilli >= needMilli) {
      return; // the usual case, without a switch
    }
    long held = node.held(account.unit);
    if (fits(account.unit, amount - spent - held)) {
      return;
    }
    long possible = possible(account.unit, amount - spent - held);
    if (possible < least) {
      boolean never = possible(account.unit, amount) < least;
      boolean soon = possible(account.unit, amount - spent) >= least;
      long resets = account.resetsEpochMillis(time);
      refuse(
          unpriced(account.unit) ? Refusal.NO_PRICE : never ? Refusal.TOO_LARGE : Refusal.EXHAUSTED,
          node.name(),
          soon ? soon(resets) : resets);
    } else {
      output = Math.min(output, possible);
    }
  }

  /** The cap and the grant of an agent. */
  private void grant(BudgetNode node, AgentPart agent) {
    LimitAccount account = agent.grantAccount;
    long cap = account.amountWith(node.increases.now(time));
    long amount = Math.min(agent.grantMilli, cap);
    long spent = account.spent(time);
    if (amount - spent - node.heldMilli >= needMilli) {
      return;
    }
    long possible = possible(BudgetUnit.TOKENS, amount - spent - node.heldMilli);
    if (possible < least) {
      long underCap = possible(BudgetUnit.TOKENS, cap - spent - node.heldMilli);
      boolean never = possible(BudgetUnit.TOKENS, cap) < least;
      boolean soon = possible(BudgetUnit.TOKENS, amount - spent) >= least;
      long resets = account.resetsEpochMillis(time);
      refuse(
          never ? Refusal.TOO_LARGE : underCap >= least ? Refusal.GRANT_USED : Refusal.EXHAUSTED,
          node.name(),
          soon ? soon(resets) : resets);
    } else {
      output = Math.min(output, possible);
    }
  }

  /** The limits of a session. */
  private void session(Session session, AgentPart agent, String agentName, boolean calls) {
    for (BudgetLimit limit : agent.sessionLimits()) {
      if (limit.unit() == BudgetUnit.REQUESTS && !calls) {
        continue;
      }
      long spent = session.spent(limit.unit());
      long held = session.held(limit.unit());
      long possible = possible(limit.unit(), limit.amount() - spent - held);
      if (possible < least) {
        boolean soon = possible(limit.unit(), limit.amount() - spent) >= least;
        refuse(
            soon ? Refusal.EXHAUSTED : Refusal.TOO_LARGE,
            agentName,
            soon ? time.wallMillis() + SOON_MILLIS : 0);
      } else {
        output = Math.min(output, possible);
      }
    }
  }

  private long soon(long resets) {
    long soon = time.wallMillis() + SOON_MILLIS;
    return resets == 0 ? soon : Math.min(resets, soon);
  }

  private boolean fits(BudgetUnit unit, long room) {
    return switch (unit) {
      case TOKENS -> room >= needMilli;
      case COST -> room >= needNano && use.priced;
      case REQUESTS -> room >= 1;
    };
  }

  private boolean unpriced(BudgetUnit unit) {
    return unit == BudgetUnit.COST && !use.priced;
  }

  /** Output tokens that fit into so much of a unit; negative if nothing fits. */
  private long possible(BudgetUnit unit, long room) {
    if (room < 0 || unpriced(unit)) {
      return -1;
    }
    return switch (unit) {
      case TOKENS -> ModelUse.outputIn(room, input, inputMicro, use.outputMicro);
      case COST -> ModelUse.outputIn(room, input, inputPico, use.outputPico);
      case REQUESTS -> room >= 1 ? Long.MAX_VALUE : -1;
    };
  }

  /** What a provider still takes, in tokens that are not weighted. */
  private void provider(ProviderCeiling ceiling, boolean calls) {
    long wall = time.wallMillis();
    if (!ceiling.isInForce(wall)) {
      return;
    }
    if (calls && ceiling.requests.room(wall) < 1) {
      refuse(Refusal.PROVIDER_LIMIT, ceiling.upstream, ceiling.requests.untilMillis);
    }
    if (ceiling.input.room(wall) < input) {
      refuse(Refusal.PROVIDER_LIMIT, ceiling.upstream, ceiling.input.untilMillis);
    }
    provider(ceiling, ceiling.tokens, input, wall);
    provider(ceiling, ceiling.output, 0, wall);
  }

  /** One of its limits on output, beside which the call takes so much of the same. */
  private void provider(ProviderCeiling ceiling, Part limit, long beside, long wall) {
    long room = limit.room(wall);
    if (room == Long.MAX_VALUE) {
      return;
    }
    long possible = room - beside;
    if (possible < least) {
      refuse(Refusal.PROVIDER_LIMIT, ceiling.upstream, limit.untilMillis);
    } else {
      output = Math.min(output, possible);
    }
  }

  private void refuse(Refusal why, String where, long resets) {
    if (refusal == null || worse(why, resets)) {
      refusal = why;
      budget = where;
      resetsMillis = resets;
    }
  }

  private boolean worse(Refusal why, long resets) {
    int now = rank(why);
    int before = refusal == null ? -1 : rank(refusal);
    return now > before || (now == before && resets > resetsMillis);
  }

  private static int rank(Refusal why) {
    return why == Refusal.TOO_LARGE || why == Refusal.NO_PRICE
        ? 2
        : why == Refusal.GRANT_USED ? 0 : 1;
  }
}
