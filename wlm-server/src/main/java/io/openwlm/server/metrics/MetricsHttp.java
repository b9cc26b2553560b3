package io.openwlm.server.metrics;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The metrics over loopback HTTP, for Prometheus: GET {@code /metrics} and nothing else. A name
 * that a foreign DNS server bound to loopback and pages of other sites are refused; any local user
 * may read, as with {@code wlm status}.
 */
public final class MetricsHttp implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> hosts;
  private final Function<@Nullable String, ManagerMetrics.Page> pages;

  private MetricsHttp(HttpServer server, Function<@Nullable String, ManagerMetrics.Page> pages) {
    this.server = server;
    this.pages = pages;
    int port = server.getAddress().getPort();
    hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
    server.setExecutor(executor);
    server.createContext("/", this::serve);
  }

  /**
   * Opens the port and serves it until {@link #close}.
   *
   * @param loopback a loopback address; port 0 takes any free one
   * @param pages the page for an Accept header, null if the request has none
   * @throws IllegalArgumentException if the address is not a loopback address
   */
  public static MetricsHttp open(
      InetSocketAddress loopback, Function<@Nullable String, ManagerMetrics.Page> pages)
      throws IOException {
    if (loopback.getAddress() == null || !loopback.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("metrics are served on loopback only, not " + loopback);
    }
    limit("sun.net.httpserver.maxReqTime", "10");
    limit("sun.net.httpserver.maxRspTime", "10");
    limit("sun.net.httpserver.idleInterval", "30");
    limit("sun.net.httpserver.maxReqHeaders", "50");
    limit("sun.net.httpserver.maxReqHeaderSize", "16384");
    limit("jdk.httpserver.maxConnections", "64");
    MetricsHttp http = new MetricsHttp(HttpServer.create(loopback, 16), pages);
    http.server.start();
    return http;
  }

  /** The JDK's server takes its limits from system properties, once; what is set stays. */
  private static void limit(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** The port that is served. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Headers in = exchange.getRequestHeaders();
      List<String> host = in.getOrDefault("Host", List.of());
      String site = in.getFirst("Sec-Fetch-Site");
      boolean foreign =
          host.size() != 1
              || !hosts.contains(host.getFirst().toLowerCase(Locale.ROOT))
              || in.containsKey("Origin")
              || (site != null && !site.equals("none") && !site.equals("same-origin"));
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (foreign) {
        refuse(exchange, 403, "this server answers on loopback names only");
      } else if (!exchange.getRequestURI().getPath().equals("/metrics")) {
        refuse(exchange, 404, "there is only /metrics here");
      } else if (!head && !exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        refuse(exchange, 405, "only GET is served here");
      } else {
        ManagerMetrics.Page page = pages.apply(in.getFirst("Accept"));
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        send(exchange, 200, page.contentType(), body, head);
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.US_ASCII);
    send(exchange, status, "text/plain; charset=utf-8", body, false);
  }

  private static void send(
      HttpExchange exchange, int status, String type, byte[] body, boolean head)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
