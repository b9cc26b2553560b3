package io.openwlm.core.token;

import static io.openwlm.model.decision.ReasonCode.GOALS_MET;
import static io.openwlm.model.decision.ReasonCode.OPERATOR;
import static io.openwlm.model.decision.ReasonCode.TOKENS_ENTITLED;
import static io.openwlm.model.decision.ReasonCode.TOKENS_FLOOR;
import static io.openwlm.model.decision.ReasonCode.TOKENS_LENT;
import static io.openwlm.model.decision.ReasonCode.TOKENS_NEEDED;
import static io.openwlm.model.decision.ReasonCode.TOKENS_RETURNED;
import static io.openwlm.model.decision.ReasonCode.TOKENS_SPARE;
import static io.openwlm.model.decision.ReasonCode.TOKENS_TAKEN_BACK;
import static io.openwlm.model.decision.ReasonCode.TOKENS_WINDOW;

import io.openwlm.core.token.Pool.Ceiling;
import io.openwlm.core.token.Pool.Member;
import io.openwlm.model.decision.ReasonCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Shares out a pool of tokens, once each control tick, from nothing but what it is given: floors
 * first; then all that importance 1 needs up to its cap; then entitlements and loans of the others,
 * the most important first; then what nobody needs, so that a call never waits for a tick while
 * there is enough. As a less important agent's unspent tokens are given anew each time, importance
 * 1 takes them back from the least important first. A grant is a number that is checked when a call
 * comes in, so what is taken back counts for the next call.
 *
 * <p>Invariants: unspent grants together keep every ceiling; no grant is below what is used; floors
 * are kept while the pool has them; no less important agent gains while a more important one is
 * short; the order of the members does not matter. Damping: small changes are left out, and one
 * that nobody is waiting for goes half the way at each tick.
 */
final class TokenBudgetArbiter {
  static final int MOST_IMPORTANT = 1;
  static final int LEAST_IMPORTANT = 5;

  /** A change below this part of the entitlement (or of a tenth of the cap) is left out. */
  static final int DEAD_BAND_PART = 20;

  private TokenBudgetArbiter() {}

  /**
   * Grants for one pool.
   *
   * @param given members in any order
   * @param fresh the window has begun since the last tick: old grants mean nothing
   * @return one grant for each member, by name
   */
  static List<Grant> arbitrate(Pool given, boolean fresh) {
    List<Member> sorted = new ArrayList<>(given.members());
    sorted.sort(Comparator.comparing(Member::name));
    Pool pool = new Pool(given.name(), given.windowId(), given.ceilings(), sorted);
    long[] target = targets(pool);
    int n = target.length;
    long[] before = new long[n];
    long[] after = new long[n];
    boolean[] urgent = new boolean[n];
    int mostImportantUrgent = LEAST_IMPORTANT + 1;
    for (int i = 0; i < n; i++) {
      Member m = pool.members().get(i);
      before[i] = Math.max(m.used(), fresh ? 0 : m.granted());
      urgent[i] = isUrgent(m, before[i]);
      if (urgent[i]) {
        mostImportantUrgent = Math.min(mostImportantUrgent, m.importance());
      }
    }
    for (int i = 0; i < n; i++) {
      Member m = pool.members().get(i);
      boolean atOnce =
          fresh
              || m.stopped()
              || (target[i] > before[i] && (urgent[i] || before[i] < m.leastGrant()))
              || (target[i] < before[i] && mostImportantUrgent < m.importance());
      after[i] = atOnce ? target[i] : damped(m, before[i], target[i]);
    }
    keepCeilings(pool, target, after);
    return grants(pool, fresh, target, after, mostImportantUrgent);
  }

  /** What everyone would get if nothing had been granted before. */
  static long[] targets(Pool pool) {
    WaterFilling water = new WaterFilling(pool);
    each(water, MOST_IMPORTANT, LEAST_IMPORTANT, Member::leastGrant);
    each(water, MOST_IMPORTANT, MOST_IMPORTANT, Member::wantsBelowCap);
    each(
        water,
        MOST_IMPORTANT + 1,
        LEAST_IMPORTANT,
        m -> Math.min(m.wantsBelowCap(), m.share().entitlement()));
    each(water, MOST_IMPORTANT + 1, LEAST_IMPORTANT, Member::wantsBelowCap);
    each(water, MOST_IMPORTANT, LEAST_IMPORTANT, m -> spare(m, m.share().entitlement()));
    each(water, MOST_IMPORTANT, LEAST_IMPORTANT, m -> spare(m, m.share().cap()));
    long[] target = new long[pool.members().size()];
    for (int i = 0; i < target.length; i++) {
      target[i] = water.level(i);
    }
    return target;
  }

  private static long spare(Member member, long most) {
    return member.stopped() ? member.used() : most;
  }

  private static void each(WaterFilling water, int from, int to, ToLongFunction<Member> target) {
    for (int importance = from; importance <= to; importance++) {
      water.fill(importance, target);
    }
  }

  /** True if it needs more than it has, and not just a little. */
  private static boolean isUrgent(Member m, long granted) {
    long missing = m.wantsBelowCap() - granted;
    return missing > 0 && (missing > band(m) || granted - m.used() < band(m));
  }

  private static long band(Member m) {
    return Math.max(m.share().entitlement(), m.share().cap() / 10) / DEAD_BAND_PART;
  }

  private static long damped(Member m, long before, long target) {
    return Math.abs(target - before) <= band(m) ? before : before + (target - before) / 2;
  }

  /**
   * Takes back what is above the targets where a ceiling is passed, from the least important first,
   * within one importance in proportion. All targets together keep the ceilings, so this always
   * ends below them.
   */
  private static void keepCeilings(Pool pool, long[] target, long[] after) {
    for (int c = 0; c < pool.ceilings().size(); c++) {
      double over = passed(pool, c, after);
      for (int importance = LEAST_IMPORTANT;
          importance >= MOST_IMPORTANT && over > 0;
          importance--) {
        over -= takeBack(pool, c, importance, over, target, after);
      }
    }
  }

  /** By how much the unspent grants pass a ceiling, in its base units. */
  private static double passed(Pool pool, int ceiling, long[] after) {
    Ceiling limit = pool.ceilings().get(ceiling);
    double granted = 0;
    for (int i = 0; i < after.length; i++) {
      Member m = pool.members().get(i);
      if (m.ceilings().contains(ceiling)) {
        granted += m.takes(limit.unit()) * (after[i] - m.used());
      }
    }
    return granted - Math.max(0, limit.left());
  }

  private static double takeBack(
      Pool pool, int ceiling, int importance, double over, long[] target, long[] after) {
    double most = 0;
    for (int i = 0; i < after.length; i++) {
      most += excess(pool, ceiling, importance, i, target, after);
    }
    double taken = 0;
    for (int i = 0; i < after.length && most > 0; i++) {
      double mine = excess(pool, ceiling, importance, i, target, after);
      if (mine > 0) {
        double unit = pool.members().get(i).takes(pool.ceilings().get(ceiling).unit());
        double part = Math.min(1, over / most);
        long back = Math.min(after[i] - target[i], (long) Math.ceil(part * mine / unit));
        after[i] -= back;
        taken += back * unit;
      }
    }
    return taken;
  }

  /** What a member has above its target, in the base units of a ceiling. */
  private static double excess(
      Pool pool, int ceiling, int importance, int i, long[] target, long[] after) {
    Member m = pool.members().get(i);
    return m.importance() == importance && m.ceilings().contains(ceiling)
        ? m.takes(pool.ceilings().get(ceiling).unit()) * Math.max(0, after[i] - target[i])
        : 0;
  }

  private static List<Grant> grants(
      Pool pool, boolean fresh, long[] target, long[] after, int mostImportantUrgent) {
    List<Grant> grants = new ArrayList<>(after.length);
    for (int i = 0; i < after.length; i++) {
      Member m = pool.members().get(i);
      long old = fresh ? m.used() : m.granted();
      boolean isShort = m.wantsBelowCap() > after[i] + band(m);
      ReasonCode reason =
          after[i] == old
              ? GOALS_MET
              : fresh
                  ? TOKENS_WINDOW
                  : after[i] > old ? gain(m, old, after[i]) : loss(m, mostImportantUrgent);
      grants.add(new Grant(m, old, target[i], after[i], isShort, reason));
    }
    return grants;
  }

  /** Why an agent that had so much before has got more. */
  static ReasonCode gain(Member m, long before, long after) {
    if (after <= m.leastGrant()) {
      return TOKENS_FLOOR;
    }
    if (m.wantsBelowCap() <= before) {
      return TOKENS_SPARE;
    }
    return after <= m.share().entitlement()
        ? TOKENS_ENTITLED
        : m.importance() == MOST_IMPORTANT ? TOKENS_NEEDED : TOKENS_LENT;
  }

  private static ReasonCode loss(Member m, int mostImportantUrgent) {
    if (m.stopped()) {
      return OPERATOR;
    }
    return mostImportantUrgent < m.importance() ? TOKENS_TAKEN_BACK : TOKENS_RETURNED;
  }
}
