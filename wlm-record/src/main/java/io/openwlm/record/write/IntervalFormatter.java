package io.openwlm.record.write;

import io.openwlm.model.codec.DefinitionForm;
import io.openwlm.model.codec.DefinitionWriter;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.json.StatusJson;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.smf.Section;
import io.openwlm.record.smf.TextParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of intervals: the definition if it is news, type 90 and 99, the decisions and
 * the status as texts, type 72. For one thread: the intervals come in their order.
 */
public final class IntervalFormatter {
  private final ActivityRecords activity = new ActivityRecords();
  private @Nullable ServiceDefinition known;

  /** A new file starts: it gets the definition, so that it can be read alone. */
  public void startFile() {
    known = null;
  }

  /** All records of an interval, in the order in which they are written. */
  public List<byte[]> records(IntervalRecord interval) {
    List<byte[]> records = new ArrayList<>();
    Section product = DecisionRecords.product(interval);
    ServiceDefinition definition = interval.definition();
    if (!definition.equals(known)) {
      if (known != null) {
        activity.clear();
      }
      known = definition;
      String text = DefinitionWriter.write(definition, DefinitionForm.YAML).text();
      add(
          records,
          interval,
          TextParts.Kind.DEFINITION,
          interval.status().intervals(),
          text,
          product);
    }
    records.addAll(DecisionRecords.of(interval));
    for (DecisionStatus d : interval.decisions()) {
      add(records, interval, TextParts.Kind.DECISION, d.id(), StatusJson.write(d), product);
    }
    String status = StatusJson.write(bare(interval.status()));
    add(records, interval, TextParts.Kind.STATUS, interval.status().intervals(), status, product);
    records.addAll(activity.of(interval));
    return records;
  }

  private static void add(
      List<byte[]> records,
      IntervalRecord interval,
      TextParts.Kind kind,
      long id,
      String text,
      Section product) {
    records.addAll(
        TextParts.records(
            kind, id, text, product, interval.endEpochMillis(), interval.status().host()));
  }

  /** Without what other records hold: decisions, and the history of performance indexes. */
  static ManagerStatus bare(ManagerStatus s) {
    return s.with(s.classes().stream().map(c -> c.withHistory(List.of())).toList(), List.of());
  }
}
