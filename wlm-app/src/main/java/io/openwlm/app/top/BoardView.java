package io.openwlm.app.top;

import io.openwlm.app.text.Cell;
import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What the live board shows and how keys change it: the selected class, the pause, and which page.
 * No I/O; the selection always names a class that exists.
 */
final class BoardView {
  /** Keys that the board understands. */
  enum Key {
    UP,
    DOWN,
    WHY,
    PAUSE,
    HELP,
    BACK,
    QUIT,
    OTHER
  }

  private enum Page {
    BOARD,
    WHY,
    HELP
  }

  private static final List<String> HELP =
      List.of(
          "Keys",
          "  up down  j k     select a class",
          "  w  Enter         why: the last decision about it, explained",
          "  Space            stand still, go on",
          "  ?                this help",
          "  Esc              back",
          "  q                quit",
          "",
          "Columns",
          "  IM       importance, 1 is the highest; - is discretionary",
          "  PI       performance index: 1 is the goal exactly met, above 1 (!) is missed",
          "  HISTORY  lower half of the height: met; upper half: missed; a dot: no data",
          "  %CPU     of one CPU",
          "  WEIGHT   share of the CPU among its siblings, before>now",
          "  DELAY    where it waits most: cpu (for a CPU), cap (its own limit), psi (pressure)",
          "  EVIDENCE what the index rests on, and how sure it is");

  private final boolean ascii;
  private final boolean styled;
  private final ZoneId zone;
  private Page page = Page.BOARD;
  private int selected;
  private boolean paused;
  private boolean done;

  BoardView(boolean ascii, boolean styled, ZoneId zone) {
    this.ascii = ascii;
    this.styled = styled;
    this.zone = zone;
  }

  void press(Key key, ManagerStatus status) {
    int last = Math.max(0, status.classes().size() - 1);
    switch (key) {
      case UP -> selected = Math.clamp(selected - 1L, 0, last);
      case DOWN -> selected = Math.clamp(selected + 1L, 0, last);
      case WHY -> page = page == Page.WHY ? Page.BOARD : Page.WHY;
      case HELP -> page = page == Page.HELP ? Page.BOARD : Page.HELP;
      case BACK -> page = Page.BOARD;
      case PAUSE -> paused = !paused;
      case QUIT -> done = true;
      case OTHER -> {}
    }
  }

  boolean paused() {
    return paused;
  }

  boolean done() {
    return done;
  }

  /**
   * The lines to show.
   *
   * @param notice something to say above all else; empty if nothing
   */
  List<String> lines(
      ManagerStatus status, int width, int height, long nowEpochMillis, String notice) {
    int last = Math.max(0, status.classes().size() - 1);
    selected = Math.clamp(selected, 0, last);
    int room = notice.isEmpty() ? height : height - 1;
    List<String> lines = new ArrayList<>();
    if (!notice.isEmpty()) {
      lines.add(Cell.cut(" ! " + SafeText.of(notice), width));
    }
    switch (page) {
      case BOARD ->
          lines.addAll(
              Board.render(
                  status,
                  width,
                  room,
                  new BoardOptions(ascii, styled, selected, paused, true, nowEpochMillis, zone)));
      case WHY -> lines.addAll(page(why(status, width), width, room));
      case HELP -> lines.addAll(page(HELP, width, room));
    }
    return lines;
  }

  private List<String> why(ManagerStatus status, int width) {
    if (status.classes().isEmpty()) {
      return List.of("There is no class.");
    }
    ClassStatus c = Board.ordered(status).get(selected);
    List<String> lines = new ArrayList<>();
    lines.add(SafeText.of("Why: " + c.name() + ", state " + c.state()));
    lines.add("");
    for (DecisionStatus d : status.decisions()) {
      if (d.serviceClass().equals(c.name())
          || d.changes().stream().anyMatch(change -> change.serviceClass().equals(c.name()))) {
        lines.addAll(Explanation.of(d, width - 2, zone));
        return lines;
      }
    }
    String detail = c.detail().isEmpty() ? "" : ": " + SafeText.of(c.detail());
    lines.add("Nothing was decided about it yet" + detail + ".");
    return lines;
  }

  private List<String> page(List<String> text, int width, int room) {
    List<String> lines = new ArrayList<>();
    for (String line : text) {
      if (lines.size() < room - 1) {
        lines.add(Line.cut(" " + (ascii ? Line.ascii(line) : line), width));
      }
    }
    while (lines.size() < room - 1) {
      lines.add("");
    }
    lines.add(Line.cut(" Esc back   up/down other class   q quit", width));
    return lines;
  }
}
