package io.openwlm.app.top;

import io.openwlm.app.text.SafeText;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Pages of text behind the board: help, and the explanation of a class. Pure. */
final class BoardPages {
  static final List<String> HELP =
      List.of(
          "Keys",
          "  up down  j k     select a class or decision; PgUp PgDn ten of them",
          "  w  Enter         why: where it waits, and the last decision about it, explained",
          "  1  8             screens: service classes, decisions",
          "  /  F3            search       \\  F4  filter; !text shows what does not have it",
          "  F6               next order   c CPU  m memory  i I/O  t processes  P PI  I inverted",
          "  Space            stand still, go on",
          "  ,  .             one interval back, forward (records); @ go to a time",
          "  ?                this help    Esc  back, no filter    q  quit",
          "Columns",
          "  IM       importance, 1 is the highest; - is discretionary",
          "  PI       performance index: 1 is the goal exactly met, above 1 (!) is missed",
          "  HISTORY  lower half of the height: met; upper half: missed; a dot: no data",
          "  %CPU     of one CPU",
          "  WEIGHT   share of the CPU among its siblings, before>now",
          "  DELAY    where it waits most: cpu (for a CPU), cap (its own limit), psi (pressure)",
          "  EVIDENCE what the index rests on, and how sure it is");

  private BoardPages() {}

  /** Why a class is as it is: its delays, and the last decision about it. */
  static List<String> why(ClassStatus c, ManagerStatus status, int width, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    lines.add(SafeText.of("Why: " + c.name() + ", state " + c.state()));
    lines.add("");
    lines.addAll(DelayBars.of(c));
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

  /** A text with the line of keys below it. */
  static List<String> page(List<String> text, int width, int room, boolean ascii) {
    List<String> lines = new ArrayList<>();
    for (String line : text) {
      if (lines.size() < room - 1) {
        lines.add(Line.cut(" " + (ascii ? Line.ascii(line) : line), width));
      }
    }
    while (lines.size() < room - 1) {
      lines.add("");
    }
    lines.add(Line.cut(" Esc back   up/down other one   q quit", width));
    return lines;
  }
}
