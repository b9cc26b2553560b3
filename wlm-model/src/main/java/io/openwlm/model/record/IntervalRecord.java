package io.openwlm.model.record;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.List;

/**
 * Everything about one adjustment interval: what was measured, how the goals did, what was decided
 * and what became of it. Immutable; safe to hand to another thread.
 *
 * @param status the picture that readers got at its end
 * @param definition the active definition, the policy's overrides in it; its classes have the order
 *     of all lists here
 * @param startEpochMillis wall clock at the start
 * @param endEpochMillis wall clock at the end
 * @param samples looks at the machine in the interval, 1 or more
 * @param settings what the kernel has now
 * @param decisions made since the record before, oldest first, early ones and acts of people
 *     included; what followed them is not known yet
 */
public record IntervalRecord(
    ManagerStatus status,
    ServiceDefinition definition,
    long startEpochMillis,
    long endEpochMillis,
    int samples,
    IntervalMeasurement measurement,
    PerformanceReport report,
    List<ClassSettings> settings,
    List<DecisionStatus> decisions) {
  public IntervalRecord {
    settings = List.copyOf(settings);
    decisions = List.copyOf(decisions);
  }
}
