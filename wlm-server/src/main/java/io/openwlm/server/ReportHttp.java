package io.openwlm.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.ManagerControl.ReportAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Reports and status over loopback HTTP, for programs that cannot speak to a Unix-domain socket.
 * TCP does not say who the peer is, so everybody must show the token of a file that only the
 * daemon's user reads; who can read it counts as that user, but cannot change the machine here.
 */
public final class ReportHttp implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_SMALL_BODY_BYTES = LineReader.SMALL_BYTES;
  private static final long LONG_BODY_BYTES = 8 << 20;

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final TokenFile tokenFile;
  private final HttpGuard guard;
  private final Operations operations;
  private final LineBudget budget = new LineBudget(LONG_BODY_BYTES);
  private final Peer peer =
      new Peer(Printable.line(System.getProperty("user.name", "?"), 64), false);

  private ReportHttp(HttpServer server, TokenFile tokenFile, Operations operations) {
    this.server = server;
    this.tokenFile = tokenFile;
    this.operations = operations;
    guard = new HttpGuard(server.getAddress().getPort(), tokenFile.token());
    server.setExecutor(executor);
    server.createContext("/", exchange -> serve(exchange));
  }

  /**
   * Opens the port and serves it until {@link #close}.
   *
   * @param loopback a loopback address; port 0 takes any free one
   * @param tokenFile where the token is written, mode 0600, in a directory of the daemon's own
   * @param log takes one line of printable text; called by any thread
   * @throws IllegalArgumentException if the address is not a loopback address
   */
  public static ReportHttp open(
      InetSocketAddress loopback, ManagerControl control, Path tokenFile, Consumer<String> log)
      throws IOException {
    if (loopback.getAddress() == null || !loopback.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "reports over HTTP are taken on loopback only, not on " + loopback);
    }
    limits();
    HttpServer server = HttpServer.create(loopback, 64);
    try {
      Operations operations = new Operations(control, new RareLog(log));
      ReportHttp http = new ReportHttp(server, TokenFile.create(tokenFile), operations);
      server.start();
      return http;
    } catch (IOException | RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /** What one client may take of every HTTP server of this process. */
  static void limits() {
    limit("sun.net.httpserver.maxReqTime", "10");
    limit("sun.net.httpserver.maxRspTime", "10");
    limit("sun.net.httpserver.idleInterval", "30");
    limit("sun.net.httpserver.maxReqHeaders", "50");
    limit("sun.net.httpserver.maxReqHeaderSize", "16384");
    limit("jdk.httpserver.maxConnections", "64");
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
      try {
        byte[] answer =
            switch (exchange.getRequestURI().getRawPath()) {
              case "/v1/report" -> {
                guard.check(exchange, "POST");
                yield report(exchange);
              }
              case "/v1/status" -> {
                guard.check(exchange, "GET");
                yield operations.answer(Op.STATUS, new Request(), peer);
              }
              default -> throw new HttpRefusal(404, "NOT_FOUND", "there is nothing here");
            };
        send(exchange, 200, "application/json", answer);
      } catch (HttpRefusal e) {
        send(exchange, e.status(), "application/problem+json", problem(e));
      } catch (RuntimeException e) {
        operations.failed(e);
        HttpRefusal refusal = new HttpRefusal(500, "INTERNAL", "the daemon's log says why");
        send(exchange, refusal.status(), "application/problem+json", problem(refusal));
      }
    }
  }

  private byte[] report(HttpExchange exchange) throws IOException, HttpRefusal {
    int borrowed = MAX_BODY_BYTES - MAX_SMALL_BODY_BYTES;
    try (InputStream in = exchange.getRequestBody()) {
      byte[] small = in.readNBytes(MAX_SMALL_BODY_BYTES);
      if (small.length < MAX_SMALL_BODY_BYTES) {
        return count(small, small.length);
      }
      if (!budget.take(borrowed)) {
        throw new HttpRefusal(503, "BUSY", "too many long requests at one time");
      }
      try {
        byte[] body = new byte[MAX_BODY_BYTES + 1];
        System.arraycopy(small, 0, body, 0, small.length);
        int length = small.length + in.readNBytes(body, small.length, body.length - small.length);
        if (length > MAX_BODY_BYTES) {
          throw new HttpRefusal(413, "TOO_LONG", "a request may have " + MAX_BODY_BYTES + " bytes");
        }
        return count(body, length);
      } finally {
        budget.giveBack(borrowed);
      }
    }
  }

  private byte[] count(byte[] body, int length) throws HttpRefusal {
    Request request = new Request();
    ReportAnswer answer;
    try {
      request.parse(body, 0, length, Op.REPORT);
      if (request.inFlight() != 0 || request.tellsQueued()) {
        throw new BadRequest("work in flight is reported over the socket: HTTP has no reporter");
      }
      answer = operations.report(request, 0, peer, Operations.room());
    } catch (BadRequest e) {
      throw new HttpRefusal(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
    }
    String name = Printable.line(request.serviceClass(), 64);
    return switch (answer) {
      case ACCEPTED -> operations.answer(answer, request, peer);
      case UNKNOWN_CLASS ->
          throw new HttpRefusal(404, "UNKNOWN_CLASS", "no service class \"" + name + "\"");
      case NOT_PERMITTED ->
          throw new HttpRefusal(
              403, "NOT_PERMITTED", "user " + peer.user() + " may not report for \"" + name + "\"");
    };
  }

  private static byte[] problem(HttpRefusal refusal) {
    StringBuilder json = new StringBuilder("{\"type\":\"about:blank\",\"status\":");
    json.append(refusal.status()).append(",\"code\":");
    JsonText.quote(json, refusal.code()).append(",\"detail\":");
    JsonText.quote(json, String.valueOf(refusal.getMessage())).append("}\n");
    return json.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (status == 413) {
      // the rest of the body is not wanted
      exchange.getResponseHeaders().set("Connection", "close");
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops serving and removes the token file. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    executor.shutdownNow();
    tokenFile.remove();
  }
}
