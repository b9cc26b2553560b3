package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.text.Style;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws a manager's picture as lines of text. Pure: the same picture, size and options give the
 * same lines; no line is longer than the width, there are never more than height, and no character
 * of the picture reaches a terminal unescaped.
 */
public final class Board {
  /** Below this width a board cannot be read; it is drawn this wide and cut. */
  public static final int MIN_WIDTH = 60;

  private static final int MIN_DECISIONS = 3;
  private static final int MAX_NOTES = 3;

  private Board() {}

  /** All classes by importance, then as the definition has them. */
  public static List<ClassStatus> ordered(ManagerStatus status) {
    return ClassChoice.ALL.of(status);
  }

  /**
   * The board.
   *
   * @param width columns
   * @param height most lines; 0 for as many as the picture needs
   */
  public static List<String> render(
      ManagerStatus status, int width, int height, BoardOptions options) {
    int columns = Math.max(MIN_WIDTH, width);
    List<String> lines = new ArrayList<>();
    header(status, columns, options, lines);
    String rule = (options.ascii() ? "-" : "─").repeat(columns - 1);
    lines.add(" " + rule);
    List<ClassStatus> classes = options.choice().of(status);
    List<String> notes = notes(classes);
    int tail = (options.keys() ? 2 : 0) + notes.size();
    int decisions = Math.min(status.decisions().size(), decisionRoom(height, lines, classes, tail));
    int room = height <= 0 ? classes.size() : height - lines.size() - tail - 3 - decisions;
    ClassTable.draw(classes, columns, Math.max(1, room), options, lines);
    lines.addAll(notes);
    lines.add(" " + rule);
    DecisionList.draw(status, columns, decisions, options, lines);
    if (options.keys()) {
      while (height > 0 && lines.size() < height - 2) {
        lines.add("");
      }
      lines.add(" " + rule);
      lines.add(keys(columns, options));
    }
    return finish(lines, width, height, options);
  }

  /** The heading and all rows of the table of classes. */
  public static List<String> classTable(ManagerStatus status, int width, BoardOptions options) {
    List<String> lines = new ArrayList<>();
    List<ClassStatus> classes = ordered(status);
    ClassTable.draw(classes, Math.max(MIN_WIDTH, width), classes.size(), options, lines);
    lines.addAll(notes(classes));
    return finish(lines, width, 0, options);
  }

  /** Why a class with a goal has no performance index. */
  private static List<String> notes(List<ClassStatus> classes) {
    return classes.stream()
        .filter(c -> c.performanceIndex() == null && c.importance() <= 5 && !c.detail().isEmpty())
        .limit(MAX_NOTES)
        .map(c -> "   " + SafeText.of(c.name()) + " has no index: " + SafeText.of(c.detail()))
        .toList();
  }

  private static int decisionRoom(
      int height, List<String> above, List<ClassStatus> classes, int tail) {
    if (height <= 0) {
      return 10;
    }
    int left = height - above.size() - tail - 3 - classes.size();
    return Math.max(MIN_DECISIONS, left);
  }

  static void header(ManagerStatus status, int columns, BoardOptions options, List<String> lines) {
    String time = ClockText.timeOfDay(status.atEpochMillis(), options.zone());
    if (options.mode() == BoardMode.REPLAY) {
      time = ClockText.date(status.atEpochMillis(), options.zone()) + " " + time;
    }
    String enforcing =
        status.enforcing()
            ? Style.GREEN.on("ENFORCING", options.styled())
            : Style.YELLOW.on("OBSERVING (writes nothing)", options.styled());
    String left =
        " "
            + Style.BOLD.on("wlm top", options.styled())
            + (options.mode() == BoardMode.LIVE
                ? ""
                : "  " + Style.REVERSE.on(options.mode().badge(), options.styled()))
            + SafeText.of(options.choice().text())
            + "  "
            + SafeText.of(status.host())
            + "  "
            + SafeText.of(status.definition())
            + " ("
            + ClockText.span(status.upSeconds())
            + ")  "
            + enforcing
            + "  "
            + SafeText.of(status.mode())
            + "  every "
            + Durations.text(status.adjustmentMillis() * 1_000_000);
    lines.add(Line.ends(left, time, columns));
    long ageSeconds = (options.nowEpochMillis() - status.atEpochMillis()) / 1000;
    boolean virtualTime = status.mode().equals("simulated");
    if (options.mode() == BoardMode.LIVE
        && !virtualTime
        && ageSeconds > 3 * Math.max(1, status.adjustmentMillis() / 1000)) {
      lines.add(
          Style.RED.on(
              " ! this picture is "
                  + ageSeconds
                  + " s old: the daemon does not answer or stands still",
              options.styled()));
    }
    lines.add(meters(status, columns, options));
    if (!status.warnings().isEmpty()) {
      String more =
          status.warnings().size() > 1 ? " (+" + (status.warnings().size() - 1) + ")" : "";
      String text = " ! " + SafeText.of(status.warnings().getFirst());
      lines.add(Style.YELLOW.on(Cell.cut(text, columns - more.length()) + more, options.styled()));
    }
  }

  private static String meters(ManagerStatus status, int columns, BoardOptions options) {
    long withGoal = 0;
    long met = 0;
    double worst = -1;
    for (ClassStatus c : status.classes()) {
      Double pi = c.performanceIndex();
      if (pi != null && c.importance() <= 5) {
        withGoal++;
        met += pi <= 1 + 1e-9 ? 1 : 0;
        worst = Math.max(worst, pi);
      }
    }
    String goals = "goals met " + met + "/" + withGoal;
    String worstPi = worst < 0 ? "worst PI -" : "worst PI " + Numbers.index(worst);
    String styledGoals =
        (met == withGoal ? Style.GREEN : Style.RED).on(goals + "  " + worstPi, options.styled());
    int meter = Math.clamp(columns - 52, 18, 34);
    return " "
        + Meter.of("CPU", status.systemCpuPercent(), meter)
        + "  PSI cpu "
        + (status.systemPressurePercent() < 0
            ? "n/a"
            : String.format(Locale.ROOT, "%.0f%%", status.systemPressurePercent()))
        + "  "
        + status.cpus()
        + (status.cpus() == 1 ? " cpu  " : " cpus  ")
        + styledGoals;
  }

  static String keys(int columns, BoardOptions options) {
    String text =
        columns >= 90
            ? " q quit  w why  1 classes 8 decisions  / search  \\ filter  F6 sort  Space  , . @ replay"
                + "  ? help"
            : " q quit  w why  1 classes 8 decisions  / search  \\ filter  , . @ time  ? help";
    return Style.DIM.on(Cell.cut(text, columns), options.styled());
  }

  private static List<String> finish(
      List<String> lines, int width, int height, BoardOptions options) {
    List<String> cut = new ArrayList<>(lines.size());
    for (String line : lines) {
      if (height > 0 && cut.size() == height) {
        break;
      }
      cut.add(Line.cut(options.ascii() ? Line.ascii(line) : line, width));
    }
    return cut;
  }
}
