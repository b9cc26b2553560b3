package io.openwlm.core.adjust;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ResourceGroup;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClasses;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Definitions and situations for the tests of the controllers. */
public final class Cases {
  public static final long SECOND = 1_000_000_000L;

  private Cases() {}

  public static ServiceClass velocity(String name, int importance, int min, int max) {
    return ServiceClass.of(
        name, "", new Goal.VelocityGoal(50), new Importance(importance), host(name, min, max));
  }

  public static ServiceClass discretionary(String name, int min, int max) {
    return ServiceClass.of(
        name, "", new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, host(name, min, max));
  }

  public static ServiceDefinition definition(ServiceClass... classes) {
    return ServiceDefinition.ofHost(
        DefinitionHeader.of("TEST", ""),
        HostSettings.DEFAULT,
        List.of(classes),
        List.of(),
        SystemClass.UNMANAGED);
  }

  private static HostBinding host(String name, int min, int max) {
    return new HostBinding(
        new WeightRange(min, max),
        new CgroupPath("/wlm/" + name.toLowerCase(Locale.ROOT)),
        Placement.IN_PLACE,
        List.of());
  }

  /**
   * One class in one interval of a second.
   *
   * @param pi performance index, NaN = no data
   */
  public record Seen(double pi, double cpusUsed, double cpusWaiting) {
    public static Seen of(double pi) {
      return new Seen(pi, 0.5, 1);
    }
  }

  public static Situation situation(ServiceDefinition definition, int[] weights, Seen... seen) {
    return situation(definition, SECOND, weights, seen);
  }

  public static Situation situation(
      ServiceDefinition definition, long endNanos, int[] weights, Seen... seen) {
    List<ClassMeasurement> measurements = new ArrayList<>();
    List<ClassPerformance> performances = new ArrayList<>();
    List<ClassSettings> kernel = new ArrayList<>();
    for (int i = 0; i < seen.length; i++) {
      ServiceClass c = definition.serviceClasses().get(i);
      long used = Math.round(seen[i].cpusUsed() * SECOND);
      measurements.add(
          new ClassMeasurement(
              c.name(),
              ClassPresence.PRESENT,
              1,
              SECOND,
              Consumption.ofCpu(used),
              UsingDelay.ofCpu(used, Math.round(seen[i].cpusWaiting() * SECOND), 0),
              new Pressure(Math.min(1, seen[i].cpusWaiting()), 0, 0),
              Transactions.NONE));
      boolean data = !Double.isNaN(seen[i].pi());
      performances.add(
          new ClassPerformance(
              c.name(),
              c.goal(),
              c.importance(),
              data
                  ? OptionalDouble.of(ClassPerformance.bounded(seen[i].pi()))
                  : OptionalDouble.empty(),
              "-",
              data ? Evidence.USING_DELAY : Evidence.NONE,
              data ? Confidence.HIGH : Confidence.NONE,
              ""));
      kernel.add(ClassSettings.ofCpu(weights[i]));
    }
    IntervalMeasurement measurement =
        new IntervalMeasurement(endNanos - SECOND, endNanos, measurements, 2, 0.5);
    return new Situation(
        definition,
        measurement,
        new PerformanceReport(endNanos, performances),
        kernel,
        Set.of(),
        "schedstat",
        false);
  }

  public static PiState started(int classes) {
    return new PiControllerStrategy().initial(classes, true);
  }

  /** The same with a resource group RG. */
  public static ServiceDefinition withGroup(ServiceDefinition plain, CapacityLimits limits) {
    ServiceClasses base = plain.classes();
    return new ServiceDefinition(
        plain.header(),
        plain.policies(),
        new ServiceClasses(
            base.workloads(),
            base.serviceClasses(),
            List.of(new ResourceGroup("RG", "", ChangeHistory.NONE, limits)),
            List.of(),
            List.of()),
        plain.classification(),
        plain.parameters(),
        plain.environments(),
        plain.host(),
        List.of());
  }

  /** The same in the resource group RG. */
  public static ServiceClass inGroup(ServiceClass c) {
    return new ServiceClass(
        c.name(),
        "",
        ChangeHistory.NONE,
        c.workload(),
        new ServiceClass.Attributes(
            c.periods(), "RG", false, IoPriorityGroup.NORMAL, HonorPriority.DEFAULT),
        c.host());
  }
}
