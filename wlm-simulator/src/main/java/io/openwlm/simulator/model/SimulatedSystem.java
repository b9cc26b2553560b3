package io.openwlm.simulator.model;

import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.Actuator;
import io.openwlm.core.port.SystemSample;
import io.openwlm.core.port.SystemSampler;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.core.port.WorkDiscovery;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import java.util.ArrayList;
import java.util.List;

/** The model machine as the manager sees it: what a kernel would tell, and what it would take. */
final class SimulatedSystem implements SystemSampler, WorkDiscovery, Actuator {
  private final World world;
  private final Senses senses;
  private final List<ClassSettings> original;
  private long settingChanges;

  SimulatedSystem(World world) {
    this.world = world;
    senses = new Senses(world);
    original = settings();
  }

  /** What disturbs the measurements. */
  Senses senses() {
    return senses;
  }

  /** Values that were written and differed from what was there. */
  long settingChanges() {
    return settingChanges;
  }

  /** Reports what has ended, and what runs, since the last call. */
  void reportTo(List<TransactionIntake> intakes, long managerNanos) {
    for (int i = 0; i < intakes.size(); i++) {
      LongList ended = world.endings.unreported(i);
      long running = 0;
      long oldestNanos = 0;
      long lost = 0;
      long waiting = 0;
      for (Source source : world.machine.sources()) {
        int period = source.periodOf(i);
        if (period >= 0) {
          running += source.present(period);
          lost += period == 0 ? source.takeTurnedAway() : 0;
          waiting += period == 0 ? source.waiting() : 0;
          int oldest = source.oldest(period);
          if (oldest != Jobs.NONE) {
            long age = world.machine.nowNanos() - world.machine.jobs.arrivedNanos[oldest];
            oldestNanos = Math.max(oldestNanos, age);
          }
        }
      }
      if (!senses.isBlind()) {
        TransactionIntake intake = intakes.get(i);
        intake.report(managerNanos, ended.array(), ended.size(), running, oldestNanos, lost, 1);
        intake.queued(managerNanos, waiting, 1);
      }
      ended.clear();
    }
  }

  @Override
  public void sample(long nowNanos, SystemSample into) {
    senses.sample(nowNanos, into);
  }

  @Override
  public int cpus() {
    return world.scenario.cpus();
  }

  @Override
  public String usingDelaySource() {
    return "model";
  }

  @Override
  public DiscoveryReport discover(WorkClassifier classifier, boolean enforce) {
    List<Integer> processes = new ArrayList<>();
    for (int i = 0; i < world.classCount(); i++) {
      processes.add(world.processes(i));
    }
    return new DiscoveryReport(world.classes.paths(), processes, List.of());
  }

  @Override
  public ActuationReport apply(ActuationPlan plan, long nowNanos) {
    List<Outcome> outcomes = new ArrayList<>();
    for (ActuationPlan.Write write : plan.writes()) {
      outcomes.add(write(write));
    }
    return new ActuationReport(outcomes);
  }

  private Outcome write(ActuationPlan.Write write) {
    int i = write.classIndex();
    String wanted = Long.toString(write.value());
    long found = world.settings(i).value(write.setting());
    Result result;
    if (!world.settings(i).controls(write.setting())) {
      result = Result.VANISHED;
    } else if (!world.accepts(write.setting(), write.value())) {
      result = Result.REFUSED;
    } else if (found == write.value()) {
      result = Result.UNCHANGED;
    } else {
      world.set(i, write.setting(), write.value());
      settingChanges++;
      result = Result.APPLIED;
    }
    String actual = Long.toString(world.settings(i).value(write.setting()));
    String target = write.serviceClass() + " " + write.setting().text();
    return new Outcome(write.serviceClass(), target, wanted, actual, result, "");
  }

  @Override
  public List<ClassSettings> settings() {
    List<ClassSettings> settings = new ArrayList<>(world.classCount());
    for (int i = 0; i < world.classCount(); i++) {
      settings.add(world.settings(i));
    }
    return settings;
  }

  @Override
  public ClassSettings original(int classIndex) {
    long limit = original.get(classIndex).cpuLimitMicros();
    return world.settings(classIndex).withCpuLimit(limit);
  }

  @Override
  public boolean isAdopted(int classIndex) {
    return false;
  }

  @Override
  public ActuationReport release(long nowNanos) {
    return ActuationReport.NOTHING;
  }

  @Override
  public ActuationReport restore(long nowNanos) {
    for (int i = 0; i < original.size(); i++) {
      world.restore(i, original.get(i));
    }
    return ActuationReport.NOTHING;
  }
}
