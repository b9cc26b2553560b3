package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.port.TokenSpend.Outcome;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of all token budgets: what was spent, and what is held by calls under way. At every
 * budget and every limit, letting a call through never brings what was spent and what is held
 * together above the amount. Safe to call from any thread: one lock, never held while something
 * waits.
 *
 * <p>Reserving and settling allocate nothing in steady state.
 */
public final class TokenLedger {
  /** A late report is charged to the window of its own time if it is not older than this. */
  static final long GRACE_MILLIS = 60_000;

  private final LedgerState state;
  private final LedgerLog log;
  private final LedgerTime time;
  private final HoldTable holds;
  private final AdmissionCheck check;
  private final LedgerOperators operators;
  private final Intake intake;

  /**
   * A ledger in which nothing was spent.
   *
   * @param nowNanos monotonic clock
   * @param epochMillis wall clock
   */
  public TokenLedger(LedgerPlan plan, TokenJournal journal, long nowNanos, long epochMillis) {
    this(new LedgerState(plan, new LedgerTime(nowNanos, 0, epochMillis, 0)), journal);
  }

  TokenLedger(LedgerState state, TokenJournal journal) {
    this.state = state;
    time = state.time;
    holds = state.holds;
    check = new AdmissionCheck(time);
    log = new LedgerLog(journal, state);
    operators = new LedgerOperators(state, log);
    intake = new Intake(state, log);
    log.budgets();
  }

  /** Replaces the budgets; what was spent and held stays with those of the same name. */
  public synchronized void install(LedgerPlan plan) {
    state.install(plan);
    log.budgets();
  }

  /**
   * Asks for a call to be let through; the answer is in the same object.
   *
   * @return true if it is
   */
  public synchronized boolean reserve(Reservation ask, long nowNanos) {
    time.advance(nowNanos);
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
    ProviderCeiling provider = state.providers.get(ask.upstream);
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
    hold.inputBytes = ask.inputBytes;
    hold.inputTokens = input;
    hold.wallMillis = time.wallMillis();
    hold.intervalNanos = time.intervalNanos();
    hold.deadlineNanos = Amount.plus(time.intervalNanos(), Math.max(0, ask.timeoutNanos));
    long output = check.output;
    if (output == ask.maxOutputTokens) {
      state.resize(hold, output, check.needMilli, check.needNano, 1);
    } else {
      ModelUse use = model.use();
      state.resize(
          hold,
          output,
          use.heldMilli(input, check.inputMicro, output),
          use.heldNano(input, check.inputPico, output),
          1);
    }
    log.reserve(hold);
    ask.grant(hold.id, output, node.name());
    return true;
  }

  /**
   * A call takes more output than was held.
   *
   * @param outputTokens how many more, above 0
   * @return false if the budgets do not have it, or the hold has ended
   */
  public synchronized boolean extend(long id, long outputTokens, long nowNanos) {
    time.advance(nowNanos);
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

  /**
   * A call has ended and used this, more or less than was held. It is charged to the windows of the
   * time at which it was let through; this needs no clock.
   *
   * @param estimated true if the provider did not say it
   * @return false if the hold has ended already: then nothing changes
   */
  public synchronized boolean settle(long id, TokenUsage usage, boolean estimated) {
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

  /**
   * A call never reached the provider.
   *
   * @return false if the hold has ended already
   */
  public synchronized boolean release(long id) {
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

  /** Counts use that did not pass {@link #reserve}, once by its id, even above a limit. */
  public synchronized Outcome spend(String agent, ReportedCall call, long nowNanos) {
    time.advance(nowNanos);
    BudgetNode node = state.books.find(agent);
    return node == null || node.agent == null
        ? Outcome.UNKNOWN_AGENT
        : intake.take(node, node.agent, call);
  }

  /**
   * Counts what a reader found in a file, together with the place until which it has read: both or
   * neither are there after a crash.
   *
   * @param calls found since the last checkpoint, in the order of the file
   * @param place opaque
   */
  public synchronized List<Outcome> checkpoint(
      String agent, List<ReportedCall> calls, byte[] place, long nowNanos) {
    time.advance(nowNanos);
    BudgetNode node = state.books.find(agent);
    List<Outcome> outcomes = new ArrayList<>();
    if (node == null || node.agent == null) {
      calls.forEach(_ -> outcomes.add(Outcome.UNKNOWN_AGENT));
      return outcomes;
    }
    intake.take(node, node.agent, calls, outcomes, place);
    state.checkpoints.put(agent, place.clone());
    return outcomes;
  }

  /** The place of the last checkpoint of an agent's reader; null if there is none. */
  public synchronized byte @Nullable [] place(String agent) {
    byte[] place = state.checkpoints.get(agent);
    return place == null ? null : place.clone();
  }

  /**
   * Once per control tick: follows the wall clock, and counts holds past their deadline as spent.
   *
   * @param suspendedNanos how long the machine slept since it started
   */
  public synchronized LedgerTick tick(long nowNanos, long suspendedNanos, long epochMillis) {
    long jumped = time.tick(nowNanos, suspendedNanos, epochMillis);
    int expired = 0;
    for (int slot = 0; slot < holds.slots(); slot++) {
      Hold hold = holds.at(slot);
      if (hold != null && hold.deadlineNanos <= time.intervalNanos()) {
        TokenUsage usage = new TokenUsage(hold.inputTokens, 0, 0, hold.outputTokens, 0);
        end(hold, hold.milliTokens, hold.nanoCost, usage, true);
        expired++;
      }
    }
    state.compareAnew();
    log.tick();
    return new LedgerTick(
        expired, jumped, time.doubtsAJump(), time.wallMillis() - epochMillis, log.kept());
  }

  /**
   * What each agent may use in the window that grants are made for. Others keep theirs.
   *
   * @param milliTokens by agent, 0 or more; with less than is spent and held no further call is let
   *     through
   */
  public synchronized void setGrants(Map<String, Long> milliTokens) {
    operators.setGrants(milliTokens);
  }

  /** What each agent is told with every answer. Others keep theirs. */
  public synchronized void setSignals(Map<String, Signal> signals) {
    operators.setSignals(signals);
  }

  /**
   * Emergency stop of a budget and all below it. Durable after {@link #force}.
   *
   * @param budget null for everything
   * @return false if there is no such budget
   */
  public synchronized boolean stop(@Nullable String budget, String reason) {
    return operators.stop(budget, reason);
  }

  /**
   * Ends an emergency stop. Durable after {@link #force}.
   *
   * @param budget null for the stop of everything; those of single budgets stay
   * @return false if there is no such budget
   */
  public synchronized boolean go(@Nullable String budget) {
    return operators.stop(budget, null);
  }

  /**
   * Raises all token limits of a budget, for an agent its cap as well. Durable after {@link
   * #force}.
   *
   * @param milliTokens above 0
   * @param untilEpochMillis by the ledger's wall clock
   * @return false if there is no such budget, or too many increases of it
   */
  public synchronized boolean increase(String budget, long milliTokens, long untilEpochMillis) {
    return operators.increase(budget, milliTokens, untilEpochMillis);
  }

  /** Waits until everything done so far is durable. Never on the way of a call. */
  public boolean force() {
    return log.force();
  }

  /** A provider said how many tokens it still takes until then. */
  public synchronized void providerCeiling(String upstream, long tokens, long untilEpochMillis) {
    operators.providerCeiling(upstream, tokens, untilEpochMillis);
  }

  /** What an agent has left; null if there is none of that name. */
  public synchronized @Nullable AgentRoom room(String agent, long nowNanos) {
    time.advance(nowNanos);
    BudgetNode node = state.books.find(agent);
    return node == null || node.agent == null ? null : AgentRoom.of(node, node.agent, state);
  }

  /** Agents with a settlement, a report or a refusal since the last call. */
  public synchronized Set<String> takeTouched(long nowNanos) {
    time.advance(nowNanos);
    return state.takeTouched();
  }

  /** True if there is such a budget. */
  public synchronized boolean has(String budget) {
    return state.books.find(budget) != null;
  }

  /** True if a budget itself, or for null everything, is stopped. */
  public synchronized boolean isStopped(@Nullable String budget) {
    BudgetNode node = budget == null ? null : state.books.find(budget);
    return budget == null ? state.stopped != null : node != null && node.stopped != null;
  }

  /** The ledger's wall clock as of the last call that moved it. */
  public synchronized long epochMillis() {
    return time.wallMillis();
  }

  /** All accounts as they are. */
  public synchronized LedgerPicture picture(long nowNanos) {
    time.advance(nowNanos);
    return new LedgerPicture(
        nowNanos, time.wallMillis(), log.kept(), state.stopped, state.books.pictures(time));
  }

  /** All accounts as bytes, at the moment at which the journal began a new generation. */
  public synchronized byte[] snapshot() {
    log.rotate();
    return LedgerSnapshot.write(state);
  }

  /** Names of budgets whose held amounts are not the sums of their holds; empty if all is well. */
  public synchronized Set<String> audit() {
    return new TreeSet<>(Audit.wrong(state));
  }

  /** How many calls are under way. */
  public synchronized int holds() {
    return holds.size();
  }
}
