package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.TokenUsage;
import java.util.Objects;

/**
 * Calls from the moment they ask until they have ended, one hold for each that was let through. The
 * ledger's lock guards it, and its clock was moved before a call asks.
 */
final class CallsUnderWay {
  private final LedgerState state;
  private final LedgerLog log;
  private final LedgerTime time;
  private final HoldTable holds;
  private final AdmissionCheck check;

  CallsUnderWay(LedgerState state, LedgerLog log) {
    this.state = state;
    this.log = log;
    time = state.time;
    holds = state.holds;
    check = new AdmissionCheck(time);
  }

  /** {@link TokenLedger#reserve}. */
  boolean reserve(Reservation ask) {
    BudgetNode node = state.books.find(ask.agent);
    AgentPart agent = node == null ? null : node.agent;
    if (node == null || agent == null) {
      ask.refuse(Refusal.UNKNOWN_AGENT, ask.agent, 0);
      return false;
    }
    ClassModel model = state.books.model(agent, ask.model);
    if (allowed(ask, node, agent) && admit(ask, node, agent, model)) {
      return true;
    }
    long usual = model.usualMilli(ask.inputBytes, ask.maxOutputTokens);
    agent.refusedMilli = Amount.plus(agent.refusedMilli, usual);
    Refusal why = Objects.requireNonNull(ask.refusal);
    for (BudgetNode n = node; n != null; n = n.parent) {
      n.refusals.add(why, 1);
    }
    state.touch(node);
    return false;
  }

  private boolean allowed(Reservation ask, BudgetNode node, AgentPart agent) {
    BudgetNode stopped = node.stoppedAt();
    if (state.stopped != null || stopped != null) {
      ask.refuse(Refusal.STOPPED, stopped == null ? "" : stopped.name(), 0);
      return false;
    }
    if (!log.kept() && agent.agent.onUnavailable() == OnUnavailable.DENY) {
      ask.refuse(Refusal.UNAVAILABLE, node.name(), 0);
      return false;
    }
    return true;
  }

  private boolean admit(Reservation ask, BudgetNode node, AgentPart agent, ClassModel model) {
    Session session = agent.session(ask.session, time.intervalNanos());
    ProviderCeiling provider = state.ceilings.find(ask.upstream, ask.model);
    long input = model.history().inputBound(ask.inputBytes);
    check.begin(model, input, ask.maxOutputTokens, ask.leastOutputTokens);
    check.path(node, agent, session, provider);
    Refusal why = check.refusal;
    if (why != null) {
      ask.refuse(why, check.budget, check.resetsMillis);
      return false;
    }
    Hold hold = holds.take();
    if (hold == null) {
      ask.refuse(Refusal.TOO_MANY_HOLDS, node.name(), 0);
      return false;
    }
    hold.own(node, session, model, provider);
    hold.begin(ask.inputBytes, input, ask.timeoutNanos, time);
    resize(hold, ask.maxOutputTokens);
    log.reserve(hold);
    ask.grant(hold.id, hold.outputTokens, node.name());
    return true;
  }

  /** Makes it as large as the check allows, at most what was asked for. */
  private void resize(Hold hold, long wanted) {
    long output = check.output;
    if (output == wanted) {
      state.resize(hold, output, check.needMilli, check.needNano, 1);
    } else {
      state.resize(hold, output, check.milli(output), check.nano(output), 1);
    }
  }

  /** {@link TokenLedger#extend}. */
  boolean extend(long id, long outputTokens) {
    Hold hold = holds.find(id);
    BudgetNode node = hold == null ? null : hold.node;
    ClassModel model = hold == null ? null : hold.model;
    if (hold == null || node == null || node.agent == null || model == null || outputTokens <= 0) {
      return false;
    }
    check.begin(model, 0, outputTokens, outputTokens);
    check.more(node, node.agent, hold.session, hold.provider);
    if (check.refusal != null) {
      return false;
    }
    long output = Amount.plus(hold.outputTokens, outputTokens);
    state.resize(
        hold,
        output,
        Amount.plus(hold.milliTokens, check.needMilli),
        Amount.plus(hold.nanoCost, check.needNano),
        0);
    log.extend(hold);
    return true;
  }

  /** {@link TokenLedger#settle}. */
  boolean settle(long id, TokenUsage usage, boolean estimated) {
    Hold hold = holds.find(id);
    if (hold == null) {
      return false;
    }
    ClassModel model = hold.model;
    if (model == null) {
      end(hold, hold.milliTokens, hold.nanoCost, usage, estimated);
      return true;
    }
    if (!estimated) {
      model.learn(hold.inputBytes, usage);
    }
    end(hold, model.use().milli(usage), model.use().nano(usage), usage, estimated);
    return true;
  }

  private void end(Hold hold, long milli, long nano, TokenUsage usage, boolean estimated) {
    long id = hold.id;
    BudgetNode node = hold.node;
    Session session = hold.session;
    state.charging(milli, nano, usage, estimated, hold.wallMillis, hold.intervalNanos);
    state.settle(hold);
    holds.giveBack(hold);
    log.settle(id, node, session);
  }

  /** {@link TokenLedger#release}. */
  boolean release(long id) {
    Hold hold = holds.find(id);
    if (hold == null) {
      return false;
    }
    BudgetNode node = hold.node;
    state.unhold(hold);
    holds.giveBack(hold);
    log.release(id, node);
    return true;
  }

  /** {@link TokenLedger#usualOutput}. */
  long usualOutput(long id) {
    Hold hold = holds.find(id);
    if (hold == null) {
      return 0;
    }
    ClassModel model = hold.model;
    return model == null ? hold.outputTokens : model.history().usualOutput(hold.outputTokens);
  }

  /**
   * Counts holds past their deadline as spent.
   *
   * @return how many
   */
  int expire() {
    int expired = 0;
    for (int slot = 0; slot < holds.slots(); slot++) {
      Hold hold = holds.at(slot);
      if (hold != null && hold.deadlineNanos <= time.intervalNanos()) {
        TokenUsage usage = new TokenUsage(hold.inputTokens, 0, 0, hold.outputTokens, 0);
        end(hold, hold.milliTokens, hold.nanoCost, usage, true);
        expired++;
      }
    }
    return expired;
  }
}
