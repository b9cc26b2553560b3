package io.openwlm.server.intake;

import java.util.HashMap;
import java.util.Map;

/**
 * A gauge of an application that tells how many requests wait for a server or thread to take them.
 * For one thread.
 */
final class QueueGauge {
  private final String metric;
  private final SourceTally tally;
  private final Map<String, Double> waiting = new HashMap<>();
  private boolean seen;

  /**
   * @param metric its name; empty = there is none
   */
  QueueGauge(String metric, SourceTally tally) {
    this.metric = metric;
    this.tally = tally;
  }

  /** A look begins: nothing is known to wait. */
  void begin() {
    waiting.replaceAll((serviceClass, before) -> 0.0);
    seen = false;
  }

  /** Takes a line, if it is one of the gauge. */
  void take(String line) {
    ExpositionLine sample = metric.isEmpty() ? null : ExpositionLine.of(line, metric);
    if (sample != null && sample.value() >= 0 && Double.isFinite(sample.value())) {
      seen = true;
      tally
          .serviceClass(sample.labels())
          .ifPresent(serviceClass -> waiting.merge(serviceClass, sample.value(), Double::sum));
    }
  }

  /** The look has ended. */
  void end() {
    if (!metric.isEmpty() && !seen) {
      tally.bad("there is no gauge " + metric + " in the answer");
    }
    tell();
  }

  /** Nobody knows what waits. */
  void lost() {
    begin();
    tell();
  }

  private void tell() {
    waiting.forEach((serviceClass, count) -> tally.queued(serviceClass, Math.round(count)));
  }
}
