package io.openwlm.app.replay;

import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.simulator.machine.CpuDemand;
import io.openwlm.simulator.machine.DemandShape;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioEvent;
import io.openwlm.simulator.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Makes a scenario of recorded work, for a definition: each class gets a control group of its own
 * with the demand that was recorded for it. The same work gives the same scenario.
 */
public final class ReplayScenario {
  /** Waits this share of its busy time: work that takes all it gets. */
  private static final double HUNGRY = 0.5;

  /** CPU time of one piece of work that reports no transactions. */
  private static final long PIECE_NANOS = 20_000_000L;

  private static final int THREADS = 32;
  private static final int MOST_THREADS = 512;
  private static final long SMALLEST_NANOS = 1_000;

  private final RecordedWork work;
  private final ServiceDefinition definition;
  private final Map<String, String> renamed;
  private final List<Scenario.Group> groups = new ArrayList<>();
  private final List<ScenarioEvent> events = new ArrayList<>();

  private ReplayScenario(
      RecordedWork work, ServiceDefinition definition, Map<String, String> renamed) {
    this.work = work;
    this.definition = definition;
    this.renamed = renamed;
  }

  /**
   * The scenario.
   *
   * @param policy in force, with one class per period
   * @param renamed classes of the records that have another name in the definition
   */
  public static Scenario of(
      RecordedWork work, ActivePolicy policy, Map<String, String> renamed, String name) {
    ReplayScenario replay = new ReplayScenario(work, bound(policy.effective()), renamed);
    List<ServiceClass> classes = replay.definition.serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      replay.serviceClass(classes.get(i), i);
    }
    replay.events.sort(Comparator.comparingLong(ScenarioEvent::atNanos));
    long length = work.lengthNanos();
    return new Scenario(
        name,
        "",
        1,
        new Scenario.Hardware(work.cpus(), 0, 0),
        replay.definition,
        replay.groups,
        new Scenario.Timeline(
            length, replay.events, List.of(new Scenario.Phase("all", 0, length)), List.of()));
  }

  /** The definition with a control group for each class, and without rules. */
  private static ServiceDefinition bound(ServiceDefinition definition) {
    List<ServiceClass> classes = new ArrayList<>();
    for (ServiceClass c : definition.serviceClasses()) {
      HostBinding host =
          new HostBinding(
              c.weights(), group(definition, classes.size()), Placement.IN_PLACE, List.of());
      classes.add(
          new ServiceClass(
              c.name(), c.description(), c.history(), c.workload(), c.attributes(), host));
    }
    return ServiceDefinition.ofHost(
        definition.header(), definition.host(), classes, List.of(), null);
  }

  private static CgroupPath group(ServiceDefinition definition, int number) {
    return new CgroupPath(definition.cgroupRoot() + "/replay" + number);
  }

  private void serviceClass(ServiceClass c, int number) {
    CgroupPath cgroup = group(definition, number);
    List<WorkloadSpec> start = new ArrayList<>();
    int part = 0;
    for (String name : work.classes()) {
      if (renamed.getOrDefault(name, name).equals(c.name())) {
        demand(name, c.name(), cgroup, "w" + number + "-" + part++, start);
      }
    }
    groups.add(
        new Scenario.Group(
            cgroup, new Scenario.GroupSettings(100, 100, Double.POSITIVE_INFINITY, 0), 0, start));
  }

  private void demand(
      String recorded, String name, CgroupPath cgroup, String id, List<WorkloadSpec> start) {
    RecordedWork.Sample whole = work.whole(recorded);
    if (whole.cpus() <= 0 && whole.arrivals() <= 0) {
      return;
    }
    List<Long> steps = work.steps();
    boolean transactions = whole.arrivals() >= 1;
    double cpuNanos = whole.cpus() * whole.lengthNanos();
    long each =
        transactions
            ? Math.max(SMALLEST_NANOS, Math.round(cpuNanos / whole.arrivals()))
            : PIECE_NANOS;
    int hungryBefore = 0;
    for (int i = 0; i < steps.size(); i++) {
      long from = steps.get(i);
      long to = i + 1 < steps.size() ? steps.get(i + 1) : work.lengthNanos();
      RecordedWork.Sample step = work.between(recorded, from, to);
      boolean takesAll =
          !transactions && step.runnable() > 0 && 1 - step.cpus() / step.runnable() >= HUNGRY;
      double seconds = Math.max(1e-9, (to - from) / 1e9);
      double rate =
          takesAll ? 0 : transactions ? step.arrivals() / seconds : step.cpus() * 1e9 / PIECE_NANOS;
      rate(id, name, from, rate, each, threads(whole), start);
      int hungry = takesAll ? Math.clamp(Math.round(step.runnable()), 1, MOST_THREADS) : 0;
      spinners(id, cgroup, from, hungryBefore, hungry, start);
      hungryBefore = hungry;
    }
  }

  private static int threads(RecordedWork.Sample whole) {
    return Math.clamp(Math.max(THREADS, whole.inFlight()), 1, MOST_THREADS);
  }

  private void rate(
      String id,
      String name,
      long from,
      double rate,
      long each,
      int threads,
      List<WorkloadSpec> start) {
    if (from > 0) {
      events.add(new ScenarioEvent.SetRate(from, id, rate));
      return;
    }
    start.add(
        new WorkloadSpec.Requests(
            id,
            "replay",
            name,
            new WorkloadSpec.Arrivals(rate, true, WorkloadSpec.LoadShape.STEADY),
            new WorkloadSpec.Demand(new CpuDemand(each, DemandShape.EXPONENTIAL), null),
            threads));
  }

  private void spinners(
      String id, CgroupPath cgroup, long from, int before, int now, List<WorkloadSpec> start) {
    if (before == now) {
      return;
    }
    if (before > 0) {
      events.add(new ScenarioEvent.Remove(from, id + "-" + lastSpinner));
    }
    if (now > 0) {
      lastSpinner++;
      WorkloadSpec spinners = new WorkloadSpec.Spinners(id + "-" + lastSpinner, "replay", now);
      if (from == 0) {
        start.add(spinners);
      } else {
        events.add(new ScenarioEvent.Add(from, cgroup, spinners));
      }
    }
  }

  /** Spinners are named by their number; those of one class come in a row. */
  private int lastSpinner;
}
