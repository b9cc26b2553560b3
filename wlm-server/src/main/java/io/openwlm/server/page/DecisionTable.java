package io.openwlm.server.page;

import io.openwlm.model.explain.Explanation;
import io.openwlm.model.explain.NumberText;
import io.openwlm.model.explain.SettingText;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import java.util.List;

/** The last decisions, newest first, each with its reason in words. */
final class DecisionTable {
  private static final int MAX_ROWS = 12;

  private DecisionTable() {}

  static void of(Html h, ManagerStatus s) {
    h.mark("<section><h2><a href=\"" + Links.DECISIONS + "\">Last decisions</a></h2>");
    if (s.decisions().isEmpty()) {
      h.mark("<p class=\"muted\">None yet: the first interval has not been judged.</p></section>");
      return;
    }
    h.mark("<ol class=\"decisions\">");
    List<DecisionStatus> newest = s.decisions();
    for (DecisionStatus d : newest.subList(0, Math.min(MAX_ROWS, newest.size()))) {
      row(h, d);
    }
    h.mark("</ol></section>");
  }

  private static void row(Html h, DecisionStatus d) {
    h.mark("<li><a").attribute("href", Links.decision(d.id())).mark(">");
    h.text(Strip.time(d.atEpochMillis())).mark("</a> <span class=\"act\">").text(d.act());
    h.mark("</span> <b>").text(d.serviceClass().isEmpty() ? "all classes" : d.serviceClass());
    h.mark("</b> <span class=\"what\">");
    if (d.performanceIndex() != null) {
      h.text("PI " + NumberText.index(d.performanceIndex()) + ", ");
    }
    h.text(Explanation.meaning(d.reason())).mark("</span>");
    if (!d.changes().isEmpty()) {
      DecisionStatus.Change first = d.changes().getFirst();
      h.mark("<small>").text(would(d) + first.serviceClass() + " " + first.setting() + " ");
      h.text(SettingText.change(first, " \u2192 "));
      int others = d.changes().size() - 1;
      h.text(others == 0 ? "" : ", and " + others + (others == 1 ? " other" : " others"));
      h.mark("</small>");
    }
    h.mark("</li>");
  }

  /** What was only observed is not told as if it had been done. */
  static String would(DecisionStatus d) {
    boolean observed =
        !d.writes().isEmpty()
            && d.writes().stream().allMatch(w -> w.result().equals("OBSERVE_ONLY"));
    return observed ? "would, if it enforced: " : "";
  }
}
