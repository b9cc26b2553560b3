package io.openwlm.simulator.model;

import io.openwlm.core.measure.ServiceUnits;
import io.openwlm.model.definition.ClassPeriods;
import io.openwlm.model.definition.ServiceDefinition;

/**
 * The periods that the work in one control group goes through: in which group it runs in each, and
 * how much CPU time it may use there before it goes on. Work of a class without periods has one,
 * which never ends.
 */
final class Periods {
  private final int[] leaves;
  private final double[] limitNanos;

  private Periods(int[] leaves, double[] limitNanos) {
    this.leaves = leaves;
    this.limitNanos = limitNanos;
  }

  /** One period without end. */
  static Periods single(int leaf) {
    return new Periods(new int[] {leaf}, new double[] {Double.POSITIVE_INFINITY});
  }

  /**
   * The periods of a class.
   *
   * @param definition of a policy in force, with one class per period
   * @param first place of the first period
   * @param leaves group of each period; as many as the class has periods
   */
  static Periods of(ServiceDefinition definition, int first, int[] leaves) {
    ServiceUnits units = new ServiceUnits(definition.parameters().coefficients());
    double perNano = units.of(1_000_000_000L, 0, 0, 0) / 1e9;
    double[] limits = new double[leaves.length];
    for (int k = 0; k < leaves.length; k++) {
      Long duration = definition.serviceClasses().get(first + k).periods().getFirst().duration();
      limits[k] =
          duration == null || perNano <= 0 || k == leaves.length - 1
              ? Double.POSITIVE_INFINITY
              : duration / perNano;
    }
    return new Periods(leaves.clone(), limits);
  }

  /** How many periods a class has that stands at a place of the definition; 1 without periods. */
  static int count(ServiceDefinition definition, int first) {
    return Math.max(1, ClassPeriods.count(definition.serviceClasses(), first));
  }

  /** The same for each of several threads that age together. */
  Periods perThread(int threads) {
    double[] limits = limitNanos.clone();
    for (int k = 0; k < limits.length; k++) {
      limits[k] /= threads;
    }
    return new Periods(leaves, limits);
  }

  int count() {
    return leaves.length;
  }

  /**
   * The group that work runs in.
   *
   * @param period from 0
   */
  int leaf(int period) {
    return leaves[period];
  }

  /**
   * CPU time until work has to go on to the next period.
   *
   * @param period from 0
   * @return infinite in the last one
   */
  double limitNanos(int period) {
    return limitNanos[period];
  }
}
