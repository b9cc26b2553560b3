package io.openwlm.core.resource;

import io.openwlm.core.adjust.Situation;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which work with a modest goal does so much better than asked that discretionary work may have
 * some of its CPU share (discretionary goal management of z/OS WLM). Rules only: the caller takes,
 * and only as far as the donor's projected performance index stays at {@link #KEPT_INDEX}.
 *
 * <p>On z/OS the donor is capped; on Linux to lower its weight is enough, as what nobody else wants
 * stays with it.
 */
public final class DiscretionaryDonors {
  /** A donor must do at least as well as this. */
  public static final double DONOR_INDEX = 0.7;

  /** A donor's projected index after giving is at most this, the index of discretionary work. */
  public static final double KEPT_INDEX = 0.81;

  private static final int MAX_VELOCITY = 30;
  private static final long MIN_RESPONSE_NANOS = 60_000_000_000L;
  private static final double SMALL_CPUS = 0.01;

  private DiscretionaryDonors() {}

  /** True if discretionary work waits for CPU, and the definition does not rule this out. */
  public static boolean areWanted(Situation situation) {
    if (situation.definition().parameters().options().deactivateDiscretionaryGoalManagement()) {
      return false;
    }
    for (int i = 0; i < situation.size(); i++) {
      if (isDiscretionary(situation, i)
          && !situation.blocked().contains(i)
          && situation.kernelWeight(i) > 0
          && situation.waiting(i) > SMALL_CPUS) {
        return true;
      }
    }
    return false;
  }

  /**
   * Classes that may give, the one that does best against its goal first. At least one class with a
   * goal that uses CPU is always left out.
   *
   * @param busy classes that received, gave, or were looked at for CPU lately
   */
  public static List<Integer> of(Situation situation, Set<Integer> busy) {
    List<Integer> donors = new ArrayList<>();
    int others = 0;
    for (int i = 0; i < situation.size(); i++) {
      if (mayGive(situation, i) && !busy.contains(i)) {
        donors.add(i);
      } else if (!isDiscretionary(situation, i) && isUsingCpu(situation, i)) {
        others++;
      }
    }
    donors.sort(
        Comparator.comparingDouble(
            (Integer i) -> situation.performance(i).performanceIndex().orElse(1)));
    if (others == 0 && !donors.isEmpty()) {
      donors.removeLast();
    }
    return donors;
  }

  private static boolean mayGive(Situation situation, int i) {
    ServiceClass c = situation.serviceClass(i);
    boolean modest =
        switch (c.goal()) {
          case Goal.VelocityGoal goal -> goal.velocity() <= MAX_VELOCITY;
          case Goal.ResponseTimeGoal goal -> goal.goalNanos() > MIN_RESPONSE_NANOS;
          case Goal.ThroughputGoal _, Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> false;
        };
    return modest
        && c.attributes().resourceGroup() == null
        && !situation.blocked().contains(i)
        && situation.kernelWeight(i) > c.weights().min()
        && isUsingCpu(situation, i)
        && situation.performance(i).performanceIndex().orElse(1) < DONOR_INDEX;
  }

  private static boolean isDiscretionary(Situation situation, int i) {
    return situation.serviceClass(i).goal() instanceof Goal.DiscretionaryGoal;
  }

  private static boolean isUsingCpu(Situation situation, int i) {
    return situation.measured(i).cpusUsed() >= SMALL_CPUS;
  }
}
