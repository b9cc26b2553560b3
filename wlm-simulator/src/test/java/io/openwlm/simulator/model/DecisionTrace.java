package io.openwlm.simulator.model;

import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.Bottleneck;
import io.openwlm.model.decision.PolicyDecision;
import io.openwlm.model.decision.Projection;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.simulator.model.TracedStrategy.Traced;
import io.openwlm.simulator.outcome.RunOutcome;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A run as text, one line for each adjustment, and one when other classes than before were left
 * without help. Classes that need none are left out.
 */
final class DecisionTrace {
  private static final int MOST_LINES = 60;
  private static final int MOST_PER_LINE = 8;

  private final RunOutcome outcome;
  private final List<String> lines = new ArrayList<>();
  private String lastSkips = "";

  private DecisionTrace(RunOutcome outcome) {
    this.outcome = outcome;
  }

  static List<String> of(RunOutcome outcome, List<Traced> decisions) {
    DecisionTrace trace = new DecisionTrace(outcome);
    trace.lines.add("# seconds (* = between two intervals), receiver, performance index, reason,");
    trace.lines.add(
        "# largest delay: changes; index before -> projected (measured in the next row)");
    decisions.forEach(trace::add);
    int all = trace.lines.size();
    if (all > MOST_LINES) {
      trace.lines.subList(MOST_LINES - 1, all).clear();
      trace.lines.add("... " + (all - MOST_LINES + 1) + " more lines");
    }
    trace.lines.add(
        decisions.size() + " decisions, " + outcome.settingChanges() + " values written");
    return trace.lines;
  }

  private void add(Traced traced) {
    PolicyDecision decision = traced.decision();
    String time =
        String.format(Locale.ROOT, "%7.2f%s ", traced.atNanos() / 1e9, traced.early() ? "*" : " ");
    for (Adjustment adjustment : decision.adjustments()) {
      lines.add(time + text(adjustment, traced.atNanos()));
    }
    String skips = skips(decision.skips());
    if (!traced.early() && !skips.equals(lastSkips)) {
      lastSkips = skips;
      lines.add(time + (skips.isEmpty() ? "nobody left without help" : "not helped: " + skips));
    }
  }

  private static String skips(List<Refusal> skips) {
    List<String> texts =
        skips.stream()
            .filter(s -> s.reason() != ReasonCode.GOALS_MET && s.reason() != ReasonCode.NO_GOAL)
            .map(s -> s.serviceClass() + " " + s.reason())
            .toList();
    return few(texts);
  }

  private static String few(List<String> texts) {
    String first = String.join(", ", texts.subList(0, Math.min(MOST_PER_LINE, texts.size())));
    return texts.size() > MOST_PER_LINE
        ? first + ", and " + (texts.size() - MOST_PER_LINE) + " more"
        : first;
  }

  private String text(Adjustment adjustment, long atNanos) {
    StringBuilder text = new StringBuilder();
    String receiver = adjustment.receiver();
    if (receiver != null) {
      text.append(receiver).append(' ');
    }
    adjustment.performanceIndex().ifPresent(pi -> text.append(index(pi)).append(' '));
    text.append(adjustment.reason());
    Bottleneck bottleneck = adjustment.bottleneck();
    if (bottleneck != null) {
      text.append(", ").append(bottleneck.largest());
    }
    text.append(": ").append(few(adjustment.changes().stream().map(DecisionTrace::text).toList()));
    if (!adjustment.projections().isEmpty()) {
      text.append("; ")
          .append(
              adjustment.projections().stream()
                  .limit(MOST_PER_LINE)
                  .map(p -> text(p, atNanos))
                  .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  private static String text(WeightChange change) {
    String what = change.setting() == Setting.CPU_WEIGHT ? "" : " " + change.setting().text();
    return change.serviceClass() + what + " " + change.from() + ">" + change.to();
  }

  private String text(Projection projection, long atNanos) {
    return projection.serviceClass()
        + " "
        + index(projection.before())
        + " -> "
        + index(projection.projected())
        + " ("
        + index(measuredAfter(projection.serviceClass(), atNanos))
        + ")";
  }

  /** The true index in the first row that lies wholly after a time; NaN without one. */
  private double measuredAfter(String serviceClass, long atNanos) {
    int i = 0;
    while (!outcome.definition().serviceClasses().get(i).name().equals(serviceClass)) {
      i++;
    }
    for (Row row : outcome.rows()) {
      if (row.endNanos() - outcome.intervalNanos() >= atNanos) {
        return row.classes().get(i).performanceIndex();
      }
    }
    return Double.NaN;
  }

  private static String index(double pi) {
    return Double.isNaN(pi) ? "-" : String.format(Locale.ROOT, "%.2f", pi);
  }
}
