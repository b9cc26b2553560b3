package io.openwlm.app.cli;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.top.Numbers;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ResponseTimeSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything that the manager tells about one class, as lines harmless for a terminal. */
final class ClassPage {
  private ClassPage() {}

  static List<String> of(ClassStatus c) {
    List<String> lines = new ArrayList<>();
    String importance = c.importance() > 5 ? "" : ", importance " + c.importance();
    lines.add(SafeText.of(c.name() + importance + ", goal " + c.goal()));
    lines.add(line("achieved", achieved(c)));
    lines.add(
        line("state", c.state() + (c.lastAction().isEmpty() ? "" : "; last: " + c.lastAction())));
    lines.add(line("time", time(c)));
    lines.add(line("CPU", Numbers.percent(c.cpuPercent()) + " of one CPU, weight " + weight(c)));
    lines.add(
        line(
            "work",
            Durations.number(c.completionsPerSecond())
                + " transactions a second, "
                + c.inFlight()
                + " running, "
                + c.dropped()
                + " lost by reporters"));
    lines.add(
        line(
            "processes",
            c.processes()
                + (c.cgroups().isEmpty() ? "" : " in " + String.join(", ", c.cgroups()))));
    lines.add("");
    lines.addAll(responseTimes(c.responseTimes()));
    return lines;
  }

  private static String line(String label, String text) {
    return SafeText.of("  " + Cell.left(label, 12) + text);
  }

  private static String achieved(ClassStatus c) {
    Double index = c.performanceIndex();
    return c.achieved()
        + (index == null ? ", no performance index" : ", performance index " + Numbers.index(index))
        + ", from "
        + c.evidence()
        + ", confidence "
        + c.confidence().toLowerCase(Locale.ROOT)
        + (c.detail().isEmpty() ? "" : "; " + c.detail());
  }

  private static String time(ClassStatus c) {
    String samples =
        c.usingPercent() < 0
            ? "no using and delay samples"
            : "ran "
                + Numbers.percent(c.usingPercent())
                + ", waited for a CPU "
                + Numbers.percent(c.cpuDelayPercent())
                + ", held back by its own limit "
                + Numbers.percent(c.capDelayPercent());
    return samples + "; PSI cpu " + Numbers.percent(c.pressurePercent());
  }

  private static String weight(ClassStatus c) {
    return c.weight() == 0
        ? "not known"
        : c.weight() + (c.previousWeight() == c.weight() ? "" : ", before " + c.previousWeight());
  }

  private static List<String> responseTimes(List<ResponseTimeSpan> spans) {
    if (spans.isEmpty()) {
      return List.of("No response times: the goal is about something else, or nothing was seen.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(row("RESPONSE TIMES", "SAMPLES", "ATTAINED", "IN GOAL", "CONFIDENCE"));
    for (int i = 0; i < spans.size(); i++) {
      ResponseTimeSpan span = spans.get(i);
      String length = Durations.text(Math.round(span.seconds() * 10) * 100_000_000L);
      lines.add(
          row(
              "last " + (i == 0 ? "interval (" + length + ")" : length),
              Long.toString(span.samples()),
              millis(span.attainedMillis()),
              percent(span.withinGoalPercent()),
              span.confidence().toLowerCase(Locale.ROOT)));
    }
    return lines;
  }

  private static String row(
      String span, String samples, String attained, String within, String confidence) {
    return SafeText.of(
        Cell.left(span, 24)
            + Cell.right(samples, 10)
            + Cell.right(attained, 12)
            + Cell.right(within, 10)
            + "  "
            + confidence);
  }

  private static String millis(@Nullable Double millis) {
    return millis == null ? "-" : Durations.text(Math.round(millis * 1e6));
  }

  private static String percent(@Nullable Double percent) {
    return percent == null ? "-" : Durations.number(Math.round(percent * 10) / 10.0) + "%";
  }
}
