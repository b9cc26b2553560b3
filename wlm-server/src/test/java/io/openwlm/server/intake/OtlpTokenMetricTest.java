package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.openwlm.core.port.TokenSpend;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.token.TokenUsage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The metric gen_ai.client.token.usage as a source of spent tokens. */
class OtlpTokenMetricTest {
  private static final long LATER = 4_000_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;
  private static final boolean CUMULATIVE = true;
  private static final boolean DELTA = false;

  private final RecordingSpend spend = new RecordingSpend();
  private final Intake intake =
      Intake.start(
          IntakeReader.read(
                  "intake.yaml",
                  """
                  intake:
                    sources:
                      - name: codex
                        otlp-tokens:
                          labels: { service.name: codex }
                          metric: gen_ai.client.token.usage
                        agent: coder
                  """)
              .sources(),
          new RecordingControl(),
          () -> Optional.of(spend),
          line -> {});

  @AfterEach
  void close() {
    intake.close();
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static HistogramDataPoint.Builder point(
      String type, long start, long time, long calls, double tokens) {
    return HistogramDataPoint.newBuilder()
        .setStartTimeUnixNano(start)
        .setTimeUnixNano(time)
        .setCount(calls)
        .setSum(tokens)
        .addAttributes(text("gen_ai.token.type", type))
        .addAttributes(text("gen_ai.request.model", "gpt-x"));
  }

  private void send(boolean cumulative, HistogramDataPoint.Builder... points) {
    Histogram.Builder histogram =
        Histogram.newBuilder()
            .setAggregationTemporality(
                cumulative
                    ? AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE
                    : AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    for (HistogramDataPoint.Builder point : points) {
      histogram.addDataPoints(point);
    }
    intake
        .otlp()
        .metrics(
            ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(
                    ResourceMetrics.newBuilder()
                        .setResource(
                            Resource.newBuilder().addAttributes(text("service.name", "codex")))
                        .addScopeMetrics(
                            ScopeMetrics.newBuilder()
                                .addMetrics(
                                    Metric.newBuilder()
                                        .setName("gen_ai.client.token.usage")
                                        .setUnit("{token}")
                                        .setHistogram(histogram))))
                .build()
                .toByteArray(),
            false);
  }

  private long input() {
    return spend.counted.stream().mapToLong(s -> s.usage().input()).sum();
  }

  private io.openwlm.model.status.IntakeSource status() {
    return intake.status().getFirst();
  }

  @Test
  void deltaPointsAreChargedAsTheyAreAndOnce() {
    for (int i = 0; i < 2; i++) {
      send(
          DELTA,
          point("input", LATER, LATER + SECOND, 3, 4_000),
          point("output", LATER, LATER + SECOND, 3, 500));
    }
    send(DELTA, point("input", LATER + SECOND, LATER + 2 * SECOND, 1, 100));
    assertThat(spend.counted)
        .extracting(TokenSpend.Spent::usage)
        .containsExactly(
            new TokenUsage(4_000, 0, 0, 0, 0),
            new TokenUsage(0, 0, 0, 500, 0),
            new TokenUsage(100, 0, 0, 0, 0));
    assertThat(spend.counted).extracting(TokenSpend.Spent::calls).containsExactly(3L, 0L, 1L);
    assertThat(spend.counted)
        .extracting(TokenSpend.Spent::agent, TokenSpend.Spent::model)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("coder", "gpt-x"));
    assertThat(spend.counted.getFirst().epochMillis()).isEqualTo((LATER + SECOND) / 1_000_000);
    assertThat(status().transactions()).isEqualTo(4);
    assertThat(status().lag()).isEqualTo("2 told again");
  }

  @Test
  void ofCumulativePointsTheDifferenceCountsAndAllAfterAReset() {
    send(CUMULATIVE, point("input", LATER, LATER + SECOND, 1, 1_000));
    send(CUMULATIVE, point("input", LATER, LATER + 2 * SECOND, 3, 1_700));
    send(CUMULATIVE, point("input", LATER, LATER + 2 * SECOND, 3, 1_700));
    assertThat(input()).isEqualTo(1_700);
    send(CUMULATIVE, point("input", LATER + 3 * SECOND, LATER + 4 * SECOND, 1, 50));
    assertThat(input()).isEqualTo(1_750);
    send(CUMULATIVE, point("input", LATER + 3 * SECOND, LATER + 5 * SECOND, 1, 20));
    assertThat(input()).as("it began anew and did not tell").isEqualTo(1_770);
    send(CUMULATIVE, point("input", LATER, LATER + SECOND, 1, 1_000));
    assertThat(input()).as("an old point that comes late").isEqualTo(1_770);
  }

  @Test
  void aStreamFromBeforeTheDaemonStartedOnlyNotesItsCounters() {
    send(CUMULATIVE, point("input", 1, LATER, 900, 1_000_000));
    assertThat(spend.counted).isEmpty();
    send(CUMULATIVE, point("input", 1, LATER + SECOND, 901, 1_000_010));
    assertThat(input()).isEqualTo(10);
    assertThat(spend.counted.getFirst().calls()).isOne();
  }

  @Test
  void jsonSaysTheSame() {
    String body =
        """
        {"resourceMetrics":[{"resource":{"attributes":[
          {"key":"service.name","value":{"stringValue":"codex"}}]},
         "scopeMetrics":[{"metrics":[{"name":"gen_ai.client.token.usage","unit":"{token}",
          "histogram":{"aggregationTemporality":1,"dataPoints":[{
           "startTimeUnixNano":"1700000000000000000","timeUnixNano":"1700000001000000000",
           "count":"2","sum":77,"bucketCounts":["2"],"explicitBounds":[],
           "attributes":[{"key":"gen_ai.token.type","value":{"stringValue":"output"}}]}]}}]}]}]}
        """;
    intake.otlp().metrics(body.getBytes(StandardCharsets.UTF_8), true);
    assertThat(spend.counted)
        .singleElement()
        .satisfies(spent -> {
          assertThat(spent.usage().output()).isEqualTo(77);
          assertThat(spent.epochMillis()).isEqualTo(1_700_000_001_000L);
        });
  }

  @Test
  void whatIsNotSoundIsBadAndCountsNothing() {
    send(DELTA, point("thoughts", LATER, LATER + SECOND, 1, 5));
    send(DELTA, point("input", LATER, LATER + SECOND, 1, Double.NaN));
    send(DELTA, point("input", LATER, LATER + SECOND, 1, -5));
    send(DELTA, point("input", LATER, LATER + SECOND, 1, 1.5));
    send(DELTA, point("input", LATER, LATER + SECOND, 1, 1e13));
    send(DELTA, point("input", LATER, 0, 1, 5));
    assertThat(spend.counted).isEmpty();
    assertThat(status().bad()).isEqualTo(6);
  }

  private static List<String> problems(String first, String second) {
    return IntakeReader.read(
            "i.yaml",
            """
            intake:
              sources:
                - name: spans
                  otlp-tokens: { labels: { service.name: %s } }
                  agent: coder
                - name: points
                  otlp-tokens: { labels: { service.name: %s }, metric: gen_ai.client.token.usage }
                  agent: coder
            """
                .formatted(first, second))
        .problems()
        .stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void spansAndTheMetricOfOneServiceAreRefused() {
    assertThat(problems("codex", "codex"))
        .singleElement()
        .asString()
        .startsWith("i.yaml:7:")
        .contains("key metric does not go with the spans of source spans")
        .contains("a call would count twice");
    assertThat(problems("codex", "\"*\"")).hasSize(1);
    assertThat(problems("\"co?ex\"", "aider")).hasSize(1);
    assertThat(problems("codex", "aider")).isEmpty();
  }

  @Test
  void anotherMetricIsRefused() {
    assertThat(
            IntakeReader.read(
                    "i.yaml",
                    """
                    intake:
                      sources:
                        - name: points
                          otlp-tokens: { labels: { service.name: a }, metric: tokens }
                          agent: coder
                    """)
                .problems())
        .extracting(Problem::toString)
        .containsExactly(
            "i.yaml:4:59: error WLM0703E metric must be gen_ai.client.token.usage, found tokens");
  }
}
