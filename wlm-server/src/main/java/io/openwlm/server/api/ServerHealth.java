package io.openwlm.server.api;

import io.openwlm.server.api.view.ServerReport;
import io.openwlm.server.api.view.ServerView;
import io.openwlm.server.http.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Health that servers, or those who watch them, report: 0 to 100, as with IWM4HLTH of z/OS. A
 * server has several reporters; the least health counts, and a report that is not renewed ends.
 * Kept in memory, at most {@value #MAX_SERVERS} servers with {@value #MAX_REPORTERS} reporters
 * each.
 */
final class ServerHealth {
  static final int FULL = 100;
  private static final int MAX_SERVERS = 1000;
  private static final int MAX_REPORTERS = 16;

  private final LongSupplier nanos;
  private final LongSupplier epochMillis;
  private final Map<String, Map<String, Report>> servers = new TreeMap<>();

  private record Report(
      String reporter, String user, int health, long atEpochMillis, long endNanos) {}

  ServerHealth(LongSupplier nanos, LongSupplier epochMillis) {
    this.nanos = nanos;
    this.epochMillis = epochMillis;
  }

  /** Takes a report; the same reporter of the same user replaces its last one. */
  synchronized ServerView report(
      String server, String reporter, String user, int health, long expiresInSeconds) {
    forgetOld();
    Map<String, Report> reports = servers.get(server);
    if (reports == null) {
      if (servers.size() >= MAX_SERVERS) {
        throw new HttpProblem(429, "TOO_MANY_SERVERS", "there are " + MAX_SERVERS + " already");
      }
      reports = new LinkedHashMap<>();
      servers.put(server, reports);
    }
    String key = user + "/" + reporter;
    if (!reports.containsKey(key) && reports.size() >= MAX_REPORTERS) {
      throw new HttpProblem(
          429, "TOO_MANY_REPORTERS", "the server has " + MAX_REPORTERS + " reporters already");
    }
    long end = nanos.getAsLong() + expiresInSeconds * 1_000_000_000;
    reports.put(key, new Report(reporter, user, health, epochMillis.getAsLong(), end));
    return view(server, reports);
  }

  synchronized List<ServerView> servers() {
    forgetOld();
    List<ServerView> views = new ArrayList<>();
    servers.forEach((id, reports) -> views.add(view(id, reports)));
    return views;
  }

  private void forgetOld() {
    long now = nanos.getAsLong();
    servers.values().forEach(reports -> reports.values().removeIf(r -> r.endNanos() - now <= 0));
    servers.values().removeIf(Map::isEmpty);
  }

  private ServerView view(String id, Map<String, Report> reports) {
    long now = nanos.getAsLong();
    int least = reports.values().stream().mapToInt(Report::health).min().orElse(FULL);
    return new ServerView(
        id,
        least,
        reports.values().stream()
            .map(r ->
                new ServerReport(
                    r.reporter(),
                    r.user(),
                    r.health(),
                    Times.of(r.atEpochMillis()),
                    (r.endNanos() - now) / 1e9))
            .toList());
  }
}
