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
import java.util.Optional;

/**
 * Puts what the arbiter did into the words of the decision log: who received, why, and who paid.
 * What nobody waited for and nobody lost is not told unless it is a noticeable part of the budget:
 * the log is for people.
 */
final class GrantDecisions {
  private static final long MILLI = BudgetUnit.TOKENS.perOne();

  /** Changes that one decision lists. */
  private static final int MOST = 12;

  /** Part of the pool that is told even if nobody waited for it. */
  private static final double NOTICEABLE = 0.1;

  private GrantDecisions() {}

  /** The decision of one pool and tick; empty if there is nothing to tell. */
  static Optional<Decision> of(Pool pool, List<Grant> grants, long epochMillis) {
    List<Grant> changed = new ArrayList<>(grants.stream().filter(Grant::changes).toList());
    if (changed.isEmpty() || !isNews(pool, changed)) {
      return Optional.empty();
    }
    changed.sort(
        Comparator.comparing(Grant::rises)
            .reversed()
            .thenComparingInt(g -> g.member().importance())
            .thenComparingLong(g -> -Math.abs(g.after() - g.before()))
            .thenComparing(g -> g.member().name()));
    Grant first = changed.getFirst();
    boolean all = first.reason() == ReasonCode.TOKENS_WINDOW;
    List<DecisionStatus.Change> changes =
        changed.stream().limit(MOST).map(GrantDecisions::change).toList();
    return Optional.of(
        new Decision(
            DecisionStatus.GRANT,
            all ? "" : first.member().serviceClass(),
            first.reason(),
            epochMillis,
            changes,
            grants.stream().filter(Grant::isShort).limit(MOST).map(GrantDecisions::lack).toList(),
            detail(pool, changed.size() - changes.size())));
  }

  private static boolean isNews(Pool pool, List<Grant> changed) {
    long size = pool.ceilings().stream().mapToLong(Pool.Ceiling::size).max().orElse(0);
    long sum = 0;
    for (Grant g : changed) {
      boolean waitedFor =
          switch (g.reason()) {
            case TOKENS_WINDOW, TOKENS_TAKEN_BACK, OPERATOR -> true;
            case TOKENS_NEEDED, TOKENS_LENT -> g.isShort() || g.before() < g.member().wants();
            case TOKENS_ENTITLED, TOKENS_FLOOR -> g.before() < g.member().wants();
            default -> false;
          };
      if (waitedFor) {
        return true;
      }
      sum += Math.abs(g.after() - g.before());
    }
    return sum > NOTICEABLE * size;
  }

  private static DecisionStatus.Change change(Grant g) {
    return new DecisionStatus.Change(
        g.member().serviceClass(),
        g.member().importance(),
        "tokens of " + g.member().name(),
        g.before() / MILLI,
        g.after() / MILLI,
        g.reason().name());
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
