package io.openwlm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.openwlm.server.metrics.OtlpExport.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector of our own takes what is exported and looks at it with the published schema. */
class OtlpExportTest {
  @TempDir Path directory;
  private final ManagerMetrics metrics = new ManagerMetrics("1.2.3");
  private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(1000);
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<String> log = new ArrayBlockingQueue<>(1000);
  private HttpServer collector;

  private record Received(String path, String type, String key, byte[] body) {}

  @BeforeEach
  void listen() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    collector.createContext(
        "/",
        exchange -> {
          received.add(
              new Received(
                  exchange.getRequestURI().getPath(),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")),
                  exchange.getRequestBody().readAllBytes()));
          Integer status = answers.poll();
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status == null ? 200 : status, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void close() {
    collector.stop(0);
    metrics.close();
  }

  @Test
  void everyMetricOfThePageArrivesWithItsValue() throws Exception {
    metrics.accept(
        Records.of(
            Records.definition("A: { response-time: 100ms, percentile: 90 }"), List.of(), 40, 900));
    try (OtlpExport export = start(null)) {
      assertThat(export).isNotNull();
      Received first = next();
      assertThat(first.path()).isEqualTo("/v1/metrics");
      assertThat(first.type()).isEqualTo("application/x-protobuf");
      var resource = ExportMetricsServiceRequest.parseFrom(first.body()).getResourceMetrics(0);
      assertThat(resource.getResource().getAttributesList().toString())
          .contains("service.name", "wlmd", "1.2.3");
      Map<String, Double> values = new HashMap<>();
      Map<String, HistogramDataPoint> histograms = new HashMap<>();
      for (var metric : resource.getScopeMetrics(0).getMetricsList()) {
        if (metric.hasSum()) {
          assertThat(metric.getSum().getIsMonotonic()).isTrue();
          assertThat(metric.getSum().getAggregationTemporality())
              .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
        }
        metric
            .getSum()
            .getDataPointsList()
            .forEach(p -> {
              assertThat(p.getStartTimeUnixNano())
                  .isPositive()
                  .isLessThanOrEqualTo(p.getTimeUnixNano());
              values.merge(metric.getName() + "_total", p.getAsDouble(), Double::sum);
            });
        metric
            .getGauge()
            .getDataPointsList()
            .forEach(p -> values.merge(metric.getName(), p.getAsDouble(), Double::sum));
        metric.getHistogram().getDataPointsList().forEach(p -> histograms.put(metric.getName(), p));
      }
      Map<String, Double> page = page();
      assertThat(page).hasSizeGreaterThan(10);
      page.forEach(
          (name, value) -> assertThat(values.getOrDefault(name, -1.0)).as(name).isEqualTo(value));
      assertThat(histograms).isNotEmpty();
      histograms
          .values()
          .forEach(h -> {
            assertThat(h.getBucketCountsCount()).isEqualTo(h.getExplicitBoundsCount() + 1);
            assertThat(h.getBucketCountsList().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(h.getCount());
          });
    }
  }

  /** Sums over all series of counters and gauges, as Prometheus gets them. */
  private Map<String, Double> page() {
    Map<String, Double> sums = new HashMap<>();
    for (String line : metrics.page(null, null, () -> true).body().split("\n")) {
      String name = line.split("[{ ]", 2)[0];
      boolean histogram = name.matches(".*_(bucket|sum|count)");
      if (!line.startsWith("#") && !histogram && !line.isBlank()) {
        sums.merge(
            name, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
      }
    }
    return sums;
  }

  @Test
  void aCollectorThatFailsIsToldOfOnceAndTriedAgain() throws Exception {
    answers.addAll(List.of(503, 302, 500));
    try (OtlpExport export = start(null)) {
      for (int i = 0; i < 4; i++) {
        assertThat(next().path()).as("no redirect is followed").isEqualTo("/v1/metrics");
      }
      assertThat(log.poll(10, TimeUnit.SECONDS)).contains("WLM0327W", "status 503");
      assertThat(log.poll(10, TimeUnit.SECONDS)).contains("WLM0328I");
      Families out = new Families();
      export.tell(out);
      assertThat(out.build().stream().map(s -> s.getMetadata().getName()))
          .containsExactlyInAnyOrder("wlm_otlp_exports", "wlm_otlp_export_failures");
    }
    assertThat(log).isEmpty();
  }

  @Test
  void headersComeFromAFileAndAreNotShown() throws Exception {
    Path file = Files.writeString(directory.resolve("headers"), "X-Key: secret-1\n\n");
    Target target = target(file);
    assertThat(target.toString()).contains("X-Key").doesNotContain("secret-1");
    try (OtlpExport export = OtlpExport.start(target, () -> new byte[0], log::add)) {
      assertThat(export).isNotNull();
      assertThat(next().key()).isEqualTo("secret-1");
    }
    Files.writeString(file, "only-a-secret\n");
    assertThatThrownBy(() -> target(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("only-a-secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://127.0.0.1/",
        "127.0.0.1:4318",
        "http:///v1",
        "http://a:b@127.0.0.1/",
        "x y"
      })
  void whatIsNoAddressOfACollectorIsRefused(String url) {
    assertThatThrownBy(() -> Target.of(url, 1000, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Received next() throws InterruptedException {
    Received next = received.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("an export").isNotNull();
    return java.util.Objects.requireNonNull(next);
  }

  private OtlpExport start(Path headers) throws IOException {
    return OtlpExport.start(target(headers), () -> metrics.otlp(null, () -> true), log::add);
  }

  private Target target(Path headers) throws IOException {
    String url = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics";
    return Target.of(url, 100, headers);
  }
}
