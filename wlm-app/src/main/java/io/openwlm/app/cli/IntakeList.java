package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.app.text.SafeText;
import io.openwlm.app.top.ClockText;
import io.openwlm.model.status.IntakeSource;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** The sources of response times as {@code wlm get intake} shows them. */
final class IntakeList {
  private IntakeList() {}

  static void print(List<IntakeSource> sources, boolean json, PrintStream out) {
    if (json) {
      out.println(json(sources));
      return;
    }
    if (sources.isEmpty()) {
      out.println("no sources: wlmd was started without --intake");
      return;
    }
    out.printf(
        Locale.ROOT,
        "%-16s %-10s %-8s %10s %6s %-8s %s%n",
        "SOURCE",
        "KIND",
        "STATE",
        "ENDED",
        "BAD",
        "LAST",
        "CLASSES");
    for (IntakeSource s : sources) {
      String last =
          s.lastEpochMillis() == 0
              ? "<none>"
              : ClockText.timeOfDay(s.lastEpochMillis(), ZoneId.systemDefault());
      out.printf(
          Locale.ROOT,
          "%-16s %-10s %-8s %10d %6d %-8s %s%n",
          SafeText.of(s.name()),
          SafeText.of(s.kind()),
          SafeText.of(s.state()),
          s.transactions(),
          s.bad(),
          last,
          SafeText.of(s.serviceClasses()));
      out.println("  " + SafeText.of(s.where() + (s.lag().isEmpty() ? "" : ", " + s.lag())));
      if (!s.lastError().isEmpty()) {
        out.println("  last error: " + SafeText.of(s.lastError()));
      }
    }
  }

  /** Sources from which nothing comes, as warnings; none from a daemon that knows of no sources. */
  static List<String> trouble(ManagerLink link) {
    try {
      return link.intake().stream()
          .filter(s -> s.state().equals("failed") || s.state().equals("silent"))
          .map(s -> "intake " + s.name() + " is " + s.state() + reason(s) + "; see: wlm get intake")
          .toList();
    } catch (CommandFailure older) {
      return List.of();
    }
  }

  private static String reason(IntakeSource s) {
    return s.state().equals("failed") ? ": " + s.lastError() : "";
  }

  private static String json(List<IntakeSource> sources) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "IntakeSourceList").name("items").array();
    for (IntakeSource s : sources) {
      json.object().field("name", s.name()).field("kind", s.kind()).field("where", s.where());
      json.field("serviceClasses", s.serviceClasses()).field("state", s.state());
      json.field("transactions", s.transactions()).field("bad", s.bad());
      json.field("lastEpochMillis", s.lastEpochMillis()).field("lag", s.lag());
      json.field("lastError", s.lastError()).endObject();
    }
    return json.endArray().endObject().toString();
  }
}
