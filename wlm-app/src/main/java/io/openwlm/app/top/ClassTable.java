package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Style;
import io.openwlm.model.status.ClassStatus;
import java.util.List;
import java.util.Locale;

/**
 * The table of service classes. Columns come with the width: below 80 no delay, below 70 no weight
 * either, from 100 the history of the performance index, from 120 the evidence it rests on.
 */
final class ClassTable {
  private static final int WITH_DELAY = 80;
  private static final int WITH_WEIGHT = 70;

  private final int columns;
  private final BoardOptions options;
  private final int nameWidth;
  private final int goalWidth;
  private final int historyWidth;

  private ClassTable(List<ClassStatus> classes, int columns, BoardOptions options) {
    this.columns = columns;
    this.options = options;
    int longestName = 8;
    int longestGoal = 11;
    for (ClassStatus c : classes) {
      longestName = Math.max(longestName, Cell.length(SafeText.of(c.name())));
      longestGoal = Math.max(longestGoal, Cell.length(SafeText.of(c.goal())));
    }
    this.nameWidth = Math.min(longestName, columns < 100 ? 10 : columns < 120 ? 14 : 32);
    this.goalWidth = Math.min(longestGoal, columns < 120 ? 13 : 24);
    this.historyWidth = columns < 100 ? 0 : columns < 120 ? 12 : columns < 160 ? 20 : 40;
  }

  /** Adds the heading and at most {@code room} lines for the classes. */
  static void draw(
      List<ClassStatus> classes, int columns, int room, BoardOptions options, List<String> lines) {
    ClassTable table = new ClassTable(classes, columns, options);
    lines.add(Style.BOLD.on(table.heading(), options.styled()));
    if (classes.size() <= room) {
      for (int i = 0; i < classes.size(); i++) {
        lines.add(table.row(classes.get(i), i == options.selected()));
      }
      return;
    }
    int shown = Math.max(1, room - 1);
    int from = Math.clamp(options.selected() - shown / 2, 0, classes.size() - shown);
    for (int i = from; i < from + shown; i++) {
      lines.add(table.row(classes.get(i), i == options.selected()));
    }
    if (room > 1) {
      int above = from;
      int below = classes.size() - from - shown;
      lines.add("  (" + above + " more classes above, " + below + " below)");
    }
  }

  private String heading() {
    StringBuilder line = new StringBuilder(" ");
    line.append(Cell.left("CLASS", nameWidth)).append(" IM ");
    line.append(Cell.left("GOAL", goalWidth)).append(' ').append(Cell.left("ACTUAL", 8));
    line.append("   PI  ");
    if (historyWidth > 0) {
      line.append(Cell.left("PI HISTORY", historyWidth)).append(' ');
    }
    line.append(" %CPU ");
    if (columns >= WITH_WEIGHT) {
      line.append(Cell.left("WEIGHT", 12)).append(' ');
    }
    if (columns >= WITH_DELAY) {
      line.append(Cell.left("DELAY", 8)).append(' ');
    }
    if (columns >= 120) {
      line.append(Cell.left("EVIDENCE", 16)).append(' ');
    }
    return line.append("STATE").toString();
  }

  private String row(ClassStatus c, boolean selected) {
    Double pi = c.performanceIndex();
    boolean missed = pi != null && pi > 1 + 1e-9;
    boolean styled = options.styled();
    StringBuilder line = new StringBuilder(selected ? ">" : " ");
    String name = Cell.left(SafeText.of(c.name()), nameWidth);
    line.append(selected ? Style.REVERSE.on(name, styled) : name);
    line.append("  ").append(c.importance() > 5 ? "-" : Integer.toString(c.importance()));
    line.append(' ').append(Cell.left(SafeText.of(c.goal()), goalWidth));
    line.append(' ').append(Cell.left(SafeText.of(c.achieved()), 8));
    String index = Cell.right(Numbers.index(pi), 5) + (missed ? "!" : " ");
    Style style = missed ? Style.RED : pi == null ? Style.DIM : Style.GREEN;
    line.append(' ').append(style.on(index, styled)).append(' ');
    if (historyWidth > 0) {
      line.append(Sparkline.of(c.history(), historyWidth, options.ascii())).append(' ');
    }
    line.append(Cell.right(String.format(Locale.ROOT, "%.0f", c.cpuPercent()), 5)).append(' ');
    if (columns >= WITH_WEIGHT) {
      line.append(weight(c)).append(' ');
    }
    if (columns >= WITH_DELAY) {
      line.append(Cell.left(delay(c), 8)).append(' ');
    }
    if (columns >= 120) {
      line.append(Cell.left(evidence(c), 16)).append(' ');
    }
    return line.append(SafeText.of(c.state())).toString();
  }

  private String weight(ClassStatus c) {
    if (c.weight() <= 0) {
      return Cell.left("n/a", 12);
    }
    if (c.previousWeight() <= 0 || c.previousWeight() == c.weight()) {
      return Cell.left(Integer.toString(c.weight()), 12);
    }
    boolean up = c.weight() > c.previousWeight();
    String sign = options.ascii() ? (up ? "^" : "v") : up ? "▲" : "▼";
    String text = Cell.left(c.previousWeight() + ">" + c.weight() + " " + sign, 12);
    return (up ? Style.GREEN : Style.YELLOW).on(text, options.styled());
  }

  /** Where the work waits most. */
  private static String delay(ClassStatus c) {
    if (c.cpuDelayPercent() >= 0 || c.capDelayPercent() >= 0) {
      return c.capDelayPercent() > c.cpuDelayPercent()
          ? "cap " + Numbers.percent(c.capDelayPercent())
          : "cpu " + Numbers.percent(c.cpuDelayPercent());
    }
    return c.pressurePercent() >= 0 ? "psi " + Numbers.percent(c.pressurePercent()) : "n/a";
  }

  private static String evidence(ClassStatus c) {
    String confidence = c.confidence().toLowerCase(Locale.ROOT);
    return switch (c.evidence()) {
      case "none", "" -> "none";
      case "fixed" -> "-";
      case "transactions" -> "trans. " + confidence;
      default -> SafeText.of(c.evidence()) + " " + SafeText.of(confidence.replace("medium", "med"));
    };
  }
}
