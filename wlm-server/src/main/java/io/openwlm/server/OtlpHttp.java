package io.openwlm.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.openwlm.server.intake.OtlpIntake;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The receiver of OTLP over HTTP on loopback: {@code /v1/metrics} and {@code /v1/traces}, binary or
 * JSON, plain or gzip. TCP does not say who the peer is, so everybody must show the token of a file
 * that only the daemon's user reads. Bodies and their number are bounded, also unpacked.
 */
public final class OtlpHttp implements AutoCloseable {
  static final int MAX_BODY_BYTES = 4 << 20;
  private static final int AT_ONCE = 4;
  private static final String BINARY = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore bodies = new Semaphore(AT_ONCE);
  private final TokenFile tokenFile;
  private final HttpGuard guard;
  private final OtlpIntake intake;
  private final RareLog log;

  private OtlpHttp(HttpServer server, TokenFile tokenFile, OtlpIntake intake, RareLog log) {
    this.server = server;
    this.tokenFile = tokenFile;
    this.intake = intake;
    this.log = log;
    guard = new HttpGuard(server.getAddress().getPort(), tokenFile.token());
    server.setExecutor(executor);
    server.createContext("/", this::serve);
  }

  /**
   * Opens the port and serves it until {@link #close}.
   *
   * @param loopback a loopback address; port 0 takes any free one
   * @param tokenFile where the token is written, mode 0600, in a directory of the daemon's own
   * @throws IllegalArgumentException if the address is not a loopback address
   */
  public static OtlpHttp open(
      InetSocketAddress loopback, OtlpIntake intake, Path tokenFile, Consumer<String> log)
      throws IOException {
    if (loopback.getAddress() == null || !loopback.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException("OTLP is taken on loopback only, not on " + loopback);
    }
    ReportHttp.limits();
    HttpServer server = HttpServer.create(loopback, 64);
    try {
      OtlpHttp http = new OtlpHttp(server, TokenFile.create(tokenFile), intake, new RareLog(log));
      server.start();
      return http;
    } catch (IOException | RuntimeException e) {
      server.stop(0);
      throw e;
    }
  }

  /** The port that is served. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String type = mediaType(exchange.getRequestHeaders().getFirst("Content-Type"));
      try {
        String path = exchange.getRequestURI().getRawPath();
        if (!path.equals("/v1/metrics") && !path.equals("/v1/traces")) {
          throw new HttpRefusal(404, "NOT_FOUND", "there is nothing here");
        }
        guard.checkPeer(exchange, "POST");
        if (!type.equals(BINARY) && !type.equals(JSON)) {
          throw new HttpRefusal(415, "CONTENT_TYPE", "send " + BINARY + " or " + JSON);
        }
        take(exchange, path.equals("/v1/metrics"), type.equals(JSON));
        send(exchange, 200, type, type.equals(JSON) ? "{}" : "");
      } catch (HttpRefusal e) {
        send(exchange, e.status(), "text/plain; charset=utf-8", e.getMessage() + "\n");
      } catch (RuntimeException e) {
        log.refused("an OTLP request failed: " + e, System.nanoTime());
        send(exchange, 500, "text/plain; charset=utf-8", "the daemon's log says why\n");
      }
    }
  }

  private static String mediaType(@Nullable String header) {
    String type = header == null ? "" : header.toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip();
  }

  private void take(HttpExchange exchange, boolean metrics, boolean json)
      throws IOException, HttpRefusal {
    if (!bodies.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      throw new HttpRefusal(503, "BUSY", "too many requests at one time");
    }
    try {
      byte[] body = body(exchange);
      if (metrics) {
        intake.metrics(body, json);
      } else {
        intake.traces(body, json);
      }
    } catch (IllegalArgumentException e) {
      log.refused("refused an OTLP request: " + e.getMessage(), System.nanoTime());
      throw new HttpRefusal(400, "BAD_REQUEST", String.valueOf(e.getMessage()));
    } finally {
      bodies.release();
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException, HttpRefusal {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    boolean gzip = encoding != null && encoding.equalsIgnoreCase("gzip");
    if (encoding != null && !gzip && !encoding.equalsIgnoreCase("identity")) {
      throw new HttpRefusal(415, "CONTENT_ENCODING", "send it plain or with gzip");
    }
    byte[] body;
    try (InputStream in =
        gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      body = in.readNBytes(MAX_BODY_BYTES + 1);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw new HttpRefusal(400, "BAD_REQUEST", "the body is not gzip");
    }
    if (body.length > MAX_BODY_BYTES) {
      throw new HttpRefusal(413, "TOO_LONG", "a body may have " + MAX_BODY_BYTES + " bytes");
    }
    return body;
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (status == 413) {
      exchange.getResponseHeaders().set("Connection", "close"); // the rest is not wanted
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Stops serving and removes the token file. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    executor.shutdownNow();
    tokenFile.remove();
  }
}
