package io.openwlm.simulator.baseline;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.simulator.baseline.SeedArbitration.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The controller of the first seed as it was published, with its faults, as a baseline: pressure
 * thresholds of 3, 5, 8 and 10 % stand in for goals, gains 15 and 1, every 10 s. Written anew from
 * its formulas. It looks at CPU pressure only, as {@code avg10} shows it; a class whose pressure is
 * unknown, or that has no control group, it leaves alone. It knows no discretionary work: that is
 * importance 5 to it.
 */
public final class PublishedSeedStrategy implements ControlStrategy<PublishedSeedState> {
  /** It acts this often, whatever the definition says. */
  static final long PERIOD_NANOS = 10_000_000_000L;

  private static final double AVERAGE_SECONDS = 10;
  private static final int LOWEST_IMPORTANCE = 5;

  @Override
  public PublishedSeedState initial(int classes, boolean adopted) {
    return PublishedSeedState.initial(classes);
  }

  @Override
  public boolean actsEarly() {
    return false;
  }

  @Override
  public PublishedSeedState observed(PublishedSeedState before, PublishedSeedState decided) {
    return decided;
  }

  @Override
  public Outcome<PublishedSeedState> decide(
      long id, Situation situation, PublishedSeedState state) {
    long sinceAct = state.sinceActNanos() + situation.measurement().lengthNanos();
    List<Double> averages = averages(situation, state.averages());
    List<Double> integrals = new ArrayList<>(state.integrals());
    List<ClassSettings> wanted = new ArrayList<>(situation.kernel());
    List<WeightChange> changes = new ArrayList<>();
    if (sinceAct >= PERIOD_NANOS) {
      List<Claim> claims = claims(situation, averages, integrals, sinceAct / 1e9);
      SeedArbitration.run(claims);
      for (Claim claim : claims) {
        int i = claim.serviceClass;
        ClassSettings had = situation.kernel().get(i);
        if (claim.weight != had.cpuWeight()) {
          ReasonCode reason = claim.met ? ReasonCode.GIVE_BACK : ReasonCode.GOAL_MISSED;
          String name = situation.definition().serviceClasses().get(i).name();
          changes.add(new WeightChange(name, had.cpuWeight(), claim.weight, reason));
          wanted.set(i, had.withCpuWeight(claim.weight));
        }
      }
      sinceAct = 0;
    }
    PolicyDecision decision =
        new PolicyDecision(id, situation.report().atNanos(), adjustments(changes), List.of());
    return new Outcome<>(new PublishedSeedState(averages, integrals, sinceAct), decision, wanted);
  }

  /** All in one; unlike those of other strategies its weights need not add up. */
  private static List<Adjustment> adjustments(List<WeightChange> changes) {
    return changes.isEmpty()
        ? List.of()
        : List.of(
            new Adjustment(
                ReasonCode.GOAL_MISSED, null, OptionalDouble.empty(), null, changes, List.of()));
  }

  /** The kernel's moving average over 10 s, in percent, fed with the pressure of the interval. */
  private static List<Double> averages(Situation situation, List<Double> before) {
    double keep = Math.exp(-situation.measurement().lengthNanos() / 1e9 / AVERAGE_SECONDS);
    List<Double> averages = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      double pressure = situation.measurement().classes().get(i).pressureRatio();
      double now = 100 * Math.clamp(pressure, 0, 1);
      averages.add(before.get(i) * keep + now * (1 - keep));
    }
    return averages;
  }

  /** What each class proposes for itself, most important first; equals in order of definition. */
  private static List<Claim> claims(
      Situation situation, List<Double> averages, List<Double> integrals, double seconds) {
    List<ServiceClass> classes = situation.definition().serviceClasses();
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      ServiceClass serviceClass = classes.get(i);
      int weight = situation.kernel().get(i).cpuWeight();
      boolean seen = situation.measurement().classes().get(i).pressureRatio() >= 0;
      if (weight > 0 && seen && serviceClass.isManaged()) {
        double error = averages.get(i) - SeedController.threshold(serviceClass.goal());
        integrals.set(i, SeedController.integral(integrals.get(i), error, seconds));
        int proposal =
            SeedController.proposal(weight, error, integrals.get(i), serviceClass.weights());
        claims.add(
            new Claim(
                i,
                error <= 0,
                proposal,
                serviceClass.weights().min(),
                serviceClass.weights().max()));
      }
    }
    claims.sort(Comparator.comparingInt(c -> importance(classes.get(c.serviceClass))));
    return claims;
  }

  private static int importance(ServiceClass serviceClass) {
    return Math.min(LOWEST_IMPORTANCE, serviceClass.importance().level());
  }
}
