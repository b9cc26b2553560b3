package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.top.Numbers;
import io.openwlm.record.read.ClassActivity;
import io.openwlm.record.read.Counters;
import io.openwlm.record.read.PeriodGoal;
import io.openwlm.record.read.WorkloadActivity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Workload Activity report, in the arrangement of RMF's, as text of 79 columns and as JSON. */
final class ActivityReport {
  private static final int COLUMNS = 79;
  private static final int BAR = 24;
  private static final int PAIR = 17;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private final WorkloadActivity activity;

  ActivityReport(WorkloadActivity activity) {
    this.activity = activity;
  }

  List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(" W O R K L O A D   A C T I V I T Y");
    String before = "";
    for (WorkloadActivity.Row row : activity.rows()) {
      String head = head(row);
      if (!head.equals(before)) {
        heading(row, lines);
        before = head;
      }
      period(row, lines);
    }
    return lines;
  }

  private static String head(WorkloadActivity.Row row) {
    ClassActivity.Names n = row.names();
    return n.system() + '\n' + n.policy() + '\n' + n.definition();
  }

  private void heading(WorkloadActivity.Row row, List<String> lines) {
    ClassActivity.Names n = row.names();
    lines.add(
        " System "
            + SafeText.of(n.system())
            + "   policy "
            + SafeText.of(n.policy())
            + "   definition "
            + SafeText.of(n.definition()));
    lines.add(
        " From "
            + TIME.format(Instant.ofEpochMilli(activity.startEpochMillis()))
            + "  to "
            + TIME.format(Instant.ofEpochMilli(activity.endEpochMillis()))
            + " UTC");
  }

  private static void period(WorkloadActivity.Row row, List<String> lines) {
    Counters c = row.counters();
    PeriodGoal goal = row.goal();
    lines.add(" " + "-".repeat(COLUMNS - 1));
    lines.add(
        row.isReport()
            ? " REPORT CLASS " + SafeText.of(row.names().serviceClass())
            : " SERVICE CLASS "
                + SafeText.of(row.names().serviceClass())
                + "   period "
                + row.period()
                + "   importance "
                + (goal.importance() > 5 ? "-" : Integer.toString(goal.importance()))
                + "   workload "
                + SafeText.of(row.names().workload()));
    if (!row.names().description().isEmpty()
        && !row.names().description().equals(row.names().serviceClass())) {
      lines.add("   " + SafeText.of(row.names().description()));
    }
    if (!row.isReport()) {
      lines.add("   resource group " + (row.group().isEmpty() ? "none" : SafeText.of(row.group())));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "   %d intervals, %.0f s; %d looks at the machine",
            row.intervals(),
            c.seconds(),
            row.looks()));
    lines.add(
        (row.isReport() ? "   part of the service classes;" : achieved(goal, c))
            + " VELOCITY "
            + (c.velocity() < 0 ? "-" : number(c.velocity(), 1)));
    lines.add("");
    table(c, lines);
    if (c.distributed() > 0) {
      lines.add("");
      distribution(goal, c, lines);
    }
  }

  private static String achieved(PeriodGoal goal, Counters c) {
    return "   GOAL "
        + Cell.left(goal.text(), 20)
        + " ACHIEVED "
        + Cell.left(goal.achieved(c), 10)
        + " PI "
        + Cell.left(index(goal, c), 6);
  }

  private static String index(PeriodGoal goal, Counters c) {
    double index = goal.index(c);
    boolean open = goal.kind() == PeriodGoal.PERCENTILE && index > 4;
    return index < 0 ? "-" : open ? ">4.0" : Numbers.index(index) + (index > 1 ? " !" : "");
  }

  private static void table(Counters c, List<String> lines) {
    Counters.Samples s = c.samples();
    double seconds = Math.max(c.seconds(), 1e-9);
    String[][] columns = {
      {
        "TRANSACTIONS",
        pair("ended", number(c.ended(), 0)),
        pair("a second", number(c.ended() / seconds, 2)),
        pair("mean", millis(c.meanSeconds())),
        pair("std dev", millis(c.deviationSeconds())),
      },
      {
        "SERVICE",
        pair("units", number(c.serviceUnits(), 0)),
        pair("a second", number(c.serviceUnits() / seconds, 0)),
        pair("CPU s", number(c.cpuSeconds(), 2)),
        pair("CPUs", number(c.cpuSeconds() / seconds, 2)),
        pair("I/Os", number(c.ioOperations(), 0)),
      },
      {"USING %", pair("CPU", percent(s.using(), s)), pair("samples", number(s.using(), 0))},
      {
        "DELAY %",
        pair("CPU", percent(s.cpuDelay(), s)),
        pair("capping", percent(s.capDelay(), s)),
        pair("memory", percent(s.memoryDelay(), s)),
        pair("queue", percent(s.queueDelay(), s)),
        pair("I/O", percent(s.ioDelay(), s)),
      },
    };
    for (int row = 0; row < 6; row++) {
      StringBuilder line = new StringBuilder("  ");
      for (String[] column : columns) {
        line.append(' ').append(Cell.left(row < column.length ? column[row] : "", 18));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "   %% of %.0f samples that were not idle; idle were %.0f",
            s.busy(),
            s.idle()));
  }

  private static String pair(String name, String value) {
    int room = Math.max(1, PAIR - Cell.length(value) - 1);
    return Cell.left(name, room)
        + " "
        + Cell.right(value, Math.max(Cell.length(value), PAIR - room - 1));
  }

  private static String percent(double part, Counters.Samples s) {
    return s.busy() <= 0 ? "-" : number(100 * part / s.busy(), 1);
  }

  private static String millis(double seconds) {
    return seconds < 0
        ? "-"
        : seconds < 10 ? number(seconds * 1000, 1) + "ms" : number(seconds, 2) + "s";
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static void distribution(PeriodGoal goal, Counters c, List<String> lines) {
    lines.add("   RESPONSE TIMES   of goal     ended       %   sum %");
    double all = c.distributed();
    double sum = 0;
    for (int i = 0; i < c.buckets().size(); i++) {
      long count = c.buckets().get(i);
      sum += count;
      boolean open = i == c.buckets().size() - 1;
      int bound = PeriodGoal.boundPercent(open ? i - 1 : i);
      lines.add(
          String.format(
                  Locale.ROOT,
                  "   %s %10s %7s%% %9d %7.1f %7.1f  |%s",
                  open ? "> " : "<=",
                  time(goal.value() * bound / 100.0),
                  (open ? ">" : "") + bound,
                  count,
                  100 * count / all,
                  100 * sum / all,
                  ">".repeat((int) Math.ceil(BAR * count / all - 1e-9)))
              .stripTrailing());
    }
  }

  private static String time(double millis) {
    return millis < 10_000 ? number(millis, 1) + "ms" : number(millis / 1000, 2) + "s";
  }

  String json() {
    JsonText json = new JsonText().object();
    json.field("apiVersion", "openwlm.io/v1").field("kind", "WorkloadActivity");
    json.field("from", Instant.ofEpochMilli(activity.startEpochMillis()).toString());
    json.field("to", Instant.ofEpochMilli(activity.endEpochMillis()).toString());
    json.name("items").array();
    activity.rows().forEach(row -> item(row, json));
    return json.endArray().endObject().toString();
  }

  private static void item(WorkloadActivity.Row row, JsonText json) {
    Counters c = row.counters();
    Counters.Samples s = c.samples();
    double index = row.goal().index(c);
    json.object().field("system", row.names().system()).field("policy", row.names().policy());
    json.field("definition", row.names().definition()).field("workload", row.names().workload());
    json.field(row.isReport() ? "reportClass" : "serviceClass", row.names().serviceClass());
    json.field("period", row.period());
    json.field("importance", row.goal().importance()).field("goal", row.goal().text());
    json.field("achieved", row.goal().achieved(c));
    json.optional("performanceIndex", index < 0 ? null : index);
    json.optional("velocity", c.velocity() < 0 ? null : c.velocity());
    json.field("resourceGroup", row.group()).field("intervals", row.intervals());
    json.field("looks", row.looks()).field("seconds", c.seconds());
    json.field("ended", c.ended());
    json.optional("meanSeconds", c.meanSeconds() < 0 ? null : c.meanSeconds());
    json.optional("deviationSeconds", c.deviationSeconds() < 0 ? null : c.deviationSeconds());
    json.field("serviceUnits", c.serviceUnits()).field("cpuSeconds", c.cpuSeconds());
    json.field("ioOperations", c.ioOperations()).name("samples").object();
    json.field("using", s.using()).field("cpuDelay", s.cpuDelay()).field("capDelay", s.capDelay());
    json.field("memoryDelay", s.memoryDelay()).field("queueDelay", s.queueDelay());
    json.field("ioDelay", s.ioDelay()).field("idle", s.idle()).endObject();
    json.name("responseTimes").array();
    for (int i = 0; i < c.buckets().size(); i++) {
      boolean open = i == c.buckets().size() - 1;
      json.object();
      json.optional("upToPercentOfGoal", open ? null : (double) PeriodGoal.boundPercent(i));
      json.field("ended", c.buckets().get(i)).endObject();
    }
    json.endArray().endObject();
  }
}
