package io.openwlm.core.capping;

import io.openwlm.core.measure.ServiceUnits;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.ResourceGroupType;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a resource group in CPUs of this machine, whatever the unit in which they are given.
 * z/OS converts them to service units a second every ten seconds; here a second of CPU time is
 * {@value ServiceUnits#PER_CPU_SECOND} service units on every machine, so both are the same.
 *
 * <p>Types 1 and 4 are limits over all systems of a sysplex; they hold for this system, as long as
 * there is one.
 */
public final class GroupCapacity {
  /** Accounted MSU: millions of service units in an hour. One CPU all the time is 180 of them. */
  public static final double MSU_PER_CPU = ServiceUnits.PER_CPU_SECOND * 3600 / 1e6;

  private GroupCapacity() {}

  /** The maximum in CPUs; infinite if there is none, or if the machine does not have more. */
  public static double maximum(CapacityLimits limits, int machineCpus) {
    double cpus = cpus(limits.type(), limits.maximum(), machineCpus);
    return Double.isNaN(cpus) || cpus >= machineCpus ? Double.POSITIVE_INFINITY : cpus;
  }

  /** The minimum in CPUs; 0 if there is none. */
  public static double minimum(CapacityLimits limits, int machineCpus) {
    double cpus = cpus(limits.type(), limits.minimum(), machineCpus);
    return Double.isNaN(cpus) ? 0 : Math.min(cpus, machineCpus);
  }

  private static double cpus(
      @Nullable ResourceGroupType type, @Nullable Long amount, int machineCpus) {
    if (type == null || amount == null) {
      return Double.NaN;
    }
    return switch (type) {
      case CPU_SERVICE_UNITS -> (double) amount / ServiceUnits.PER_CPU_SECOND;
      case PERCENT_OF_SHARE -> amount * machineCpus / 100.0;
      case CPS_TIMES_100 -> amount / 100.0;
      case ACCOUNTED_MSU -> amount / MSU_PER_CPU;
    };
  }
}
