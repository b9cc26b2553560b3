package io.openwlm.core.token;

import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenUsage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The account of one budget. Everything that is held or spent below it is held or spent in it. What
 * is held is one amount for each unit, whatever the windows: a window that begins anew takes the
 * holds over. The ledger's lock guards it.
 */
final class BudgetNode {
  final TokenBudget budget;

  /** Its number in records of the journal. */
  final int index;

  final @Nullable BudgetNode parent;
  final LimitAccount[] accounts;

  /** What only agents have. */
  final @Nullable AgentPart agent;

  final UseRecorder lately;
  final Increases increases = new Increases();
  @Nullable String stopped;

  /** Something is new since somebody looked. */
  boolean touched;

  long heldMilli;
  long heldNano;
  long heldRequests;

  long spentMilli;
  long spentNano;
  long requests;
  long estimated;
  final long[] used = new long[5];
  final RefusalCounts refusals = new RefusalCounts();

  BudgetNode(
      int index,
      TokenBudget budget,
      @Nullable BudgetNode parent,
      LimitAccount[] accounts,
      @Nullable AgentPart agent,
      UseRecorder lately) {
    this.index = index;
    this.budget = budget;
    this.parent = parent;
    this.accounts = accounts;
    this.agent = agent;
    this.lately = lately;
  }

  String name() {
    return budget.name();
  }

  /** The nearest budget at or above this one that is stopped; null for none. */
  @Nullable BudgetNode stoppedAt() {
    for (BudgetNode n = this; n != null; n = n.parent) {
      if (n.stopped != null) {
        return n;
      }
    }
    return null;
  }

  long held(BudgetUnit unit) {
    return switch (unit) {
      case TOKENS -> heldMilli;
      case COST -> heldNano;
      case REQUESTS -> heldRequests;
    };
  }

  /** What a limit has left; negative if more was spent than it allows. */
  long room(LimitAccount account, LedgerTime time) {
    return account.amountWith(increases.now(time)) - account.spent(time) - held(account.unit);
  }

  /** More is held; with negative numbers, less. */
  void hold(long milli, long nano, long calls) {
    heldMilli += milli;
    heldNano += nano;
    heldRequests += calls;
  }

  /** Adds what was spent by a call that was let through at that time. */
  void charge(Charge charge, LedgerTime time) {
    for (LimitAccount account : accounts) {
      account.charge(charge.of(account.unit), charge.wallMillis, charge.intervalNanos, time);
    }
    if (agent != null) {
      agent.grantAccount.charge(charge.milli, charge.wallMillis, charge.intervalNanos, time);
    }
    spentMilli = Amount.plus(spentMilli, charge.milli);
    spentNano = Amount.plus(spentNano, charge.nano);
    requests += charge.requests;
    lately.add(charge.milli, time.intervalNanos());
    count(charge.usage);
    if (charge.estimated) {
      estimated = Amount.plus(estimated, charge.usage.total());
    }
  }

  private void count(TokenUsage usage) {
    used[0] = Amount.plus(used[0], usage.input());
    used[3] = Amount.plus(used[3], usage.output());
    if ((usage.cachedInput() | usage.cacheWrite() | usage.reasoning()) != 0) {
      used[1] = Amount.plus(used[1], usage.cachedInput());
      used[2] = Amount.plus(used[2], usage.cacheWrite());
      used[4] = Amount.plus(used[4], usage.reasoning());
    }
  }

  LedgerPicture.Node picture(LedgerTime time) {
    long increase = increases.now(time);
    LedgerPicture.Limit[] limits = new LedgerPicture.Limit[accounts.length];
    for (int i = 0; i < limits.length; i++) {
      limits[i] = accounts[i].picture(increase, time);
    }
    return new LedgerPicture.Node(
        budget,
        agent == null ? null : agent.picture(this, increase, time),
        stopped,
        increase,
        List.of(limits),
        new LedgerPicture.Amounts(heldMilli, heldNano, heldRequests),
        counts(),
        lately.picture(time.intervalNanos()));
  }

  private LedgerPicture.Counts counts() {
    return new LedgerPicture.Counts(
        new LedgerPicture.Amounts(spentMilli, spentNano, requests),
        new TokenUsage(used[0], used[1], used[2], used[3], used[4]),
        requests,
        estimated,
        refusals.all());
  }
}
