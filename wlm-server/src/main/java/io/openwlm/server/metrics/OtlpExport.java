package io.openwlm.server.metrics;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends all metrics to one OTLP collector over HTTP, from a thread of its own, at even times. What
 * could not be sent is not kept: totals are cumulative, so the next export has it. Redirects and
 * proxies are not followed. Only the first failure in a row is logged.
 */
public final class OtlpExport implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 << 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Target target;
  private final Supplier<byte[]> request;
  private final Consumer<String> log;
  private final HttpClient client;
  private final LongAdder exports = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  /**
   * Where to, and how often.
   *
   * @param url of the collector, whole: {@code http://127.0.0.1:4318/v1/metrics}
   * @param everyMillis 100 ms to 1 h
   * @param headers sent with each export, for example a key
   */
  public record Target(URI url, long everyMillis, Map<String, String> headers) {
    public static final long MIN_MILLIS = 100;
    public static final long MAX_MILLIS = 3_600_000;
    private static final int MAX_HEADERS = 20;

    /**
     * A target from what an operator wrote.
     *
     * @param headerFile lines {@code name: value}; null for none
     * @throws IllegalArgumentException if anything is wrong; the message says what
     */
    public static Target of(String url, long everyMillis, @Nullable Path headerFile)
        throws IOException {
      URI uri;
      try {
        uri = URI.create(url);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("no URL: " + url, e);
      }
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "the URL has the form http[s]://HOST:PORT/v1/metrics: " + url);
      }
      if (everyMillis < MIN_MILLIS || everyMillis > MAX_MILLIS) {
        throw new IllegalArgumentException("metrics are exported every 100ms to 1h");
      }
      return new Target(uri, everyMillis, headerFile == null ? Map.of() : headers(headerFile));
    }

    private static Map<String, String> headers(Path file) throws IOException {
      Map<String, String> headers = new TreeMap<>();
      for (String line : Files.readString(file, StandardCharsets.US_ASCII).split("\n", -1)) {
        int colon = line.indexOf(':');
        if (line.isBlank()) {
          continue;
        }
        if (colon < 1 || headers.size() >= MAX_HEADERS) {
          // The line may hold a key: it is not shown.
          throw new IllegalArgumentException(
              file + " has lines NAME: VALUE, at most " + MAX_HEADERS);
        }
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
      return headers;
    }

    /** Without the values of the headers. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%s every %d ms with headers %s", url, everyMillis, headers.keySet());
    }
  }

  private OtlpExport(Target target, Supplier<byte[]> request, Consumer<String> log) {
    this.target = target;
    this.request = request;
    this.log = log;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .connectTimeout(TIMEOUT)
            .build();
    thread = Thread.ofVirtual().name("wlm-otlp-export").unstarted(this::work);
  }

  /**
   * Begins to export.
   *
   * @param request makes the body of an export; called by any thread
   * @param log takes one line
   */
  public static OtlpExport start(Target target, Supplier<byte[]> request, Consumer<String> log) {
    OtlpExport export = new OtlpExport(target, request, log);
    export.thread.start();
    return export;
  }

  private void work() {
    long next = System.nanoTime();
    while (!closed) {
      send();
      next = Math.max(next + target.everyMillis * 1_000_000, System.nanoTime());
      for (long left = next - System.nanoTime();
          left > 0 && !closed;
          left = next - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  private void send() {
    String problem = null;
    try {
      HttpRequest.Builder post =
          HttpRequest.newBuilder(target.url)
              .timeout(TIMEOUT)
              .header("Content-Type", "application/x-protobuf")
              .POST(BodyPublishers.ofByteArray(request.get()));
      target.headers.forEach(post::header);
      int status =
          client
              .send(
                  post.build(), BodyHandlers.limiting(BodyHandlers.discarding(), MAX_ANSWER_BYTES))
              .statusCode();
      problem = status >= 200 && status < 300 ? null : "it answers with status " + status;
    } catch (IOException e) {
      problem = e instanceof java.net.ConnectException ? "connection refused" : "" + e.getMessage();
    } catch (IllegalArgumentException e) {
      problem = "a header is not allowed";
    } catch (InterruptedException e) {
      closed = true;
    }
    if (!closed) {
      count(problem);
    }
  }

  private void count(@Nullable String problem) {
    exports.increment();
    if (problem != null) {
      failures.increment();
      if (!failing) {
        log.accept("WLM0327W OTLP export to " + target.url + ": " + problem);
      }
    } else if (failing) {
      log.accept("WLM0328I OTLP export to " + target.url + " works again");
    }
    failing = problem != null;
  }

  /** What a scrape shows of it. */
  public void tell(Families out) {
    out.put(Metric.OTLP_EXPORTS, exports.sum());
    out.put(Metric.OTLP_EXPORT_FAILURES, failures.sum());
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    client.shutdownNow();
  }
}
