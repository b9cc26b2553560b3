package io.openwlm.core.cycle;

import io.openwlm.core.port.RecordSink;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands each judged interval to the sink, with the decisions made since the record before: none is
 * recorded twice. Used by the cycle's thread only.
 */
final class IntervalRecorder {
  private final ServiceDefinition definition;
  private final RecordSink sink;
  private int samples;
  private long lastDecision;

  /**
   * @param before the recorder of the policy before, which this one follows; null at the start
   */
  IntervalRecorder(
      ServiceDefinition definition, RecordSink sink, @Nullable IntervalRecorder before) {
    this.definition = definition;
    this.sink = sink;
    lastDecision = before == null ? 0 : before.lastDecision;
  }

  void sampled() {
    samples++;
  }

  /** The interval was not judged. */
  void skipped() {
    samples = 0;
  }

  /** The interval is over and published. */
  void ended(
      IntervalMeasurement measurement,
      PerformanceReport report,
      ManagerStatus status,
      List<ClassSettings> settings) {
    List<DecisionStatus> fresh = new ArrayList<>();
    for (DecisionStatus d : status.decisions()) { // newest first
      if (d.id() <= lastDecision) {
        break;
      }
      fresh.addFirst(d);
    }
    lastDecision = fresh.isEmpty() ? lastDecision : fresh.getLast().id();
    long lengthMillis = (measurement.endNanos() - measurement.startNanos()) / 1_000_000;
    long end = status.atEpochMillis();
    int taken = Math.max(1, samples);
    samples = 0;
    sink.accept(
        new IntervalRecord(
            status,
            definition,
            end - lengthMillis,
            end,
            taken,
            measurement,
            report,
            settings,
            fresh));
  }
}
