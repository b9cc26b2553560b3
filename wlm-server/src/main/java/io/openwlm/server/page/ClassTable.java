package io.openwlm.server.page;

import io.openwlm.model.explain.Explanation;
import io.openwlm.model.explain.NumberText;
import io.openwlm.model.explain.SettingText;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Classes in the order in which they are helped: by importance, then as the definition has them.
 */
final class ClassTable {
  static final int MAX_ROWS = 200;
  private static final int DISCRETIONARY = 6;
  private static final int COLUMNS = 7;

  private ClassTable() {}

  static void of(Html h, ManagerStatus s) {
    h.mark("<section><h2><a href=\"" + Links.CLASSES + "\">Service classes</a></h2>");
    if (s.classes().isEmpty()) {
      h.mark("<p class=\"muted\">The policy in force has no service classes.</p></section>");
      return;
    }
    h.mark("<table class=\"classes\"><thead><tr><th>Class</th><th>Performance index</th>");
    h.mark("<th>Goal</th><th>Achieved</th><th>Where the time goes</th><th class=\"n\">Weight</th>");
    h.mark("<th>Last action</th></tr></thead>");
    List<ClassStatus> sorted =
        s.classes().stream().sorted(Comparator.comparingInt(ClassStatus::importance)).toList();
    int importance = 0;
    for (ClassStatus c : sorted.subList(0, Math.min(MAX_ROWS, sorted.size()))) {
      if (c.importance() != importance) {
        h.mark(importance == 0 ? "<tbody>" : "</tbody><tbody>");
        importance = c.importance();
        h.mark("<tr class=\"importance\"><th colspan=\"" + COLUMNS + "\">");
        h.text(importance == DISCRETIONARY ? "Discretionary" : "Importance " + importance);
        h.mark("</th></tr>");
      }
      row(h, c, s);
    }
    h.mark("</tbody></table>");
    if (sorted.size() > MAX_ROWS) {
      h.mark("<p class=\"muted\">").text(sorted.size() - MAX_ROWS + " more: ");
      h.mark("<a href=\"" + Links.CLASSES + "\">all classes</a></p>");
    }
    h.mark("</section>");
  }

  private static void row(Html h, ClassStatus c, ManagerStatus s) {
    String link = Links.serviceClass(c.name());
    boolean judged = c.importance() != DISCRETIONARY;
    h.mark("<tr class=\"").mark(Pi.grade(judged ? c.performanceIndex() : null)).mark("\">");
    h.mark("<th scope=\"row\" data-label=\"Class\"><a").attribute("href", link).mark(">");
    h.text(c.name()).mark("</a><small>").text(c.state()).mark("</small></th>");
    h.mark("<td data-label=\"Performance index\">");
    if (c.importance() == DISCRETIONARY) {
      h.mark("<span class=\"muted\">no goal to miss</span></td>");
    } else {
      h.mark("<span class=\"index\">").text(NumberText.index(c.performanceIndex()));
      h.mark("</span> <span class=\"word\">").text(Pi.word(c.performanceIndex())).mark("</span>");
      Pi.bar(h, c.performanceIndex());
      h.mark("</td>");
    }
    cell(h, "Goal", c.goal(), "");
    cell(h, "Achieved", c.achieved(), c.performanceIndex() == null ? c.detail() : c.evidence());
    h.mark("<td data-label=\"Where the time goes\">");
    DelayBar.of(h, c);
    h.mark("</td><td class=\"n\" data-label=\"Weight\">");
    h.text(c.weight() == 0 ? "\u2013" : Integer.toString(c.weight()));
    if (c.previousWeight() != 0 && c.previousWeight() != c.weight()) {
      h.mark("<small>was ").text(Integer.toString(c.previousWeight())).mark("</small>");
    }
    h.mark("</td>");
    action(h, c, s);
    h.mark("</tr>");
  }

  private static void cell(Html h, String label, String value, String more) {
    h.mark("<td").attribute("data-label", label).mark(">").text(value);
    if (!more.isEmpty()) {
      h.mark("<small>").text(more).mark("</small>");
    }
    h.mark("</td>");
  }

  private static void action(Html h, ClassStatus c, ManagerStatus s) {
    h.mark("<td data-label=\"Last action\">");
    Optional<DecisionStatus> last =
        s.decisions().stream().filter(d -> changeOf(c, d).isPresent()).findFirst();
    if (last.isPresent()) {
      DecisionStatus d = last.get();
      DecisionStatus.Change change = changeOf(c, d).orElseThrow();
      h.mark("<a").attribute("href", Links.decision(d.id())).mark(">");
      h.text(
              DecisionTable.would(d)
                  + change.setting()
                  + " "
                  + SettingText.change(change, " \u2192 "))
          .mark("</a><small>");
      h.text(Explanation.meaning(change.reason())).mark("</small>");
    } else if (c.lastAction().isEmpty()) {
      h.mark("<span class=\"muted\">none</span>");
    } else {
      h.text(c.lastAction());
    }
    h.mark("</td>");
  }

  private static Optional<DecisionStatus.Change> changeOf(ClassStatus c, DecisionStatus d) {
    return d.changes().stream().filter(x -> x.serviceClass().equals(c.name())).findFirst();
  }
}
