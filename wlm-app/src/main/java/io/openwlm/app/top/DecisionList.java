package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Style;
import io.openwlm.model.explain.SettingText;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.DecisionStatus.Change;
import io.openwlm.model.status.ManagerStatus;
import java.util.List;

/** The newest decisions, one line each. */
public final class DecisionList {
  private DecisionList() {}

  static void draw(
      ManagerStatus status, int columns, int most, BoardOptions options, List<String> lines) {
    String hint = options.keys() ? "Enter/w = why" : "";
    lines.add(Line.ends(Style.BOLD.on(" DECISIONS", options.styled()), hint, columns));
    if (status.decisions().isEmpty()) {
      lines.add(" none yet");
      return;
    }
    for (DecisionStatus decision : status.decisions().subList(0, most)) {
      lines.add(
          " "
              + ClockText.timeOfDay(decision.atEpochMillis(), options.zone())
              + " "
              + line(decision));
    }
  }

  /** One decision in one line, without its time. */
  public static String line(DecisionStatus d) {
    StringBuilder line = new StringBuilder();
    line.append(Cell.left(Long.toString(d.id()), 5)).append(' ');
    line.append(Cell.left(SafeText.of(d.act()), 9)).append(' ');
    if (d.changes().isEmpty()) {
      line.append(SafeText.of(d.serviceClass().isEmpty() ? "all classes" : d.serviceClass()));
    } else {
      line.append(brief(d.changes().getFirst()));
    }
    line.append("  ").append(SafeText.of(d.reason()));
    Double pi = d.performanceIndex();
    if (pi != null) {
      line.append("  PI ").append(Numbers.index(pi));
      if (!d.after().isEmpty()) {
        line.append('>').append(Numbers.index(d.after().getLast()));
      }
    }
    for (int i = 1; i < d.changes().size() && i < 4; i++) {
      String before = i > 1 ? ", " : d.act().equals("RAISE") ? "  from " : "  ";
      line.append(before).append(brief(d.changes().get(i)));
    }
    if (d.changes().size() > 4) {
      line.append(" and ").append(d.changes().size() - 4).append(" more");
    }
    return line.toString();
  }

  private static String brief(Change change) {
    return SafeText.of(change.serviceClass())
        + " "
        + SettingText.brief(change.setting(), change.from(), change.to());
  }
}
