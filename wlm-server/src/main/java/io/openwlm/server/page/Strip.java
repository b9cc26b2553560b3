package io.openwlm.server.page;

import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.model.explain.NumberText;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The strip at the head: where this is, what is in force, and how bad the worst is. */
final class Strip {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Strip() {}

  static void of(
      Html h,
      ManagerStatus s,
      Activation active,
      Optional<ClassStatus> worst,
      double cycleAgeSeconds) {
    h.mark("<header><div class=\"brand\"><b>OpenWLM</b> <span class=\"host\">").text(s.host());
    h.mark("</span></div><p class=\"mode ").mark(s.enforcing() ? "on" : "off").mark("\">");
    h.mark(s.enforcing() ? "ENFORCING" : "OBSERVING").mark("<small>");
    h.mark(s.enforcing() ? "weights are set" : "nothing is written").mark("</small></p>");
    h.mark("<dl>");
    item(
        h, "Policy", Links.POLICY, active.policy(), active.definition() + " r" + active.revision());
    item(
        h,
        "In force since",
        Links.POLICY,
        TIME.format(Instant.ofEpochMilli(active.atEpochMillis())),
        "by " + active.byUser());
    String index =
        worst
            .map(c -> NumberText.index(c.performanceIndex()) + " " + c.name())
            .orElse("none measured");
    String goals =
        worst
            .map(c -> Pi.word(c.performanceIndex()) + ", importance " + c.importance())
            .orElse("importance 1 and 2");
    item(h, "Worst PI, importance 1\u20132", Links.STATUS, index, goals);
    item(
        h,
        "Last cycle",
        Links.STATUS,
        String.format(Locale.ROOT, "%.1f s ago", cycleAgeSeconds),
        "interval " + s.intervals() + ", every " + seconds(s.adjustmentMillis()) + " s");
    h.mark("</dl></header>");
    warnings(h, s, active);
  }

  private static void item(Html h, String name, String link, String value, String more) {
    h.mark("<div><dt>").text(name).mark("</dt><dd><a").attribute("href", link).mark(">");
    h.text(value).mark("</a><small>").text(more).mark("</small></dd></div>");
  }

  private static void warnings(Html h, ManagerStatus s, Activation active) {
    Long back = active.rollsBackAtEpochMillis();
    if (s.warnings().isEmpty() && back == null) {
      return;
    }
    h.mark("<section class=\"warnings\"><h2>Warnings</h2><ul>");
    if (back != null) {
      h.mark("<li>not confirmed: rolls back at ").text(TIME.format(Instant.ofEpochMilli(back)));
      h.mark("</li>");
    }
    for (String warning : s.warnings()) {
      h.mark("<li>").text(warning).mark("</li>");
    }
    h.mark("</ul></section>");
  }

  static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis)).substring(11, 19);
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1e3);
  }
}
