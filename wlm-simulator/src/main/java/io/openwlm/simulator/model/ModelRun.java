package io.openwlm.simulator.model;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.classify.Classifier;
import io.openwlm.core.cycle.CyclePorts;
import io.openwlm.core.cycle.ManagerIdentity;
import io.openwlm.core.cycle.PolicyInForce;
import io.openwlm.core.cycle.WlmCycle;
import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.RecordSink;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.simulator.SimulatedClock;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs a scenario on the model machine to its end, in virtual time and without waiting. The same
 * scenario and strategy give the same outcome, to the last bit; open arrivals are the same under
 * every strategy.
 */
public final class ModelRun {
  private ModelRun() {}

  /**
   * Runs the real manager, enforcing, with the intervals of the scenario's definition and the first
   * of its policies.
   *
   * @param strategyName what the outcome calls it
   */
  public static RunOutcome run(
      Scenario scenario, String strategyName, ControlStrategy<?> strategy) {
    return run(scenario, strategyName, strategy, _ -> {}, RecordSink.NONE, _ -> {});
  }

  /**
   * Runs the same, and hands each interval of the manager to a sink.
   *
   * @param records called on this thread, in virtual time
   */
  public static RunOutcome record(
      Scenario scenario, ControlStrategy<?> strategy, RecordSink records) {
    return run(scenario, "", strategy, _ -> {}, records, _ -> {});
  }

  /** The last decisions of a run, newest first, with all that explains them. */
  public static List<DecisionStatus> decisions(Scenario scenario, ControlStrategy<?> strategy) {
    List<DecisionStatus> decisions = new ArrayList<>();
    run(
        scenario,
        "",
        strategy,
        _ -> {},
        RecordSink.NONE,
        status -> decisions.addAll(status.decisions()));
    return decisions;
  }

  /**
   * The same, for tests that look at the machine.
   *
   * @param watch given the world before anything runs
   */
  static RunOutcome run(
      Scenario scenario, String strategyName, ControlStrategy<?> strategy, Consumer<World> watch) {
    return run(scenario, strategyName, strategy, watch, RecordSink.NONE, _ -> {});
  }

  private static RunOutcome run(
      Scenario scenario,
      String strategyName,
      ControlStrategy<?> strategy,
      Consumer<World> watch,
      RecordSink records,
      Consumer<ManagerStatus> end) {
    ActivePolicy policy = enforcing(scenario);
    ServiceDefinition definition = policy.effective();
    World world = new World(scenario, definition, true);
    watch.accept(world);
    Yardstick yardstick = new Yardstick(definition, world.machine, world.classes, world.endings);
    SimulatedSystem system = new SimulatedSystem(world);
    new Course(world, system.senses()).start();
    RecordingStrategy<?> recorded = RecordingStrategy.of(strategy);
    List<TransactionIntake> intakes =
        definition.serviceClasses().stream().map(c -> new TransactionIntake(c.goal())).toList();
    WlmCycle cycle =
        new WlmCycle(
            new PolicyInForce(policy, scenario.name(), 0, "simulator"),
            new CyclePorts(system, system, system, records),
            new Classifier(definition),
            recorded,
            intakes,
            new ManagerIdentity("simulated", "simulated", "", 0, scenario.cpus(), List.of()),
            new WlmCycle.Start(managerNanos(0), epochMillis(0), null));
    long due = definition.control().samplingNanos();
    long row = Yardstick.INTERVAL_NANOS;
    while (true) {
      long next = Math.min(Math.min(due, row), scenario.durationNanos());
      world.machine.advanceTo(next);
      if (next == row || next == scenario.durationNanos()) {
        yardstick.endRow();
        row += Yardstick.INTERVAL_NANOS;
      }
      if (next == scenario.durationNanos()) {
        break;
      }
      if (next == due) {
        long seen = next + world.managerAheadNanos;
        system.reportTo(intakes, managerNanos(seen));
        due =
            cycle.run(managerNanos(seen), epochMillis(seen))
                - managerNanos(world.managerAheadNanos);
      }
    }
    end.accept(cycle.status());
    return outcome(
        scenario,
        strategyName,
        definition,
        yardstick,
        recorded.decisions(),
        system.settingChanges());
  }

  /**
   * Runs without a manager, with fixed CPU weights.
   *
   * @param cpuWeights one per class of the definition, 1 to 10000; a class without a group has none
   */
  public static RunOutcome runFixed(Scenario scenario, String name, int[] cpuWeights) {
    ServiceDefinition definition = enforcing(scenario).effective();
    World world = new World(scenario, definition, false);
    if (cpuWeights.length != world.classCount()) {
      throw new IllegalArgumentException(
          cpuWeights.length + " weights for " + world.classCount() + " classes");
    }
    for (int i = 0; i < cpuWeights.length; i++) {
      if (!world.accepts(Setting.CPU_WEIGHT, cpuWeights[i])) {
        throw new IllegalArgumentException("weight " + cpuWeights[i]);
      }
      world.set(i, Setting.CPU_WEIGHT, cpuWeights[i]);
    }
    Yardstick yardstick = new Yardstick(definition, world.machine, world.classes, world.endings);
    new Course(world, null).start();
    long end = scenario.durationNanos();
    for (long at = 0; at < end; ) {
      at = Math.min(end, at + Yardstick.INTERVAL_NANOS);
      world.machine.advanceTo(at);
      yardstick.endRow();
    }
    return outcome(scenario, name, definition, yardstick, List.of(), 0);
  }

  /**
   * Lets the machine of a scenario run to the end of its course with nobody looking: no manager, no
   * measurements. Tells what the model alone costs.
   *
   * @return arrivals, ends and timers
   */
  public static long events(Scenario scenario) {
    World world = new World(scenario, scenario.inForce(), false);
    new Course(world, null).start();
    for (long at = 0; at < scenario.durationNanos(); ) {
      at = Math.min(scenario.durationNanos(), at + Yardstick.INTERVAL_NANOS);
      world.machine.advanceTo(at);
      world.endings.clearRow();
    }
    return world.machine.events();
  }

  private static ActivePolicy enforcing(Scenario scenario) {
    ServiceDefinition definition = scenario.definition();
    return ActivePolicy.first(
        definition.with(definition.host().with(definition.control().withEnforce(true))));
  }

  private static long managerNanos(long sinceStartNanos) {
    return SimulatedClock.NANO_ORIGIN + sinceStartNanos;
  }

  private static long epochMillis(long sinceStartNanos) {
    return SimulatedClock.EPOCH_ORIGIN_MILLIS + sinceStartNanos / 1_000_000;
  }

  private static RunOutcome outcome(
      Scenario scenario,
      String name,
      ServiceDefinition definition,
      Yardstick yardstick,
      List<PolicyDecision> decisions,
      long settingChanges) {
    return new RunOutcome(
        scenario.name(),
        name,
        definition,
        Yardstick.INTERVAL_NANOS,
        yardstick.rows(),
        new ArrayList<>(decisions),
        settingChanges);
  }
}
