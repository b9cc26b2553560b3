package io.openwlm.app.top;

import io.openwlm.app.text.Style;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Screen 8: all decisions that are known, newest first. */
final class DecisionScreen {
  private DecisionScreen() {}

  /** The decisions that a filter lets through: by class, act or reason; {@code !} inverts. */
  static List<DecisionStatus> chosen(ManagerStatus status, String filter) {
    boolean inverse = filter.startsWith("!");
    String wanted = (inverse ? filter.substring(1) : filter).toLowerCase(Locale.ROOT);
    return status.decisions().stream()
        .filter(d -> wanted.isEmpty() || text(d).contains(wanted) != inverse)
        .toList();
  }

  private static String text(DecisionStatus d) {
    StringBuilder all = new StringBuilder(d.act() + '\n' + d.serviceClass() + '\n' + d.reason());
    d.changes().forEach(c -> all.append('\n').append(c.serviceClass()));
    return all.toString().toLowerCase(Locale.ROOT);
  }

  static List<String> render(ManagerStatus status, int columns, int height, BoardOptions options) {
    List<String> lines = new ArrayList<>();
    Board.header(status, columns, options, lines);
    String rule = " " + (options.ascii() ? "-" : "─").repeat(Math.max(0, columns - 1));
    lines.add(rule);
    List<DecisionStatus> all = chosen(status, options.choice().filter());
    lines.add(
        Line.ends(
            Style.BOLD.on(" DECISIONS", options.styled()),
            all.size() + " of " + status.decisions().size() + "  Enter/w = why",
            columns));
    int room = Math.max(1, height - lines.size() - 2);
    int from = Math.clamp(options.selected() - room / 2, 0, Math.max(0, all.size() - room));
    for (int i = from; i < Math.min(all.size(), from + room); i++) {
      DecisionStatus d = all.get(i);
      lines.add(
          (i == options.selected() ? ">" : " ")
              + ClockText.timeOfDay(d.atEpochMillis(), options.zone())
              + " "
              + DecisionList.line(d));
    }
    if (all.isEmpty()) {
      lines.add(" none");
    }
    while (lines.size() < height - 2) {
      lines.add("");
    }
    lines.add(rule);
    lines.add(Board.keys(columns, options));
    List<String> cut = new ArrayList<>();
    for (String line : lines.subList(0, Math.min(height, lines.size()))) {
      cut.add(Line.cut(options.ascii() ? Line.ascii(line) : line, columns));
    }
    return cut;
  }
}
