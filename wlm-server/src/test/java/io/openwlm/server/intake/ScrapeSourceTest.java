package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScrapeSourceTest {
  private final RecordingControl control = new RecordingControl();
  private final List<String> log = new ArrayList<>();
  private HttpServer server;
  private volatile String page = "";
  private SourceTally tally;
  private ScrapeSource source;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    source = source("/metrics");
  }

  private ScrapeSource source(String path) {
    return source(path, 10_000);
  }

  private ScrapeSource source(String path, long timeoutMillis) {
    return source(path, timeoutMillis, "");
  }

  private ScrapeSource source(String path, long timeoutMillis, String gauge) {
    Selector selector =
        new Selector(
            List.of(
                new Selector.Rule("PAY", null, null, null, Map.of("uri", new Glob("/pay/**"))),
                new Selector.Rule("REST", null, null, null, Map.of())));
    tally =
        new SourceTally(new SourceTally.Kind("app", "prometheus", ""), selector, control, log::add);
    return new ScrapeSource(
        new SourceConfig.Scrape(
            "app",
            selector,
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
            "http_seconds",
            gauge,
            1e9,
            1000,
            timeoutMillis,
            Map.of("code", new Glob("2*"))),
        tally);
  }

  @AfterEach
  void close() {
    source.close();
    server.stop(0);
  }

  private static String series(String labels, int a, int b, int inf) {
    String name = "http_seconds_bucket{code=\"200\"," + labels + ",le=\"";
    return "# TYPE http_seconds histogram\n"
        + (name + "0.1\"} " + a + "\n")
        + (name + "0.5\"} " + b + ".0 1700000000000\n")
        + (name + "+Inf\"} " + inf + " # {trace_id=\"x y\"} 0.7 1.0\n")
        + "http_seconds_sum{code=\"200\"} 12\nhttp_seconds_bucket_size{le=\"9\"} 1\n";
  }

  @Test
  void takesWhatWasCountedSinceTheLookBefore() {
    page = series("uri=\"/pay/x\"", 5, 7, 7);
    source.scrape();
    assertThat(control.nanos("PAY")).isEmpty();
    page = series("uri=\"/pay/x\"", 7, 11, 12) + series("uri=\"/o\\\"{,}=\\\\\"", 1, 1, 1);
    source.scrape();
    // two below 0.1 s, two up to 0.5 s, one above: spread over their buckets
    assertThat(control.nanos("PAY"))
        .containsExactly(25_000_000L, 75_000_000L, 200_000_000L, 400_000_000L, 500_000_000L);
    assertThat(control.nanos("REST")).containsExactly(50_000_000L);
    assertThat(tally.status().bad()).isZero();
    assertThat(tally.status().state()).isEqualTo("ok");
  }

  @Test
  void aGaugeTellsHowManyWait() {
    try (ScrapeSource gauged = source("/metrics", 10_000, "http_queue")) {
      page =
          series("uri=\"/x\"", 1, 1, 1)
              + "# TYPE http_queue gauge\n"
              + "http_queue{uri=\"/pay/a\"} 3\n"
              + "http_queue{uri=\"/pay/b\"} 4\n"
              + "http_queue_max 99\n"
              + "http_queue 2 1700000000\n";
      gauged.scrape();
      assertThat(control.queued).containsOnly(Map.entry("PAY", 7L), Map.entry("REST", 2L));
      page = series("uri=\"/x\"", 1, 1, 1) + "http_queue NaN\nhttp_queue{uri=\"/pay/a\"} 1\n";
      gauged.scrape();
      assertThat(control.queued).containsOnly(Map.entry("PAY", 1L), Map.entry("REST", 0L));
      assertThat(tally.status().bad()).isZero();
      page = series("uri=\"/x\"", 1, 1, 1);
      gauged.scrape();
      assertThat(control.queued).containsOnly(Map.entry("PAY", 0L), Map.entry("REST", 0L));
      assertThat(tally.status().bad()).isEqualTo(1);
    }
  }

  @Test
  void whatASourceThatFailsOrEndsKnewCountsNoMore() {
    page = series("uri=\"/x\"", 1, 1, 1) + "http_queue 5\n";
    ScrapeSource gauged = source("/metrics", 10_000, "http_queue");
    gauged.scrape();
    gauged.close();
    assertThat(control.queued).containsOnly(Map.entry("REST", 0L));
    gauged = source("/metrics", 10_000, "http_queue");
    gauged.scrape();
    server.stop(0);
    gauged.scrape();
    assertThat(control.queued).containsOnly(Map.entry("REST", 0L));
    gauged.close();
  }

  @Test
  void aCounterThatFellHasStartedAnew() {
    page = series("uri=\"/x\"", 50, 70, 70);
    source.scrape();
    page = series("uri=\"/x\"", 2, 3, 3);
    source.scrape();
    assertThat(control.nanos("REST")).hasSize(3);
    page = series("uri=\"/x\"", 2, 3, 3);
    source.scrape();
    assertThat(control.nanos("REST")).hasSize(3);
  }

  @Test
  void passesOverOtherLabelsAndOtherBuckets() {
    page = series("uri=\"/x\"", 1, 1, 1).replace("200", "500");
    source.scrape();
    assertThat(tally.status().state()).isEqualTo("failed");
    page = series("uri=\"/x\"", 1, 1, 1);
    source.scrape();
    page = series("uri=\"/x\"", 2, 2, 2).replace("0.1", "0.2");
    source.scrape();
    assertThat(control.nanos("REST")).isEmpty();
    assertThat(tally.status().bad()).isEqualTo(1);
  }

  @Test
  void brokenLinesAreCountedAndTheRestIsUsed() {
    page = series("uri=\"/x\"", 1, 1, 1);
    source.scrape();
    page =
        series("uri=\"/x\"", 2, 2, 2)
            + "http_seconds_bucket{code=\"200\",le=\"0.1\n"
            + "http_seconds_bucket{code=\"200\",le=\"abc\"} 1\n"
            + "http_seconds_bucket{code=\"200\"} 1\n"
            + "http_seconds_bucket{code=\"200\",le=\"0.1\"} NaN\n"
            + "http_seconds_bucket{code=\"200\",le=\"0.1\"} -5\n";
    source.scrape();
    assertThat(control.nanos("REST")).hasSize(1);
    assertThat(tally.status().bad()).isEqualTo(5);
  }

  @Test
  void aFloodOfCountsIsBoundedAndTheRestCountsAsLost() {
    page = series("uri=\"/x\"", 0, 0, 0);
    source.scrape();
    page = series("uri=\"/x\"", 2_000_000_000, 2_000_000_000, 2_000_000_000);
    source.scrape();
    assertThat(control.nanos("REST")).hasSize(1_000_000);
    assertThat(control.lost()).isEqualTo(1_999_000_000);
  }

  @Test
  void followsNoRedirect() throws IOException {
    AtomicInteger reached = new AtomicInteger();
    server.createContext(
        "/secret",
        exchange -> {
          reached.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/secret");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    try (ScrapeSource redirected = source("/redirect")) {
      redirected.scrape();
    }
    assertThat(reached).hasValue(0);
    assertThat(tally.status().lastError()).isEqualTo("it answers with status 302");
  }

  @Test
  void aServerThatDribblesOrSendsWithoutEndIsLeft() throws IOException {
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 600; i++) {
              out.write('x');
              out.flush();
              Thread.sleep(50);
            }
          } catch (IOException | InterruptedException e) {
            // the other side has left
          }
        });
    server.createContext(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            byte[] much = new byte[1 << 20];
            for (int i = 0; i < 1000; i++) {
              out.write(much);
            }
          } catch (IOException e) {
            // the other side has left
          }
        });
    try (ScrapeSource slow = source("/slow", 500)) {
      slow.scrape();
    }
    assertThat(tally.status().lastError()).isEqualTo("no answer within 500ms");
    try (ScrapeSource endless = source("/endless")) {
      endless.scrape();
    }
    assertThat(tally.status().state()).isEqualTo("failed");
  }
}
