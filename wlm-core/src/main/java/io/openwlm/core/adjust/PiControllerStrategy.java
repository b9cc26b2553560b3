package io.openwlm.core.adjust;

import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.measurement.ClassPerformance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The controllers of the first seed, corrected: a {@link PiController} per class asks for weight,
 * the {@link ImportanceArbitration} grants it, {@link GiveBack} returns it, after {@link
 * FirstWeights} from demand. Nothing moves while all goals are met and nothing is owed.
 */
public final class PiControllerStrategy implements ControlStrategy<PiState> {

  @Override
  public PiState initial(int classes, boolean adopted) {
    return new PiState(Collections.nCopies(classes, ClassState.INITIAL), List.of(), adopted);
  }

  /** While only observing nothing was lent, and first weights are still to be set. */
  @Override
  public boolean actsEarly() {
    return false;
  }

  @Override
  public PiState observed(PiState before, PiState decided) {
    return new PiState(decided.classes(), List.of(), before.started());
  }

  @Override
  public Outcome<PiState> decide(long id, Situation situation, PiState state) {
    Ledger ledger = new Ledger(situation, usableLoans(situation, state));
    List<Integer> usable = usable(situation, ledger);
    ledger.notePressure();
    boolean started = state.started();
    boolean[] pressedGiveBack = new boolean[situation.size()];
    if (!started) {
      started = FirstWeights.set(ledger, usable);
    } else {
      guaranteeMinimums(ledger, usable);
      helpReceivers(ledger, usable, state);
      for (int i : usable) {
        pressedGiveBack[i] =
            new GiveBack(ledger).run(i, observed(situation, state, i), peerMisses(situation, i));
      }
    }
    List<ClassState> next = new ArrayList<>();
    for (int i = 0; i < situation.size(); i++) {
      next.add(next(ledger, i, observed(situation, state, i), pressedGiveBack[i]));
    }
    PolicyDecision decision =
        new PolicyDecision(id, situation.report().atNanos(), ledger.adjustments, ledger.skips);
    return Outcome.ofWeights(
        new PiState(next, ledger.loans(), started), decision, situation, ledger.weights());
  }

  /** Classes on which the kernel lets us act; says why for the others. */
  private static List<Integer> usable(Situation s, Ledger ledger) {
    List<Integer> usable = new ArrayList<>();
    for (int i = 0; i < s.size(); i++) {
      String name = s.serviceClass(i).name();
      if (!s.serviceClass(i).isManaged()) {
        continue; // a goal on tokens: the arbiter of token budgets looks after it
      }
      if (s.kernelWeight(i) == 0) {
        ledger.skips.add(new Refusal(name, ReasonCode.NO_CGROUP, ""));
      } else if (s.blocked().contains(i)) {
        ledger.skips.add(new Refusal(name, ReasonCode.FOREIGN_WRITER, "left alone for a while"));
      } else {
        usable.add(i);
      }
    }
    return usable;
  }

  /** Loans between classes that still have weights; what one lost elsewhere it no longer owes. */
  private static List<Loan> usableLoans(Situation s, PiState state) {
    return state.loans().stream()
        .filter(l -> s.kernelWeight(l.receiver()) > 0 && s.kernelWeight(l.donor()) > 0)
        .toList();
  }

  private static void guaranteeMinimums(Ledger ledger, List<Integer> usable) {
    for (int i : usable) {
      WeightRange range = ledger.range(i);
      if (ledger.weight(i) > range.max()) {
        ledger.setWeight(i, range.max());
      } else if (ledger.weight(i) < range.min()) {
        int wanted = range.min();
        new ImportanceArbitration(ledger, usable).help(i, wanted, 1, ReasonCode.RESOURCE_GROUP_MIN);
        ledger.setWeight(i, Math.max(wanted, ledger.weight(i)));
      }
    }
  }

  private static void helpReceivers(Ledger ledger, List<Integer> usable, PiState state) {
    Situation s = ledger.situation;
    List<Integer> order =
        usable.stream()
            .sorted(
                Comparator.<Integer>comparingInt(i -> s.serviceClass(i).importance().level())
                    .thenComparingDouble(i -> -s.performance(i).performanceIndex().orElse(0))
                    .thenComparing(i -> i))
            .toList();
    for (int i : order) {
      ReasonCode skip = skipReason(s, ledger, i, state.classes().get(i));
      if (skip == null) {
        int wanted = request(ledger, i, state.classes().get(i));
        double part = part(ledger, i, order, state);
        new ImportanceArbitration(ledger, usable).help(i, wanted, part, ReasonCode.GOAL_MISSED);
      } else {
        ledger.skips.add(new Refusal(s.serviceClass(i).name(), skip, s.performance(i).detail()));
      }
    }
  }

  /** A class of the same importance misses its goal: what others have to spare is needed. */
  private static boolean peerMisses(Situation s, int i) {
    for (int k = 0; k < s.size(); k++) {
      boolean equal = s.serviceClass(k).importance().equals(s.serviceClass(i).importance());
      if (k != i && equal && s.performance(k).misses()) {
        return true;
      }
    }
    return false;
  }

  /** What this receiver needs, as a share of what it and its equals that come after it need. */
  private static double part(Ledger ledger, int i, List<Integer> order, PiState state) {
    Situation s = ledger.situation;
    double own = 0;
    double all = 0;
    for (int k : order.subList(order.indexOf(i), order.size())) {
      boolean equal = s.serviceClass(k).importance().equals(s.serviceClass(i).importance());
      if (equal && skipReason(s, ledger, k, state.classes().get(k)) == null) {
        double need = request(ledger, k, state.classes().get(k)) - ledger.weight(k);
        own = k == i ? need : own;
        all += need;
      }
    }
    return own / all;
  }

  private static int request(Ledger ledger, int i, ClassState state) {
    double pi = ledger.situation.performance(i).performanceIndex().orElse(1);
    return PiController.request(
        ledger.weight(i), PiController.error(pi), state.lastError(), ledger.range(i));
  }

  private static @Nullable ReasonCode skipReason(
      Situation s, Ledger ledger, int i, ClassState state) {
    ClassPerformance performance = s.performance(i);
    if (performance.goal() instanceof Goal.DiscretionaryGoal) {
      return ReasonCode.NO_GOAL;
    }
    if (performance.performanceIndex().isEmpty()) {
      return ReasonCode.TOO_FEW_SAMPLES;
    }
    if (!performance.misses()) {
      return ReasonCode.GOALS_MET;
    }
    if (!Bottlenecks.mayBeCpu(s, i)) {
      return ReasonCode.NOT_CPU_BOUND;
    }
    if (ledger.headroom(i) == 0) {
      return ReasonCode.AT_CEILING;
    }
    return request(ledger, i, state) <= ledger.weight(i) ? ReasonCode.SETTLING : null;
  }

  /** The class's state with this interval's performance counted in. */
  private static ClassState observed(Situation s, PiState state, int i) {
    ClassState was = state.classes().get(i);
    OptionalDouble pi = s.performance(i).performanceIndex();
    boolean regrets =
        pi.isPresent()
            && pi.getAsDouble() > 1
            && was.sinceGiveBack() <= GiveBack.COMFORTABLE_INTERVALS;
    boolean comfortable = pi.isPresent() && pi.getAsDouble() < GiveBack.COMFORTABLE_PI;
    return new ClassState(
        was.weight(),
        pi.isPresent() ? PiController.error(pi.getAsDouble()) : was.lastError(),
        comfortable ? was.comfortableIntervals() + 1 : 0,
        pi.isEmpty() ? was.idleIntervals() + 1 : 0,
        Math.min(was.sinceGiveBack() + 1, ClassState.NEVER),
        was.keepsLoans() || regrets);
  }

  private static ClassState next(Ledger ledger, int i, ClassState observed, boolean pressed) {
    GiveBack giveBack = new GiveBack(ledger);
    boolean allEased = ledger.loansTo(i).stream().allMatch(giveBack::hasEased);
    return new ClassState(
        ledger.weight(i),
        observed.lastError(),
        pressed ? 0 : observed.comfortableIntervals(),
        observed.idleIntervals(),
        pressed ? 0 : observed.sinceGiveBack(),
        observed.keepsLoans() && !allEased);
  }
}
