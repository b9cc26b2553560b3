package io.openwlm.core.token;

import io.openwlm.core.port.TokenReports;
import io.openwlm.core.port.TokenReports.Decision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what the arbiter did into the words of the decision log: who received, why, and who paid.
 * Small steps are told together when they are a noticeable part of the budget: the log is for
 * people.
 */
final class GrantDecisions {
  private static final long MILLI = BudgetUnit.TOKENS.perOne();

  /** Changes that one decision lists. */
  private static final int MOST = 12;

  /** Part of the pool that must have changed hands since the last decision. */
  private static final double NOTICEABLE = 0.03;

  private GrantDecisions() {}

  /**
   * The decision of one pool and tick; empty if there is nothing to tell yet.
   *
   * @param told each agent's grant as of the last decision; changed if there is one
   */
  static Optional<Decision> of(
      Pool pool, List<Grant> grants, Map<String, NodeWatch> told, long epochMillis) {
    List<Moved> moved = new ArrayList<>();
    for (Grant g : grants) {
      NodeWatch watch = told.get(g.member().name());
      if (watch != null && watch.toldGrant != g.after()) {
        boolean anew = g.reason() == ReasonCode.TOKENS_WINDOW;
        moved.add(new Moved(g, anew ? g.before() : watch.toldGrant));
      }
    }
    if (moved.isEmpty() || !isNews(pool, moved)) {
      return Optional.empty();
    }
    for (Grant g : grants) {
      NodeWatch watch = told.get(g.member().name());
      if (watch != null) {
        watch.toldGrant = g.after();
      }
    }
    moved.sort(
        Comparator.comparing(Moved::rises)
            .reversed()
            .thenComparingInt(m -> m.grant().member().importance())
            .thenComparingLong(m -> -Math.abs(m.grant().after() - m.before()))
            .thenComparing(m -> m.grant().member().name()));
    Moved first = moved.getFirst();
    boolean all = first.reason() == ReasonCode.TOKENS_WINDOW;
    List<DecisionStatus.Change> changes = moved.stream().limit(MOST).map(Moved::change).toList();
    return Optional.of(
        new Decision(
            DecisionStatus.GRANT,
            all ? "" : first.grant().member().serviceClass(),
            first.reason(),
            epochMillis,
            changes,
            grants.stream().filter(Grant::isShort).limit(MOST).map(GrantDecisions::lack).toList(),
            detail(pool, moved.size() - changes.size())));
  }

  /**
   * A grant that is not what was told last.
   *
   * @param before what was told
   */
  private record Moved(Grant grant, long before) {
    boolean rises() {
      return grant.after() > before;
    }

    /** Why; several small steps have the reason of their direction. */
    ReasonCode reason() {
      boolean sameWay = grant.changes() && grant.rises() == rises();
      if (sameWay) {
        return grant.reason();
      }
      Pool.Member m = grant.member();
      return rises()
          ? TokenBudgetArbiter.gain(m, before, grant.after())
          : ReasonCode.TOKENS_RETURNED;
    }

    DecisionStatus.Change change() {
      return new DecisionStatus.Change(
          grant.member().serviceClass(),
          grant.member().importance(),
          "tokens of " + grant.member().name(),
          before / MILLI,
          grant.after() / MILLI,
          reason().name());
    }
  }

  private static boolean isNews(Pool pool, List<Moved> moved) {
    long size = pool.ceilings().stream().mapToLong(Pool.Ceiling::size).max().orElse(0);
    double sum = 0;
    for (Moved m : moved) {
      ReasonCode reason = m.grant().reason();
      if (reason == ReasonCode.TOKENS_WINDOW || reason == ReasonCode.OPERATOR) {
        return true;
      }
      sum += Math.abs(m.grant().after() - m.before());
    }
    return sum > NOTICEABLE * size;
  }

  private static DecisionStatus.NotChosen lack(Grant g) {
    return new DecisionStatus.NotChosen(
        g.member().serviceClass(),
        ReasonCode.TOKENS_SHORT.name(),
        g.member().name()
            + " wants "
            + Math.ceilDiv(g.member().wantsBelowCap() - g.after(), MILLI)
            + " more");
  }

  private static String detail(Pool pool, int more) {
    String window = pool.windowId().isEmpty() ? "" : ", window " + pool.windowId();
    return "budget " + pool.name() + window + (more > 0 ? "; and " + more + " more agents" : "");
  }

  /** Another signal for an agent. */
  static Decision signal(
      String agent,
      String serviceClass,
      Signal before,
      SignalPolicy.Verdict now,
      long epochMillis) {
    return new TokenReports.Decision(
        DecisionStatus.SIGNAL,
        serviceClass,
        now.code(),
        epochMillis,
        List.of(),
        List.of(),
        "agent "
            + agent
            + ": "
            + before.key()
            + " -> "
            + now.signal().key()
            + (now.signal() == Signal.GREEN ? "" : "; " + now.reason()));
  }
}
