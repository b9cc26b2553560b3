package io.openwlm.core.capping;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.RunningStrategy.Proposal;
import io.openwlm.core.port.SystemSample;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPresence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A machine of {@value #CPUS} CPUs, never full, whose classes all belong to group RG unless they
 * are named FREE: each uses what it wants up to its limit. One look every two seconds.
 */
final class CappedPlant {
  static final int CPUS = 8;
  static final long LOOK_NANOS = 2 * Cases.SECOND;

  final ServiceDefinition definition;
  final ResourceGroupCapper capper;
  final SystemSample sample;
  final List<ClassSettings> kernel = new ArrayList<>();
  final List<Long> original = new ArrayList<>();
  final double[] wants;
  final double[] used;
  boolean enforcing = true;
  Set<Integer> blocked = Set.of();

  /** Limits of the members together after each look; infinite if one has none. */
  double limits = Double.POSITIVE_INFINITY;

  CappedPlant(@Nullable Long maximumHundredths, String... names) {
    ServiceClass[] classes = new ServiceClass[names.length];
    for (int i = 0; i < names.length; i++) {
      ServiceClass plain = Cases.velocity(names[i], 3, 1, 10_000);
      classes[i] = names[i].startsWith("FREE") ? plain : Cases.inGroup(plain);
    }
    definition =
        Cases.withGroup(
            Cases.definition(classes),
            new CapacityLimits(
                maximumHundredths == null ? null : ResourceGroupType.CPS_TIMES_100,
                null,
                maximumHundredths,
                null,
                false));
    int n = names.length;
    capper = new ResourceGroupCapper(definition, CPUS);
    sample = new SystemSample(n);
    wants = new double[n];
    used = new double[n];
    for (int i = 0; i < n; i++) {
      kernel.add(new ClassSettings(100, 0, ClassSettings.NO_CONTROL, CpuLimit.NONE));
      original.add(CpuLimit.NONE);
      sample.presence[i] = ClassPresence.PRESENT;
    }
  }

  void weight(int i, int weight) {
    kernel.set(i, kernel.get(i).withCpuWeight(weight));
  }

  void limit(int i, long micros) {
    kernel.set(i, kernel.get(i).withCpuLimit(micros));
  }

  double cpus(int i) {
    return CpuLimit.cpus(kernel.get(i).cpuLimitMicros());
  }

  /** Lets two seconds pass and looks. */
  Proposal look() {
    sample.atNanos += LOOK_NANOS;
    for (int i = 0; i < used.length; i++) {
      double limit = cpus(i);
      used[i] = Math.min(wants[i], limit);
      sample.usageNanos[i] += Math.round(used[i] * LOOK_NANOS);
      sample.runDelayNanos[i] += Math.round((wants[i] - used[i]) * LOOK_NANOS);
      sample.throttledNanos[i] += wants[i] > limit ? LOOK_NANOS / 2 : 0;
    }
    ResourceGroupCapper.Look look =
        new ResourceGroupCapper.Look(
            sample, kernel, blocked, i -> kernel.get(i).withCpuLimit(original.get(i)));
    PolicyDecision nothing = new PolicyDecision(1, sample.atNanos, List.of(), List.of());
    Proposal proposal = capper.add(new Proposal(nothing, List.copyOf(kernel)), look, enforcing);
    if (enforcing) {
      kernel.clear();
      kernel.addAll(proposal.wanted());
    }
    limits = 0;
    for (int i = 0; i < used.length; i++) {
      limits += definition.serviceClasses().get(i).name().startsWith("FREE") ? 0 : cpus(i);
    }
    return proposal;
  }

  /** So many looks; how many changes of limits there were. */
  int look(int times) {
    int changes = 0;
    for (int k = 0; k < times; k++) {
      changes += look().decision().adjustments().stream().mapToInt(a -> a.changes().size()).sum();
    }
    return changes;
  }

  double groupUsed() {
    double sum = 0;
    for (double each : used) {
      sum += each;
    }
    return sum;
  }
}
