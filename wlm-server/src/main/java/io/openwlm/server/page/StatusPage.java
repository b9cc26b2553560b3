package io.openwlm.server.page;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The page at {@code /}: status strip, classes, decisions. It asks for nothing but its style sheet
 * and works without scripts.
 */
public final class StatusPage {
  private static final String TYPE = "text/html; charset=utf-8";
  private static final int REFRESH_SECONDS = 10;

  private final ManagerControl manager;
  private final PolicyControl policies;
  private final Function<ManagerStatus, Double> cycleAgeSeconds;

  /**
   * @param cycleAgeSeconds how old a picture of the manager is
   */
  public StatusPage(
      ManagerControl manager,
      PolicyControl policies,
      Function<ManagerStatus, Double> cycleAgeSeconds) {
    this.manager = manager;
    this.policies = policies;
    this.cycleAgeSeconds = cycleAgeSeconds;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/", _ -> Answer.bytes(TYPE, text().getBytes(StandardCharsets.UTF_8))),
        Route.open("GET", "/style.css", _ -> Answer.bytes("text/css", style())));
  }

  static byte[] style() {
    try (InputStream in = StatusPage.class.getResourceAsStream("style.css")) {
      if (in == null) {
        throw new IllegalStateException("the jar has no style.css");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void head(Html h, String title, boolean refresh) {
    h.mark("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    h.mark("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    h.mark("<meta name=\"color-scheme\" content=\"light dark\">");
    if (refresh) {
      h.mark("<meta http-equiv=\"refresh\" content=\"" + REFRESH_SECONDS + "\">");
    }
    h.mark("<title>").text(title).mark("</title>");
    h.mark("<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/style.css\">");
    h.mark("</head><body>");
  }

  String text() {
    ManagerStatus s = manager.status();
    Optional<ClassStatus> worst =
        s.classes().stream()
            .filter(c -> c.importance() <= 2 && c.performanceIndex() != null)
            .max(Comparator.comparing(ClassStatus::performanceIndex));
    Html h = new Html();
    head(h, s.host() + " \u00b7 OpenWLM", true);
    Strip.of(h, s, policies.active(), worst, cycleAgeSeconds.apply(s));
    h.mark("<main>");
    ClassTable.of(h, s);
    BudgetTable.of(h, manager.tokens().budgets());
    DecisionTable.of(h, s);
    h.mark("</main><footer>Picture of ").text(Strip.time(s.atEpochMillis()));
    h.mark(" UTC, every " + REFRESH_SECONDS + " s a new one \u00b7 ");
    h.mark("PI 1 is a goal exactly met, above 1 it is missed \u00b7 ");
    h.mark("<a href=\"/api/v1/openapi.yaml\">API</a> \u00b7 version ").text(s.version());
    h.mark("</footer></body></html>\n");
    return h.toString();
  }
}
