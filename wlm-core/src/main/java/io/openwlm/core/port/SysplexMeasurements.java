package io.openwlm.core.port;

import io.openwlm.model.measurement.ClassMeasurement;
import java.util.List;

/**
 * What the other systems of a sysplex measured of a service class under the same policy: what z/OS
 * systems exchange so that each knows the sysplex performance index. Called from the manager's
 * thread once an interval for each class; must not wait.
 */
@FunctionalInterface
public interface SysplexMeasurements {
  /** One system alone. */
  SysplexMeasurements ALONE = _ -> List.of();

  /**
   * The last whole interval of each other system, not older than an interval of this one; only
   * systems with work of the class.
   *
   * @return empty if there is none; then both indexes are the same
   */
  List<ClassMeasurement> others(String serviceClass);
}
