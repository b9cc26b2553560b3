package io.openwlm.server.page;

import io.openwlm.server.http.Answer;
import io.openwlm.server.http.Call;
import io.openwlm.server.http.HttpProblem;
import io.openwlm.server.http.Route;
import io.openwlm.server.http.Sessions;
import io.openwlm.server.http.SiteCheck;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * How a browser on TCP begins a session: it shows the token once. The session may read and nothing
 * else.
 */
public final class LoginPage {
  private static final int MAX_BODY = 1024;
  private static final String FIELD = "token=";

  private final Sessions sessions;

  public LoginPage(Sessions sessions) {
    this.sessions = sessions;
  }

  public List<Route> routes() {
    return List.of(
        Route.open("GET", "/session", _ -> page(200, "")),
        Route.open("POST", "/session", this::begin));
  }

  private Answer begin(Call call) {
    if (!SiteCheck.type(call.exchange()).equals("application/x-www-form-urlencoded")) {
      throw new HttpProblem(415, "CONTENT_TYPE", "this takes the form of GET /session only");
    }
    String body = new String(call.exchange().body(MAX_BODY), StandardCharsets.US_ASCII);
    String token =
        body.startsWith(FIELD)
            ? URLDecoder.decode(body.substring(FIELD.length()), StandardCharsets.UTF_8)
            : "";
    String cookie = sessions.begin(token.strip());
    if (cookie == null) {
      return page(403, "That is not the token.");
    }
    return new Answer.Whole(
        303, "text/plain", new byte[0], Map.of("Location", "/", "Set-Cookie", cookie));
  }

  private static Answer page(int status, String message) {
    Html h = new Html();
    StatusPage.head(h, "OpenWLM", false);
    h.mark("<main class=\"login\"><h1>OpenWLM</h1><p>").text(message).mark("</p>");
    h.mark("<form method=\"post\" action=\"/session\"><label for=\"token\">Token</label>");
    h.mark("<input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"off\" required>");
    h.mark("<button>Show status</button></form>");
    h.mark("<p class=\"muted\">It is in <code>api.token</code> in the daemon\u2019s state");
    h.mark(" directory. A session may read and change nothing.</p></main></body></html>\n");
    return new Answer.Whole(
        status,
        "text/html; charset=utf-8",
        h.toString().getBytes(StandardCharsets.UTF_8),
        Map.of());
  }
}
