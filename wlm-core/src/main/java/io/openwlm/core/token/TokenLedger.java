package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all token budgets: what was spent, and what is held by calls under way. At every
 * budget and every limit, what was spent and what is held together never exceed the amount by
 * letting a call through. Safe to call from any thread: one lock, never held while something waits.
 *
 * <p>Reserving and settling allocate nothing in steady state.
 */
public final class TokenLedger {
  private final TokenJournal journal;
  private final LedgerTime time;
  private final HoldTable holds;
  private final AdmissionCheck check;
  private final Charge charge = new Charge();
  private final Map<String, ProviderCeiling> providers = new HashMap<>();
  private LedgerBooks books;
  private @Nullable String stopped;
  private boolean kept = true;

  /**
   * A ledger in which nothing was spent.
   *
   * @param nowNanos monotonic clock
   * @param epochMillis wall clock
   */
  public TokenLedger(LedgerPlan plan, TokenJournal journal, long nowNanos, long epochMillis) {
    this.journal = journal;
    time = new LedgerTime(nowNanos, 0, epochMillis, 0);
    holds = new HoldTable(plan.shape().maxHolds());
    books = new LedgerBooks(plan, time);
    check = new AdmissionCheck(time, new ModelUse("", TokenWeights.DEFAULT, TokenPrices.NONE));
  }

  /**
   * Asks for a call to be let through; the answer is in the same object.
   *
   * @return true if it is
   */
  public synchronized boolean reserve(Reservation ask, long nowNanos) {
    time.advance(nowNanos);
    BudgetNode node = books.find(ask.agent);
    AgentPart agent = node == null ? null : node.agent;
    if (node == null || agent == null) {
      ask.refuse(Refusal.UNKNOWN_AGENT, ask.agent, 0);
      ask.remainingMilli = 0;
      return false;
    }
    ClassModel model = books.model(agent, ask.model);
    long usual = usualMilli(model, ask);
    agent.askedMilli = Amount.plus(agent.askedMilli, usual);
    boolean granted = forbidden(ask, node, agent) ? false : admit(ask, node, agent, model);
    if (!granted) {
      agent.refusedMilli = Amount.plus(agent.refusedMilli, usual);
      Refusal why = ask.refusal;
      for (BudgetNode n = node; n != null && why != null; n = n.parent) {
        n.refusals.add(why, 1);
      }
    }
    ask.remainingMilli = remainingMilli(node, agent);
    return granted;
  }

  private static long usualMilli(ClassModel model, Reservation ask) {
    return model
        .use()
        .heldMilli(
            model.history().usualInput(ask.inputBytes),
            model.history().usualOutput(ask.maxOutputTokens));
  }

  private boolean forbidden(Reservation ask, BudgetNode node, AgentPart agent) {
    if (stopped != null) {
      ask.refuse(Refusal.STOPPED, node.name(), 0);
      return true;
    }
    for (BudgetNode n = node; n != null; n = n.parent) {
      if (n.stopped != null) {
        ask.refuse(Refusal.STOPPED, n.name(), 0);
        return true;
      }
    }
    if (!kept && agent.agent.onUnavailable() == OnUnavailable.DENY) {
      ask.refuse(Refusal.UNAVAILABLE, node.name(), 0);
      return true;
    }
    if (holds.isFull()) {
      ask.refuse(Refusal.TOO_MANY_HOLDS, node.name(), 0);
      return true;
    }
    return false;
  }

  private boolean admit(Reservation ask, BudgetNode node, AgentPart agent, ClassModel model) {
    Session session = agent.session(ask.session, time.intervalNanos());
    ProviderCeiling provider = providers.get(ask.upstream);
    long input = model.history().inputBound(ask.inputBytes);
    check.begin(model.use(), input, ask.maxOutputTokens, ask.leastOutputTokens);
    if (session != null) {
      check.session(session, agent, node.name());
    }
    check.grant(node, agent);
    for (BudgetNode n = node; n != null; n = n.parent) {
      check.node(n);
    }
    if (provider != null) {
      check.provider(provider);
    }
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
    hold.agent = node;
    hold.session = session;
    hold.model = model;
    hold.provider = provider;
    hold.inputBytes = ask.inputBytes;
    hold.inputTokens = input;
    hold.outputTokens = 0;
    hold.milliTokens = 0;
    hold.nanoCost = 0;
    hold.rawTokens = 0;
    hold.wallMillis = time.wallMillis();
    hold.intervalNanos = time.intervalNanos();
    hold.deadlineNanos = Amount.plus(time.intervalNanos(), ask.timeoutNanos);
    enlarge(hold, node, check.output, 1);
    ask.hold = hold.id;
    ask.outputTokens = check.output;
    ask.refusal = null;
    ask.budget = node.name();
    ask.resetsEpochMillis = 0;
    return true;
  }

  /** Makes a hold larger by so much output, in itself and in all accounts. */
  private void enlarge(Hold hold, BudgetNode node, long moreOutput, long calls) {
    ClassModel model = hold.model;
    if (model == null) {
      return;
    }
    long output = hold.outputTokens + moreOutput;
    long milli = model.use().heldMilli(hold.inputTokens, output);
    long nano = model.use().heldNano(hold.inputTokens, output);
    long raw = Amount.plus(hold.inputTokens, output);
    long moreMilli = milli - hold.milliTokens;
    long moreNano = nano - hold.nanoCost;
    for (BudgetNode n = node; n != null; n = n.parent) {
      n.hold(moreMilli, moreNano, calls);
    }
    if (hold.session != null) {
      hold.session.hold(moreMilli, moreNano, calls);
    }
    if (hold.provider != null) {
      hold.provider.held += raw - hold.rawTokens;
    }
    hold.outputTokens = output;
    hold.milliTokens = milli;
    hold.nanoCost = nano;
    hold.rawTokens = raw;
  }

  private void unhold(Hold hold, BudgetNode node) {
    for (BudgetNode n = node; n != null; n = n.parent) {
      n.unhold(hold.milliTokens, hold.nanoCost, 1);
    }
    if (hold.session != null) {
      hold.session.hold(-hold.milliTokens, -hold.nanoCost, -1);
    }
    if (hold.provider != null) {
      hold.provider.held -= hold.rawTokens;
    }
  }

  /**
   * A call takes more output than was held.
   *
   * @return false if the budgets do not have it, or the hold has ended
   */
  public synchronized boolean extend(long id, long outputTokens, long nowNanos) {
    time.advance(nowNanos);
    Hold hold = holds.find(id);
    BudgetNode node = hold == null ? null : hold.agent;
    AgentPart agent = node == null ? null : node.agent;
    if (hold == null || node == null || agent == null || hold.model == null) {
      return false;
    }
    check.begin(hold.model.use(), 0, outputTokens, outputTokens);
    check.grant(node, agent);
    for (BudgetNode n = node; n != null; n = n.parent) {
      check.nodeWithoutRequests(n);
    }
    if (hold.session != null) {
      check.session(hold.session, agent, node.name());
    }
    if (hold.provider != null) {
      check.provider(hold.provider);
    }
    if (check.refusal != null) {
      return false;
    }
    enlarge(hold, node, outputTokens, 0);
    return true;
  }

  /**
   * A call has ended and used this, more or less than was held.
   *
   * @param estimated true if the provider did not say it
   * @return false if the hold has ended already: then nothing changes
   */
  public synchronized boolean settle(long id, TokenUsage usage, boolean estimated, long nowNanos) {
    time.advance(nowNanos);
    Hold hold = holds.find(id);
    if (hold == null) {
      return false;
    }
    ClassModel model = hold.model;
    if (model != null && !estimated) {
      model.history().learn(hold.inputBytes, usage.totalInput(), usage.totalOutput());
    }
    charge.milli = model == null ? hold.milliTokens : model.use().milli(usage);
    charge.nano = model == null ? hold.nanoCost : model.use().nano(usage);
    end(hold, usage, estimated);
    return true;
  }

  private void end(Hold hold, TokenUsage usage, boolean estimated) {
    charge.requests = 1;
    charge.usage = usage;
    charge.estimated = estimated;
    charge.wallMillis = hold.wallMillis;
    charge.intervalNanos = hold.intervalNanos;
    BudgetNode node = hold.agent;
    if (node != null) {
      unhold(hold, node);
      for (BudgetNode n = node; n != null; n = n.parent) {
        n.charge(charge, time);
      }
    }
    if (hold.session != null) {
      hold.session.charge(charge);
    }
    if (hold.provider != null) {
      hold.provider.used(usage.total());
    }
    holds.giveBack(hold);
  }

  /**
   * A call never reached the provider.
   *
   * @return false if the hold has ended already
   */
  public synchronized boolean release(long id, long nowNanos) {
    time.advance(nowNanos);
    Hold hold = holds.find(id);
    if (hold == null) {
      return false;
    }
    BudgetNode node = hold.agent;
    if (node != null) {
      unhold(hold, node);
    }
    holds.giveBack(hold);
    return true;
  }

  /**
   * Once per control tick: follows the machine's wall clock, and counts holds past their deadline
   * as spent.
   *
   * @param suspendedNanos how long the machine slept since it started
   */
  public synchronized LedgerTick tick(long nowNanos, long suspendedNanos, long epochMillis) {
    long jumped = time.tick(nowNanos, suspendedNanos, epochMillis);
    int expired = 0;
    for (int slot = 0; slot < holds.slots(); slot++) {
      Hold hold = holds.at(slot);
      if (hold != null && hold.deadlineNanos <= time.intervalNanos()) {
        charge.milli = hold.milliTokens;
        charge.nano = hold.nanoCost;
        end(hold, new TokenUsage(hold.inputTokens, 0, 0, hold.outputTokens, 0), true);
        expired++;
      }
    }
    kept = journal.healthy();
    return new LedgerTick(
        expired, jumped, time.doubtsAJump(), time.wallMillis() - epochMillis, kept);
  }

  /**
   * What each agent may use in the window that grants are made for. Others keep theirs.
   *
   * @param milliTokens by agent, 0 or more; spending below what is spent and held already lets no
   *     further call through
   */
  public synchronized void setGrants(Map<String, Long> milliTokens) {
    for (var grant : milliTokens.entrySet()) {
      BudgetNode node = books.find(grant.getKey());
      if (node != null && node.agent != null) {
        node.agent.grantMilli = Math.max(0, grant.getValue());
      }
    }
  }

  /**
   * Emergency stop of a budget and all below it.
   *
   * @param budget null for everything
   * @return false if there is no such budget
   */
  public synchronized boolean stop(@Nullable String budget, String reason) {
    return setStopped(budget, reason);
  }

  /** Ends an emergency stop. */
  public synchronized boolean go(@Nullable String budget) {
    return setStopped(budget, null);
  }

  private boolean setStopped(@Nullable String budget, @Nullable String reason) {
    if (budget == null) {
      stopped = reason;
      return true;
    }
    BudgetNode node = books.find(budget);
    if (node != null) {
      node.stopped = reason;
    }
    return node != null;
  }

  /**
   * Raises all token limits of a budget, for an agent its cap as well.
   *
   * @param untilEpochMillis by the ledger's wall clock
   * @return false if there is no such budget, or too many increases of it
   */
  public synchronized boolean increase(String budget, long milliTokens, long untilEpochMillis) {
    BudgetNode node = books.find(budget);
    return node != null
        && milliTokens > 0
        && node.increases.add(new Increases.Increase(milliTokens, untilEpochMillis));
  }

  /** A provider said how many tokens it still takes until then. */
  public synchronized void providerCeiling(String upstream, long tokens, long untilEpochMillis) {
    providers.computeIfAbsent(upstream, ProviderCeiling::new).say(tokens, untilEpochMillis);
  }

  private long remainingMilli(BudgetNode node, AgentPart agent) {
    long cap = agent.grantAccount.amountWith(node.increases.now(time));
    long least = Math.min(agent.grantMilli, cap) - agent.grantAccount.spent(time) - node.heldMilli;
    for (BudgetNode n = node; n != null; n = n.parent) {
      for (LimitAccount account : n.accounts) {
        if (account.unit == io.openwlm.model.token.BudgetUnit.TOKENS) {
          least = Math.min(least, n.room(account, time));
        }
      }
    }
    return Math.max(0, least);
  }

  /** All accounts as they are. */
  public synchronized LedgerPicture picture(long nowNanos) {
    time.advance(nowNanos);
    List<LedgerPicture.Node> nodes = new ArrayList<>();
    for (BudgetNode node : books.all()) {
      nodes.add(node.picture(time));
    }
    return new LedgerPicture(nowNanos, time.wallMillis(), kept, stopped, nodes);
  }
}
