package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.ProviderLimit;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.port.TokenSpend.Outcome;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final BriefLock lock = new BriefLock();
  private final LedgerState state;
  private final LedgerLog log;
  private final LedgerTime time;
  private final CallsUnderWay calls;
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
    log = new LedgerLog(journal, state);
    calls = new CallsUnderWay(state, log);
    operators = new LedgerOperators(state, log);
    intake = new Intake(state, log);
    log.budgets();
  }

  /** Replaces the budgets; what was spent and held stays with those of the same name. */
  public void install(LedgerPlan plan) {
    try (var _ = lock.acquire()) {
      state.install(plan);
      log.budgets();
    }
  }

  /**
   * Asks for a call to be let through; the answer is in the same object.
   *
   * @return true if it is
   */
  public boolean reserve(Reservation ask, long nowNanos) {
    try (var _ = lock.acquire()) {
      time.advance(nowNanos);
      return calls.reserve(ask);
    }
  }

  /**
   * A call takes more output than was held.
   *
   * @param outputTokens how many more, above 0
   * @return false if the budgets do not have it, or the hold has ended
   */
  public boolean extend(long id, long outputTokens, long nowNanos) {
    try (var _ = lock.acquire()) {
      time.advance(nowNanos);
      return calls.extend(id, outputTokens);
    }
  }

  /**
   * A call has ended and used this, more or less than was held. It is charged to the windows of the
   * time at which it was let through; this needs no clock.
   *
   * @param estimated true if the provider did not say it
   * @return false if the hold has ended already: then nothing changes
   */
  public boolean settle(long id, TokenUsage usage, boolean estimated) {
    try (var _ = lock.acquire()) {
      return calls.settle(id, usage, estimated);
    }
  }

  /**
   * A call never reached the provider.
   *
   * @return false if the hold has ended already
   */
  public boolean release(long id) {
    try (var _ = lock.acquire()) {
      return calls.release(id);
    }
  }

  /** What a call under way usually answers, in tokens: at most what it holds; 0 if it has ended. */
  public long usualOutput(long id) {
    try (var _ = lock.acquire()) {
      return calls.usualOutput(id);
    }
  }

  /** Counts use that did not pass {@link #reserve}, once by its id, even above a limit. */
  public Outcome spend(String agent, ReportedCall call, long nowNanos) {
    try (var _ = lock.acquire()) {
      time.advance(nowNanos);
      BudgetNode node = state.books.find(agent);
      return node == null || node.agent == null
          ? Outcome.UNKNOWN_AGENT
          : intake.take(node, node.agent, call);
    }
  }

  /**
   * Counts what a reader found in a file, together with the place until which it has read: both or
   * neither are there after a crash.
   *
   * @param calls found since the last checkpoint, in the order of the file
   * @param place opaque
   */
  public List<Outcome> checkpoint(
      String agent, List<ReportedCall> calls, byte[] place, long nowNanos) {
    try (var _ = lock.acquire()) {
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
  }

  /** The place of the last checkpoint of an agent's reader; null if there is none. */
  public byte @Nullable [] place(String agent) {
    try (var _ = lock.acquire()) {
      byte[] place = state.checkpoints.get(agent);
      return place == null ? null : place.clone();
    }
  }

  /**
   * Once per control tick: follows the wall clock, and counts holds past their deadline as spent.
   *
   * @param suspendedNanos how long the machine slept since it started
   */
  public LedgerTick tick(long nowNanos, long suspendedNanos, long epochMillis) {
    try (var _ = lock.acquire()) {
      long jumped = time.tick(nowNanos, suspendedNanos, epochMillis);
      int expired = calls.expire();
      state.compareAnew();
      log.tick();
      return new LedgerTick(
          expired, jumped, time.doubtsAJump(), time.wallMillis() - epochMillis, log.kept());
    }
  }

  /**
   * What each agent may use in the window that grants are made for. Others keep theirs.
   *
   * @param milliTokens by agent, 0 or more; with less than is spent and held no further call is let
   *     through
   */
  public void setGrants(Map<String, Long> milliTokens) {
    try (var _ = lock.acquire()) {
      operators.setGrants(milliTokens);
    }
  }

  /** What each agent is told with every answer. Others keep theirs. */
  public void setSignals(Map<String, Signal> signals) {
    try (var _ = lock.acquire()) {
      operators.setSignals(signals);
    }
  }

  /**
   * Emergency stop of a budget and all below it. Durable after {@link #force}.
   *
   * @param budget null for everything
   * @return false if there is no such budget
   */
  public boolean stop(@Nullable String budget, String reason) {
    try (var _ = lock.acquire()) {
      return operators.stop(budget, reason);
    }
  }

  /**
   * Ends an emergency stop. Durable after {@link #force}.
   *
   * @param budget null for the stop of everything; those of single budgets stay
   * @return false if there is no such budget
   */
  public boolean go(@Nullable String budget) {
    try (var _ = lock.acquire()) {
      return operators.stop(budget, null);
    }
  }

  /**
   * Raises all token limits of a budget, for an agent its cap as well. Durable after {@link
   * #force}.
   *
   * @param milliTokens above 0
   * @param untilEpochMillis by the ledger's wall clock
   * @return false if there is no such budget, or too many increases of it
   */
  public boolean increase(String budget, long milliTokens, long untilEpochMillis) {
    try (var _ = lock.acquire()) {
      return operators.increase(budget, milliTokens, untilEpochMillis);
    }
  }

  /** Waits until everything done so far is durable. Never on the way of a call. */
  public boolean force() {
    return log.force();
  }

  /** A provider said how much it still takes of a model until then. */
  public void providerCeiling(
      String upstream, String model, ProviderLimit limit, long amount, long untilEpochMillis) {
    try (var _ = lock.acquire()) {
      operators.providerCeiling(upstream, model, limit, amount, untilEpochMillis);
    }
  }

  /** What an agent has left; null if there is none of that name. */
  public @Nullable AgentRoom room(String agent, long nowNanos) {
    try (var _ = lock.acquire()) {
      time.advance(nowNanos);
      BudgetNode node = state.books.find(agent);
      return node == null || node.agent == null ? null : AgentRoom.of(node, node.agent, state);
    }
  }

  /** Agents with a settlement, a report or a refusal since the last call. */
  public Set<String> takeTouched(long nowNanos) {
    try (var _ = lock.acquire()) {
      time.advance(nowNanos);
      return state.takeTouched();
    }
  }

  /** True if there is such a budget. */
  public boolean has(String budget) {
    try (var _ = lock.acquire()) {
      return state.books.find(budget) != null;
    }
  }

  /** True if a budget itself, or for null everything, is stopped. */
  public boolean isStopped(@Nullable String budget) {
    try (var _ = lock.acquire()) {
      BudgetNode node = budget == null ? null : state.books.find(budget);
      return budget == null ? state.stopped != null : node != null && node.stopped != null;
    }
  }

  /** The ledger's wall clock as of the last call that moved it. */
  public long epochMillis() {
    try (var _ = lock.acquire()) {
      return time.wallMillis();
    }
  }

  /** All accounts as they are. */
  public LedgerPicture picture(long nowNanos) {
    try (var _ = lock.acquire()) {
      time.advance(nowNanos);
      return new LedgerPicture(
          nowNanos, time.wallMillis(), log.kept(), state.stopped, state.books.pictures(time));
    }
  }

  /** All accounts as bytes, at the moment at which the journal began a new generation. */
  public byte[] snapshot() {
    try (var _ = lock.acquire()) {
      log.rotate();
      return LedgerSnapshot.write(state);
    }
  }

  /** Names of budgets whose held amounts are not the sums of their holds; empty if all is well. */
  public Set<String> audit() {
    try (var _ = lock.acquire()) {
      return new TreeSet<>(Audit.wrong(state));
    }
  }

  /** How many calls are under way. */
  public int holds() {
    try (var _ = lock.acquire()) {
      return state.holds.size();
    }
  }
}
