package io.openwlm.core.cycle;

import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.CpuFamilies;
import io.openwlm.core.adjust.RunningStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.core.capping.ResourceGroupCapper;
import io.openwlm.core.goal.GoalEvaluator;
import io.openwlm.core.measure.IntervalMeter;
import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.plan.ActuationPlanner;
import io.openwlm.core.port.SystemSample;
import io.openwlm.core.port.TokenReports;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.core.resource.ResourceAdjuster;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.status.ManagerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of one interval: sample, measure, evaluate, adjust, plan, actuate, record. Owns no
 * thread and reads no clock; one thread calls it. {@link #status()} may be read by any thread.
 */
public final class WlmCycle {
  /** An interval longer than this many planned ones is a suspend or a stall and is not judged. */
  private static final int MAX_STRETCH = 3;

  /** After this much time first weights are set from what was seen so far. */
  private static final long FIRST_LOOK_NANOS = 1_000_000_000L;

  private final ServiceDefinition definition;
  private final CyclePorts machine;
  private final WorkClassifier classifier;
  private final RunningStrategy<?> strategy;
  private final IntervalMeter meter;
  private final GoalEvaluator evaluator;
  private final EarlyWarning warning;
  private final StatusBoard board;
  private final DecisionLog log;
  private final IntervalRecorder recorder;
  private final ResourceAdjuster resources;
  private final ResourceGroupCapper capper;
  private final SystemSample sample;
  private final BlockedClasses blocked;
  private final long readyNanos;
  private boolean enforcing;
  private long intervals;
  private long firstLookNanos;
  private long nextSampleNanos;
  private long nextAdjustNanos;
  private long nextResourceNanos;
  private @Nullable Judged judged;
  private List<ClassSettings> settings;
  private CpuFamilies families = CpuFamilies.ONE;
  private volatile ManagerStatus status;

  /** The last interval. */
  private record Judged(IntervalMeasurement measurement, PerformanceReport report) {}

  /**
   * Discovers the work and takes the first sample. Nothing of the machine is changed, except that
   * control groups which the policy before managed and this one does not get their values back.
   *
   * @param intakes one per service class, in the order of the definition
   */
  public WlmCycle(
      PolicyInForce inForce,
      CyclePorts machine,
      WorkClassifier classifier,
      ControlStrategy<?> strategy,
      List<TransactionIntake> intakes,
      ManagerIdentity identity,
      Start start) {
    this.definition = inForce.definition();
    this.machine = machine;
    this.classifier = classifier;
    int n = definition.serviceClasses().size();
    sample = new SystemSample(n, definition.classes().reportClasses().size());
    blocked = new BlockedClasses(definition);
    meter = new IntervalMeter(definition, intakes, machine.sampler().cpus(), start.nanos());
    evaluator = new GoalEvaluator(definition, machine.sysplex());
    warning = new EarlyWarning(definition);
    resources = new ResourceAdjuster(definition);
    capper = new ResourceGroupCapper(definition, machine.sampler().cpus());
    board = new StatusBoard(inForce, identity);
    WlmCycle before = start.before();
    log = new DecisionLog(definition, before == null ? null : before.log);
    recorder =
        new IntervalRecorder(
            definition, machine.records(), before == null ? null : before.recorder);
    enforcing = before == null ? definition.control().enforce() : before.enforcing;
    readyNanos = before == null ? start.nanos() : before.readyNanos;
    intervals = before == null ? 0 : before.intervals;
    discover();
    if (before != null) {
      takeOver(inForce, start);
    }
    settings = machine.actuator().settings();
    board.weights(settings);
    boolean adopted = anyAdopted(n) || (before != null && before.strategy.started());
    this.strategy = RunningStrategy.start(strategy, n, adopted);
    sample(start.nanos());
    firstLookNanos = start.nanos() + FIRST_LOOK_NANOS;
    nextSampleNanos = start.nanos() + definition.control().samplingNanos();
    nextAdjustNanos = start.nanos() + definition.control().adjustmentNanos();
    nextResourceNanos = start.nanos() + ResourceAdjuster.EVERY_NANOS;
    status = publish(start.nanos(), start.epochMillis());
  }

  /**
   * When a cycle starts, on both clocks.
   *
   * @param before the cycle that it follows in the same manager; null for the first
   */
  public record Start(long nanos, long epochMillis, @Nullable WlmCycle before) {}

  private void takeOver(PolicyInForce inForce, Start start) {
    String released = "";
    if (enforcing) {
      int values = machine.actuator().release(start.nanos()).outcomes().size();
      released =
          values == 0
              ? ""
              : ", original values brought back in groups no longer managed: " + values;
    }
    log.addEvent(
        intervals,
        "POLICY",
        ReasonCode.OPERATOR,
        "policy "
            + inForce.policy().name()
            + " of "
            + definition.name()
            + " in force, by "
            + inForce.byUser()
            + released,
        start.epochMillis());
  }

  private boolean anyAdopted(int n) {
    for (int i = 0; i < n; i++) {
      if (machine.actuator().isAdopted(i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Does what is due.
   *
   * @return when to call again, on the monotonic clock
   */
  public long run(long nowNanos, long epochMillis) {
    ControlSettings control = definition.control();
    if (nowNanos >= nextSampleNanos) {
      sample(nowNanos);
      nextSampleNanos = next(nextSampleNanos, nowNanos, control.samplingNanos());
      if (tellTokens()) {
        status = publish(nowNanos, epochMillis);
      }
      if (nowNanos < nextAdjustNanos && strategy.actsEarly()) {
        adjustEarly(nowNanos, epochMillis);
      }
      if (nowNanos >= nextResourceNanos && nowNanos < nextAdjustNanos) {
        adjustResources(nowNanos, epochMillis);
        nextResourceNanos = nowNanos + ResourceAdjuster.EVERY_NANOS;
      }
    }
    if (nowNanos >= nextAdjustNanos) {
      adjust(nowNanos, epochMillis);
      nextAdjustNanos = next(nextAdjustNanos, nowNanos, control.adjustmentNanos());
    }
    return Math.min(nextSampleNanos, nextAdjustNanos);
  }

  /** The next time on the grid; missed times are left out, not made up for. */
  private static long next(long due, long now, long period) {
    long next = due + period;
    return next > now ? next : now + period;
  }

  /** Takes over what was decided about token budgets; true if there was something. */
  private boolean tellTokens() {
    List<TokenReports.Decision> decisions = machine.tokens().decisions();
    for (TokenReports.Decision decision : decisions) {
      log.add(intervals, decision, judged == null ? null : judged.report());
      board.granted(decision);
    }
    board.tokens(machine.tokens());
    return !decisions.isEmpty();
  }

  private void sample(long nowNanos) {
    machine.sampler().sample(nowNanos, sample);
    meter.accept(sample);
    recorder.sampled();
  }

  private void discover() {
    DiscoveryReport found = machine.discovery().discover(classifier, enforcing);
    families = CpuFamilies.of(found.cgroups());
    board.discovered(found);
  }

  private void adjust(long nowNanos, long epochMillis) {
    intervals++;
    long length = nowNanos - meter.startNanos();
    warning.closing(meter, nowNanos);
    IntervalMeasurement measurement = meter.close(nowNanos);
    discover();
    if (length > MAX_STRETCH * definition.control().adjustmentNanos()) {
      log.addEvent(
          intervals,
          "SKIP",
          ReasonCode.CLOCK_JUMP,
          "interval of " + length / 1_000_000 + "ms",
          epochMillis);
      recorder.skipped();
      status = publish(nowNanos, epochMillis);
    } else {
      PerformanceReport report = decide(measurement, epochMillis);
      status = publish(nowNanos, epochMillis);
      recorder.ended(measurement, report, status, settings);
    }
  }

  private PerformanceReport decide(IntervalMeasurement measurement, long epochMillis) {
    PerformanceReport report = evaluator.evaluate(measurement, machine.tokens());
    warning.measured(report);
    judged = new Judged(measurement, report);
    board.measured(measurement, report);
    board.tokens(machine.tokens());
    log.follow(intervals, report);
    act(measurement, report, false, epochMillis);
    return report;
  }

  /** Sets first weights soon after the start; helps important work that is in trouble now. */
  private void adjustEarly(long nowNanos, long epochMillis) {
    IntervalMeasurement seen;
    if (!strategy.started() && nowNanos >= firstLookNanos) {
      firstLookNanos = nowNanos + FIRST_LOOK_NANOS;
      seen = meter.soFar();
    } else if (warning.isTrouble(meter, nowNanos)) {
      seen = meter.recent();
    } else {
      return;
    }
    act(seen, warning.estimate(meter, seen), true, epochMillis);
    status = publish(seen.endNanos(), epochMillis);
  }

  /** Lets flow back what nobody uses, between two intervals. */
  private void adjustResources(long nowNanos, long epochMillis) {
    Judged last = judged;
    if (last == null) {
      return;
    }
    ResourceAdjuster.Look look =
        new ResourceAdjuster.Look(
            sample, last.report(), settings, blocked.at(nowNanos), machine.actuator()::original);
    RunningStrategy.Proposal proposal =
        cap(resources.look(intervals, look, enforcing), settings, nowNanos);
    if (!proposal.decision().adjustments().isEmpty()) {
      carryOut(proposal, settings, last, nowNanos, epochMillis);
      status = publish(nowNanos, epochMillis);
    }
  }

  private void act(
      IntervalMeasurement measurement, PerformanceReport report, boolean early, long epochMillis) {
    List<ClassSettings> kernel = machine.actuator().settings();
    String source = machine.sampler().usingDelaySource();
    Situation situation =
        new Situation(
            definition,
            measurement,
            report,
            kernel,
            blocked.at(measurement.endNanos()),
            source,
            early,
            families);
    RunningStrategy.Proposal proposal =
        cap(strategy.decide(intervals, situation, enforcing), kernel, measurement.endNanos());
    carryOut(
        proposal, kernel, new Judged(measurement, report), measurement.endNanos(), epochMillis);
  }

  /** Adds what resource groups need; the weights just proposed count in it. */
  private RunningStrategy.Proposal cap(
      RunningStrategy.Proposal proposal, List<ClassSettings> kernel, long nowNanos) {
    ResourceGroupCapper.Look look =
        new ResourceGroupCapper.Look(
            sample, kernel, blocked.at(nowNanos), machine.actuator()::original);
    RunningStrategy.Proposal capped = capper.add(proposal, look, enforcing);
    board.groups(capper.status());
    return capped;
  }

  private void carryOut(
      RunningStrategy.Proposal proposal,
      List<ClassSettings> kernel,
      Judged seen,
      long nowNanos,
      long epochMillis) {
    ActuationPlan plan = ActuationPlanner.plan(definition, proposal.wanted(), kernel);
    ActuationReport actuation = actuate(plan, nowNanos);
    blocked.learn(actuation, nowNanos);
    PolicyDecision decision = proposal.decision();
    String source = machine.sampler().usingDelaySource();
    log.add(decision, seen.measurement(), seen.report(), actuation, source, epochMillis);
    board.decided(decision, actuation, enforcing);
    showSettings();
  }

  /** Reads what the kernel has now. */
  private void showSettings() {
    settings = machine.actuator().settings();
    board.weights(settings);
  }

  private ActuationReport actuate(ActuationPlan plan, long nowNanos) {
    if (plan.writes().isEmpty()) {
      return ActuationReport.NOTHING;
    }
    return enforcing ? machine.actuator().apply(plan, nowNanos) : ActuationReport.observeOnly(plan);
  }

  private ManagerStatus publish(long nowNanos, long epochMillis) {
    return board.status(
        enforcing, intervals, (nowNanos - readyNanos) / 1e9, epochMillis, log.entries());
  }

  /** Switches between enforcing and observing. */
  public void setEnforce(boolean enforce, String byUser, long nowNanos, long epochMillis) {
    if (enforcing != enforce) {
      enforcing = enforce;
      strategy.reset(strategy.started());
      blocked.clear();
      log.addEvent(
          intervals,
          "MODE",
          ReasonCode.OPERATOR,
          (enforce ? "enforcing" : "observing only") + ", by " + byUser,
          epochMillis);
    }
    status = publish(nowNanos, epochMillis);
  }

  /** Goes to observing and brings back the original values. */
  public ActuationReport restore(String byUser, long nowNanos, long epochMillis) {
    ActuationReport report = machine.actuator().restore(nowNanos);
    enforcing = false;
    strategy.reset(false);
    blocked.clear();
    log.addEvent(
        intervals,
        "RESTORE",
        ReasonCode.BASELINE_RESTORE,
        report.outcomes().size() + " values, by " + byUser + "; observing only",
        epochMillis);
    showSettings();
    status = publish(nowNanos, epochMillis);
    return report;
  }

  /** Looks at the work anew after an operator reset a unit of it, and notes what was done. */
  public void unitReset(String serviceClass, String detail, long nowNanos, long epochMillis) {
    discover();
    log.addEvent(intervals, "RESET", serviceClass, ReasonCode.OPERATOR, detail, epochMillis);
    status = publish(nowNanos, epochMillis);
  }

  /** What an orderly stop does with the values that were written. */
  public ControlSettings.OnStop onStop() {
    return definition.control().onStop();
  }

  public boolean isEnforcing() {
    return enforcing;
  }

  /** The picture of the last cycle. */
  public ManagerStatus status() {
    return status;
  }
}
