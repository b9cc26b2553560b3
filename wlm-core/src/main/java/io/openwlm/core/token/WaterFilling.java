package io.openwlm.core.token;

import io.openwlm.core.token.Pool.Ceiling;
import io.openwlm.core.token.Pool.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Raises the grants of some members together until each has its target or a ceiling is reached.
 * What rises evenly is the dominant share: the largest part that a member takes of any of its
 * ceilings (dominant resource fairness, Ghodsi et al. 2011; with tokens alone plain max-min
 * water-filling). Invariant: no ceiling is passed, no grant falls.
 */
final class WaterFilling {
  /** Keeps rounding below the ceilings; what is a whole number but for rounding stays one. */
  private static final double SAFE = 1 - 1e-11;

  private static final double WHOLE = 1e-6;

  private final List<Member> members;
  private final List<Ceiling> ceilings;
  private final long[] level;
  private final double[] left;
  private final double[] perShare;

  WaterFilling(Pool pool) {
    members = pool.members();
    ceilings = pool.ceilings();
    level = new long[members.size()];
    left = new double[ceilings.size()];
    perShare = new double[members.size()];
    for (int c = 0; c < left.length; c++) {
      left[c] = Math.max(0, ceilings.get(c).left());
    }
    for (int i = 0; i < level.length; i++) {
      level[i] = members.get(i).used();
      perShare[i] = 1 / dominant(members.get(i));
    }
  }

  /** The largest part of a ceiling that a thousandth of a token takes. */
  private double dominant(Member member) {
    double most = 0;
    for (int c : member.ceilings()) {
      Ceiling ceiling = ceilings.get(c);
      most = Math.max(most, member.takes(ceiling.unit()) / Math.max(1, ceiling.size()));
    }
    return most <= 0 ? 1 : most;
  }

  long level(int member) {
    return level[member];
  }

  /** Raises the members of one importance. */
  void fill(int importance, ToLongFunction<Member> target) {
    List<Rise> rises = new ArrayList<>();
    for (int i = 0; i < level.length; i++) {
      long wanted = target.applyAsLong(members.get(i));
      if (members.get(i).importance() == importance && wanted > level[i]) {
        rises.add(new Rise(i, wanted, (wanted - level[i]) / perShare[i]));
      }
    }
    if (!rises.isEmpty()) {
      rises.sort(Comparator.comparingDouble(Rise::share).thenComparingInt(Rise::member));
      raise(rises);
    }
  }

  /**
   * @param share how much of its dominant share it takes to reach the target
   */
  private record Rise(int member, long target, double share) {}

  private void raise(List<Rise> rises) {
    double[] slope = new double[left.length];
    double[] free = left.clone();
    boolean[] rising = new boolean[level.length];
    for (Rise rise : rises) {
      rising[rise.member()] = true;
      slopes(slope, rise.member(), 1);
    }
    double share = 0;
    int next = 0;
    while (next < rises.size()) {
      Rise rise = rises.get(next);
      if (!rising[rise.member()]) {
        next++;
        continue;
      }
      int full = -1;
      double until = rise.share();
      for (int c = 0; c < free.length; c++) {
        double reached = slope[c] > 0 ? share + free[c] / slope[c] : Double.MAX_VALUE;
        if (reached < until) {
          until = reached;
          full = c;
        }
      }
      for (int c = 0; c < free.length; c++) {
        free[c] = Math.max(0, free[c] - Math.max(0, slope[c]) * (until - share));
      }
      share = until;
      if (full < 0) {
        end(rise.member(), rise.target(), rising, slope);
      } else {
        endAll(full, share, rises, rising, slope);
      }
    }
  }

  /** A ceiling is reached: all that rise below it stop. */
  private void endAll(
      int ceiling, double share, List<Rise> rises, boolean[] rising, double[] slope) {
    for (Rise rise : rises) {
      int i = rise.member();
      if (rising[i] && members.get(i).ceilings().contains(ceiling) && takes(i, ceiling) > 0) {
        long reached = level[i] + (long) Math.floor(share * perShare[i] * SAFE + WHOLE);
        end(i, Math.min(rise.target(), reached), rising, slope);
      }
    }
    slope[ceiling] = 0;
  }

  private void end(int i, long reached, boolean[] rising, double[] slope) {
    rising[i] = false;
    slopes(slope, i, -1);
    for (int c : members.get(i).ceilings()) {
      left[c] -= takes(i, c) * (reached - level[i]);
    }
    level[i] = reached;
  }

  private void slopes(double[] slope, int i, int sign) {
    for (int c : members.get(i).ceilings()) {
      slope[c] += sign * takes(i, c) * perShare[i];
    }
  }

  private double takes(int i, int ceiling) {
    return members.get(i).takes(ceilings.get(ceiling).unit());
  }
}
