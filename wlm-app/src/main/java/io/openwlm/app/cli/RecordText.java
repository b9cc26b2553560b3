package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.record.read.ClassActivity;
import io.openwlm.record.smf.ActivityLayouts;
import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.DecisionLayouts;
import io.openwlm.record.smf.Field;
import io.openwlm.record.smf.Layout;
import io.openwlm.record.smf.Section;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.smf.TraceCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is in one record: in a line, as JSON, and for whom it is of interest. */
final class RecordText {
  private RecordText() {}

  /** The record in a few words, harmless for a terminal. */
  static String line(SmfRecord record) throws BadRecord {
    return SafeText.of(
        switch (record.type()) {
          case ACTIVITY -> activity(ClassActivity.of(record));
          case SYSTEM -> system(record);
          case DETAIL -> record.sections(DecisionLayouts.PD).size() + " periods in detail";
          case SUMMARY -> summary(record);
          case DOCUMENT -> document(record.section(DecisionLayouts.DOC));
          case POLICY_CHANGE, MODE_CHANGE, RESTORED -> change(record.section(DecisionLayouts.PC));
        });
  }

  private static String activity(ClassActivity a) {
    StringBuilder text = new StringBuilder(a.names().serviceClass());
    if (a.isReport()) {
      text.append(" (report class)");
    }
    for (ClassActivity.Period p : a.periods()) {
      text.append(a.periods().size() > 1 ? " ." + p.number() : "")
          .append("  ")
          .append(p.goal().text())
          .append(", achieved ")
          .append(p.goal().achieved(p.counters()))
          .append(String.format(Locale.ROOT, ", %.2f CPU s", p.counters().cpuSeconds()))
          .append(String.format(Locale.ROOT, ", %.0f ended", p.counters().ended()));
    }
    return text.toString();
  }

  private static String system(SmfRecord record) throws BadRecord {
    Section state = record.section(DecisionLayouts.SS);
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "CPU %.1f%%", state.number("SCPU") / 100.0));
    text.append(", ").append(state.number("NDEC")).append(" decisions");
    for (Section entry : record.sections(DecisionLayouts.AAT)) {
      if (entry.number("ROLE") == 1 && text.length() < 200) {
        text.append(", ")
            .append(entry.text("CNAM"))
            .append(' ')
            .append(reason(entry.number("CODE")));
      }
    }
    return text.toString();
  }

  private static String summary(SmfRecord record) throws BadRecord {
    List<String> parts = new ArrayList<>();
    for (Section period : record.sections(DecisionLayouts.PS)) {
      parts.add(
          period.text("CNAM")
              + "."
              + period.number("PNUM")
              + String.format(Locale.ROOT, " PI %.2f", period.number("LPI") / 100.0)
              + " weight "
              + period.number("WGT"));
    }
    return String.join(", ", parts);
  }

  private static String document(Section doc) {
    String kind =
        switch ((int) doc.number("KIND")) {
          case 1 -> "status of interval ";
          case 2 -> "decision ";
          case 3 -> "definition in interval ";
          default -> "text of an unknown kind ";
        };
    return kind
        + doc.number("DOID")
        + (doc.number("PRTS") > 1 ? ", part " + doc.number("PART") : "")
        + ", "
        + doc.number("FULL")
        + " bytes";
  }

  private static String change(Section pc) {
    return pc.text("SACT") + " " + pc.text("SPN") + ": " + pc.text("STXT");
  }

  static String reason(long code) {
    return TraceCode.reason(code).map(Enum::name).orElse("code " + code);
  }

  /** True if the record is about a service class. */
  static boolean concerns(SmfRecord record, String name) throws BadRecord {
    return switch (record.type()) {
      case ACTIVITY -> ClassActivity.of(record).names().serviceClass().equals(name);
      case SYSTEM -> names(record, DecisionLayouts.AAT, name);
      case DETAIL -> names(record, DecisionLayouts.PD, name);
      case SUMMARY -> names(record, DecisionLayouts.PS, name);
      case DOCUMENT, POLICY_CHANGE, MODE_CHANGE, RESTORED -> false;
    };
  }

  private static boolean names(SmfRecord record, Layout layout, String name) throws BadRecord {
    String small = name.substring(0, Math.min(8, name.length()));
    for (Section section : record.sections(layout)) {
      if (section.text("CNAM").equals(small)) {
        return true;
      }
    }
    return false;
  }

  /** All fields of a record that have a meaning. */
  static void json(SmfRecord record, JsonText json) throws BadRecord {
    section(record.product(), json.name("product"));
    for (Layout layout : record.type().sections()) {
      List<Section> sections = record.sections(layout);
      if (!sections.isEmpty() && layout != DecisionLayouts.DATA) {
        json.name(layout.name().toLowerCase(Locale.ROOT)).array();
        sections.forEach(s -> section(s, json));
        json.endArray();
      }
    }
  }

  private static void section(Section section, JsonText json) {
    json.object();
    for (Field field : section.layout().fields()) {
      boolean row = section.layout() == ActivityLayouts.RTS;
      if (!section.has(field) || (field.meaning().isEmpty() && !row)) {
        continue;
      }
      json.name(field.name().toLowerCase(Locale.ROOT));
      switch (field.kind()) {
        case NUMBER, BITS -> json.value(section.number(field.name()));
        case FLOAT -> json.value(section.real(field.name()));
        case PACKED -> json.value(section.packed(field.name()));
        case TEXT -> json.value(section.text(field.name()));
        case CLOCK -> json.value(clock(section.clock(field.name())));
      }
    }
    json.endObject();
  }

  static String clock(long epochMillis) {
    return epochMillis == 0 ? "" : Instant.ofEpochMilli(epochMillis).toString();
  }
}
