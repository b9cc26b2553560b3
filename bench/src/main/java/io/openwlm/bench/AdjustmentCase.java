package io.openwlm.bench;

import io.openwlm.core.adjust.ControlState;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.core.goal.GoalEvaluator;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A strategy in the middle of its work: a machine of 64 CPUs that is nearly full, with many classes
 * of which about one in twenty misses its goal, a few intervals after the start. The same seed
 * gives the same case.
 */
final class AdjustmentCase<S extends ControlState> {
  private static final int CPUS = 64;
  private static final double LOAD = 0.95;
  private static final double MISSING = 0.05;
  private static final int WARM_UP_INTERVALS = 4;
  private static final int TRANSACTIONS = 50;
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final ControlStrategy<S> strategy;
  private final Situation situation;
  private final S state;

  private AdjustmentCase(ControlStrategy<S> strategy, Situation situation, S state) {
    this.strategy = strategy;
    this.situation = situation;
    this.state = state;
  }

  static <S extends ControlState> AdjustmentCase<S> of(
      ControlStrategy<S> strategy, int classes, long seed) {
    ServiceDefinition definition = ManyClasses.mixed(classes);
    GoalEvaluator evaluator = new GoalEvaluator(definition);
    Random random = new Random(seed);
    S state = strategy.initial(classes, true);
    List<ClassSettings> kernel =
        Collections.nCopies(classes, new ClassSettings(100, 0, ClassSettings.NO_CONTROL));
    Situation situation = situation(definition, evaluator, kernel, random, 1);
    for (int i = 2; i <= WARM_UP_INTERVALS; i++) {
      ControlStrategy.Outcome<S> outcome = strategy.decide(i - 1, situation, state);
      state = outcome.state();
      kernel = outcome.wanted();
      situation = situation(definition, evaluator, kernel, random, i);
    }
    return new AdjustmentCase<>(strategy, situation, state);
  }

  private static Situation situation(
      ServiceDefinition definition,
      GoalEvaluator evaluator,
      List<ClassSettings> kernel,
      Random random,
      int interval) {
    List<ClassMeasurement> classes = new ArrayList<>();
    for (ServiceClass each : definition.serviceClasses()) {
      classes.add(measured(each, definition.serviceClasses().size(), random));
    }
    IntervalMeasurement measurement =
        new IntervalMeasurement(
            (interval - 1) * INTERVAL_NANOS, interval * INTERVAL_NANOS, classes, CPUS, 0.9);
    return new Situation(
        definition, measurement, evaluator.evaluate(measurement), kernel, Set.of(), "bench", false);
  }

  private static ClassMeasurement measured(ServiceClass of, int classes, Random random) {
    boolean misses = random.nextDouble() < MISSING;
    double cpus = 2 * random.nextDouble() * LOAD * CPUS / classes;
    long using = Math.round(cpus * INTERVAL_NANOS);
    // Velocity 50 is missed if more is waited than used.
    double waited = misses ? 1.2 + random.nextDouble() : 0.2 + 0.6 * random.nextDouble();
    Transactions transactions = Transactions.NONE;
    if (of.goal() instanceof Goal.ResponseTimeGoal goal) {
      ResponseTimeDistribution times = new ResponseTimeDistribution(goal.goalNanos());
      for (int i = 0; i < TRANSACTIONS; i++) {
        times.record(Math.round(goal.goalNanos() * (0.3 + random.nextDouble()) * waited));
      }
      transactions = new Transactions(TRANSACTIONS, times, 1, 1_000_000, 0);
    }
    return new ClassMeasurement(
        of.name(),
        ClassPresence.PRESENT,
        4,
        INTERVAL_NANOS,
        Consumption.ofCpu(using),
        UsingDelay.ofCpu(using, Math.round(using * waited), 0),
        new Pressure(Math.min(1, waited * cpus), 0, 0),
        transactions);
  }

  /** Classes that miss their goal in the interval that is adjusted for. */
  long missing() {
    return situation.report().classes().stream().filter(c -> c.misses()).count();
  }

  /** One adjustment. */
  ControlStrategy.Outcome<S> adjust() {
    return strategy.decide(WARM_UP_INTERVALS, situation, state);
  }
}
