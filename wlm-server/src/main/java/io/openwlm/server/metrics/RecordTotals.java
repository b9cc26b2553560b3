package io.openwlm.server.metrics;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.VelocitySamples;
import io.openwlm.model.record.IntervalRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that interval records say, added up. Counters of a class go on when another policy
 * comes into force; classes that are no longer in it are forgotten. Not thread-safe.
 */
final class RecordTotals {
  private Map<String, ClassTotals> classes = new LinkedHashMap<>();
  private final DecisionTotals decisions = new DecisionTotals();
  private long intervals;

  void add(IntervalRecord r) {
    intervals++;
    Map<String, ClassTotals> now = new LinkedHashMap<>();
    List<ServiceClass> defined = r.definition().serviceClasses();
    long samplingNanos = r.definition().control().samplingNanos();
    for (int i = 0; i < defined.size(); i++) {
      ServiceClass each = defined.get(i);
      ClassTotals totals = classes.getOrDefault(each.name(), new ClassTotals());
      totals.add(
          each,
          VelocitySamples.of(r.definition(), each),
          r.measurement().classes().get(i),
          r.report().classes().get(i),
          r.settings().get(i),
          samplingNanos);
      now.put(each.name(), totals);
    }
    classes = now;
    decisions.add(r.decisions(), r.status().decisions());
  }

  void tell(Families out) {
    out.put(Metric.INTERVALS, intervals);
    classes.values().forEach(each -> each.tell(out));
    decisions.tell(out);
  }
}
