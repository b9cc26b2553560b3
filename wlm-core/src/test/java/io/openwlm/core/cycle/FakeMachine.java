package io.openwlm.core.cycle;

import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.FluidPlant;
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
import io.openwlm.model.decision.Setting;
import io.openwlm.model.measurement.ClassPresence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine that behaves like the fluid plant and counts what is written to it. */
final class FakeMachine implements SystemSampler, WorkDiscovery, Actuator {
  final FluidPlant plant;
  final int[] weights;
  final int[] original;
  final List<String> writes = new ArrayList<>();
  Result answer = Result.APPLIED;
  boolean adopted;

  /** Protected memory of each class; negative = no control. */
  final long[] protectedBytes;

  final long[] originalBytes;
  final long[] heldBytes;
  private final long[] usage;
  private final long[] delay;
  private long lastNanos = Long.MIN_VALUE;

  FakeMachine(FluidPlant plant, int... weights) {
    this.plant = plant;
    this.weights = weights;
    original = weights.clone();
    usage = new long[weights.length];
    delay = new long[weights.length];
    protectedBytes = new long[weights.length];
    originalBytes = new long[weights.length];
    heldBytes = new long[weights.length];
    Arrays.fill(protectedBytes, ClassSettings.NO_CONTROL);
  }

  @Override
  public void sample(long nowNanos, SystemSample into) {
    if (lastNanos != Long.MIN_VALUE) {
      Seen[] seen = plant.run(weights);
      long elapsed = nowNanos - lastNanos;
      for (int i = 0; i < weights.length; i++) {
        usage[i] += Math.round(seen[i].cpusUsed() * elapsed);
        delay[i] += Math.round(seen[i].cpusWaiting() * elapsed);
      }
    }
    lastNanos = nowNanos;
    into.atNanos = nowNanos;
    for (int i = 0; i < weights.length; i++) {
      into.presence[i] = ClassPresence.PRESENT;
      into.processes[i] = 1;
      into.usageNanos[i] = usage[i];
      into.runNanos[i] = usage[i];
      into.runDelayNanos[i] = delay[i];
      into.cpuPressureNanos[i] = SystemSample.UNKNOWN;
      into.memoryBytes[i] = heldBytes[i];
    }
  }

  @Override
  public int cpus() {
    return 2;
  }

  @Override
  public String usingDelaySource() {
    return "fake";
  }

  @Override
  public DiscoveryReport discover(WorkClassifier classifier, boolean enforce) {
    List<List<String>> cgroups = new ArrayList<>();
    List<Integer> processes = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      cgroups.add(List.of("/wlm/c" + i));
      processes.add(1);
    }
    return new DiscoveryReport(cgroups, processes, List.of());
  }

  @Override
  public ActuationReport apply(ActuationPlan plan, long nowNanos) {
    List<Outcome> outcomes = new ArrayList<>();
    for (ActuationPlan.Write w : plan.writes()) {
      writes.add(w.serviceClass() + "=" + w.value());
      if (answer == Result.APPLIED) {
        if (w.setting() == Setting.MEMORY_LOW) {
          protectedBytes[w.classIndex()] = w.value();
        } else {
          weights[w.classIndex()] = (int) w.value();
        }
      }
      String actual = Long.toString(settings().get(w.classIndex()).value(w.setting()));
      String wanted = Long.toString(w.value());
      String detail = answer == Result.REFUSED ? "EINVAL" : "";
      outcomes.add(new Outcome(w.serviceClass(), "cpu.weight", wanted, actual, answer, detail));
    }
    return new ActuationReport(outcomes);
  }

  @Override
  public List<ClassSettings> settings() {
    List<ClassSettings> settings = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      settings.add(new ClassSettings(weights[i], 0, protectedBytes[i]));
    }
    return settings;
  }

  @Override
  public ClassSettings original(int classIndex) {
    return new ClassSettings(original[classIndex], 0, originalBytes[classIndex]);
  }

  @Override
  public boolean isAdopted(int classIndex) {
    return adopted;
  }

  @Override
  public ActuationReport release(long nowNanos) {
    return ActuationReport.NOTHING;
  }

  @Override
  public ActuationReport restore(long nowNanos) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      String value = Integer.toString(original[i]);
      weights[i] = original[i];
      outcomes.add(new Outcome("", "/wlm/c" + i, value, value, Result.APPLIED, ""));
    }
    return new ActuationReport(outcomes);
  }

  @Override
  public String toString() {
    return Arrays.toString(weights);
  }
}
