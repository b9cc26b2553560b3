package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a ledger knows, and how holds and charges move it. Checks nothing and writes no
 * journal, so that a replay goes through the same steps as the calls did. Not safe for threads.
 */
final class LedgerState {
  private static final int MOST_RETIRED = 1_024;

  final LedgerTime time;
  final HoldTable holds;
  final SeenIds seen;
  final Charge charge = new Charge();
  final ProviderCeilings ceilings = new ProviderCeilings();

  /** True if an agent has something new since somebody looked. */
  boolean touched;

  /** Where readers of other files stand, by budget. */
  final Map<String, byte[]> checkpoints = new TreeMap<>();

  /** Budgets that are no longer in the definition, oldest first. */
  final Map<String, SavedNode> retired = new LinkedHashMap<>();

  LedgerBooks books;
  @Nullable String stopped;

  LedgerState(LedgerPlan plan, LedgerTime time) {
    this.time = time;
    holds = new HoldTable(plan.shape().maxHolds());
    seen = new SeenIds(plan.shape().maxIds());
    books = new LedgerBooks(plan, time);
  }

  /**
   * Makes a hold of so much, in itself and in all accounts; it was of another size before.
   *
   * @param calls 1 for a new hold, 0 for more of one
   */
  void resize(Hold hold, long output, long milli, long nano, long calls) {
    long moreMilli = milli - hold.milliTokens;
    long moreNano = nano - hold.nanoCost;
    for (BudgetNode n = hold.node; n != null; n = n.parent) {
      n.hold(moreMilli, moreNano, calls);
    }
    if (hold.session != null) {
      hold.session.hold(moreMilli, moreNano, calls);
    }
    if (hold.provider != null) {
      hold.provider.hold(calls * hold.inputTokens, output - hold.outputTokens);
      hold.provider.called(calls);
    }
    hold.outputTokens = output;
    hold.milliTokens = milli;
    hold.nanoCost = nano;
  }

  /** Takes a hold out of all accounts, and puts the prepared charge there instead. */
  void settle(Hold hold) {
    unhold(hold);
    if (hold.provider != null) {
      hold.provider.used(charge.usage);
    }
    meter(hold.node, hold.session);
  }

  /** Takes a hold out of all accounts. */
  void unhold(Hold hold) {
    for (BudgetNode n = hold.node; n != null; n = n.parent) {
      n.hold(-hold.milliTokens, -hold.nanoCost, -1);
    }
    if (hold.session != null) {
      hold.session.hold(-hold.milliTokens, -hold.nanoCost, -1);
    }
    if (hold.provider != null) {
      hold.provider.hold(-hold.inputTokens, -hold.outputTokens);
    }
  }

  /** Prepares the charge for a call that was let through at that time. */
  @SuppressWarnings("ReferenceEquality") // a reference that is written costs a barrier
  void charging(
      long milli, long nano, TokenUsage usage, boolean estimated, long wall, long interval) {
    charge.milli = milli;
    charge.nano = nano;
    charge.requests = 1;
    if (charge.usage != usage) {
      charge.usage = usage;
    }
    charge.estimated = estimated;
    charge.isMatched = false;
    charge.wallMillis = wall;
    charge.intervalNanos = interval;
  }

  /** There is something new about a budget. */
  void touch(@Nullable BudgetNode node) {
    if (node != null) {
      node.touched = true;
      touched = true;
    }
  }

  /** Agents with something new since the last call. */
  Set<String> takeTouched() {
    if (!touched) {
      return Set.of();
    }
    touched = false;
    Set<String> names = new HashSet<>();
    for (BudgetNode node : books.all()) {
      if (node.touched) {
        node.touched = false;
        names.add(node.name());
      }
    }
    return names;
  }

  /** Puts the prepared charge into a budget and all above it. */
  void charge(@Nullable BudgetNode node, @Nullable Session session) {
    for (BudgetNode n = node; n != null; n = n.parent) {
      n.charge(charge, time);
    }
    touch(node);
    if (session != null) {
      session.charge(charge);
    }
  }

  /** Puts a metered call into its accounts, without what its agent told of it already. */
  void meter(@Nullable BudgetNode node, @Nullable Session session) {
    AgentPart agent = node == null ? null : node.agent;
    if (node == null || agent == null || !agent.check.isToldAhead()) {
      charge(node, session);
      return;
    }
    if (session != null) {
      session.charge(charge); // a session has metered calls only
    }
    agent.check.metered(node, charge, time.intervalNanos());
    charge(node, null);
  }

  /** Puts what an agent told into its accounts, without what the proxy metered of it already. */
  void told(BudgetNode node, AgentPart agent) {
    agent.check.told(node, charge, time.intervalNanos());
    charge(node, null);
  }

  /** Time has passed for the comparison of what is told and what is metered. */
  void compareAnew() {
    for (BudgetNode node : books.all()) {
      if (node.agent != null) {
        node.agent.check.roll(node, time.intervalNanos());
      }
    }
  }

  /** Replaces the budgets; what was spent and held stays with those of the same name. */
  void install(LedgerPlan plan) {
    LedgerBooks old = books;
    LedgerBooks fresh = new LedgerBooks(plan, time);
    for (BudgetNode node : old.all()) {
      retire(SavedNode.of(node, time));
    }
    for (BudgetNode node : fresh.all()) {
      SavedNode saved = retired.remove(node.name());
      if (saved != null) {
        saved.restore(node, time);
      }
      BudgetNode before = old.find(node.name());
      if (before != null) {
        fresh.learnFrom(before, node);
      }
    }
    books = fresh;
    holds.forget();
    for (int slot = 0; slot < holds.slots(); slot++) {
      Hold hold = holds.at(slot);
      if (hold != null) {
        hold.node = fresh.successor(hold.node);
        for (BudgetNode n = hold.node; n != null; n = n.parent) {
          n.hold(hold.milliTokens, hold.nanoCost, 1);
        }
      }
    }
  }

  /** Keeps the account of a budget that is no longer there; it may come back. */
  void retire(SavedNode saved) {
    retired.put(saved.name(), saved);
    if (retired.size() > MOST_RETIRED + books.size()) {
      retired.remove(retired.keySet().iterator().next());
    }
  }
}
