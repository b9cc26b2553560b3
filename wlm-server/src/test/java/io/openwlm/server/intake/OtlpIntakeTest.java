package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpIntakeTest {
  private final RecordingControl control = new RecordingControl();
  private final SourceTally metricTally = tally("shop-metrics");
  private final SourceTally spanTally = tally("shop-spans");
  private final OtlpIntake intake =
      new OtlpIntake(
          List.of(
              new OtlpIntake.Target(
                  new SourceConfig.Otlp("shop-metrics", selector(), "http.duration", false),
                  metricTally),
              new OtlpIntake.Target(
                  new SourceConfig.Otlp("shop-spans", selector(), "", true), spanTally)),
          new OtlpTokens(List.of(), Optional::empty));

  private static Selector selector() {
    return new Selector(
        List.of(
            new Selector.Rule(
                "SHOP",
                null,
                null,
                null,
                Map.of("service.name", new Glob("shop"), "http.route", new Glob("/cart/**")))));
  }

  private SourceTally tally(String name) {
    return new SourceTally(new SourceTally.Kind(name, "otlp", ""), selector(), control, line -> {});
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static byte[] metrics(Metric.Builder metric) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "shop")))
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .addMetrics(metric.setName("http.duration").setUnit("s"))))
        .build()
        .toByteArray();
  }

  private static byte[] explicit(AggregationTemporality how, long startNanos, Long... counts) {
    return metrics(
        Metric.newBuilder()
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(how)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setStartTimeUnixNano(startNanos)
                            .addAttributes(attribute("http.route", "/cart/{id}"))
                            .addAllExplicitBounds(List.of(0.1, 0.5))
                            .addAllBucketCounts(List.of(counts)))));
  }

  private static byte[] exponential(long start, int scale, int offset, Long... counts) {
    return metrics(
        Metric.newBuilder()
            .setExponentialHistogram(
                ExponentialHistogram.newBuilder()
                    .setAggregationTemporality(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                    .addDataPoints(
                        ExponentialHistogramDataPoint.newBuilder()
                            .setStartTimeUnixNano(start)
                            .setScale(scale)
                            .addAttributes(attribute("http.route", "/cart/1"))
                            .setPositive(
                                ExponentialHistogramDataPoint.Buckets.newBuilder()
                                    .setOffset(offset)
                                    .addAllBucketCounts(List.of(counts))))));
  }

  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  @Test
  void deltasCountAsTheyAre() {
    intake.metrics(explicit(DELTA, 1, 1L, 2L, 1L), false);
    intake.metrics(explicit(DELTA, 2, 1L, 0L, 0L), false);
    assertThat(control.nanos("SHOP"))
        .containsExactly(50_000_000L, 200_000_000L, 400_000_000L, 500_000_000L, 50_000_000L);
  }

  @Test
  void ofCumulativePointsTheDifferenceCounts() {
    intake.metrics(explicit(CUMULATIVE, 1, 10L, 20L, 1L), false);
    assertThat(control.nanos("SHOP")).as("what was before we looked").isEmpty();
    intake.metrics(explicit(CUMULATIVE, 1, 11L, 20L, 1L), false);
    assertThat(control.nanos("SHOP")).hasSize(1);
    intake.metrics(explicit(CUMULATIVE, 99, 2L, 1L, 0L), false); // started anew
    assertThat(control.nanos("SHOP")).hasSize(4);
    intake.metrics(explicit(CUMULATIVE, 99, 1L, 0L, 0L), false); // and did not tell
    assertThat(control.nanos("SHOP")).hasSize(5);
  }

  @Test
  void aProgramThatStartedAfterUsCountsFromItsFirstPoint() {
    long later = (System.currentTimeMillis() + 60_000) * 1_000_000;
    intake.metrics(explicit(CUMULATIVE, later, 3L, 0L, 0L), false);
    assertThat(control.nanos("SHOP")).hasSize(3);
  }

  @Test
  void exponentialBucketsLieBetweenPowersOfTheBase() {
    intake.metrics(exponential(1, 0, -4, 0L, 0L), false);
    intake.metrics(exponential(1, 0, -4, 1L, 1L), false);
    // scale 0 is base 2: buckets from 1/16 s and from 1/8 s
    assertThat(control.nanos("SHOP")).containsExactly(93_750_000L, 187_500_000L);
    // the program now uses buckets twice as wide: base 4 from 1/16 s holds both
    intake.metrics(exponential(1, -1, -2, 5L), false);
    assertThat(control.nanos("SHOP")).hasSize(5);
    assertThat(metricTally.status().bad()).isZero();
  }

  @Test
  void serverSpansCount() {
    Span.Builder server =
        Span.newBuilder()
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .addAttributes(attribute("http.route", "/cart/1"))
            .setStartTimeUnixNano(1_000_000_000L)
            .setEndTimeUnixNano(1_012_000_000L);
    byte[] body =
        ExportTraceServiceRequest.newBuilder()
            .addResourceSpans(
                ResourceSpans.newBuilder()
                    .setResource(
                        Resource.newBuilder().addAttributes(attribute("service.name", "shop")))
                    .addScopeSpans(
                        ScopeSpans.newBuilder()
                            .addSpans(server)
                            .addSpans(server.clone().setKind(Span.SpanKind.SPAN_KIND_CLIENT))
                            .addSpans(server.clone().setEndTimeUnixNano(5))))
            .build()
            .toByteArray();
    intake.traces(body, false);
    assertThat(control.nanos("SHOP")).containsExactly(12_000_000L);
    assertThat(spanTally.status().bad()).isEqualTo(1);
  }

  @Test
  void jsonSaysTheSame() {
    String attributes =
        "\"attributes\":[{\"key\":\"http.route\",\"value\":{\"stringValue\":\"/cart/1\"}}]";
    String resource =
        "\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":"
            + "\"shop\"}}]}";
    intake.metrics(
        json(
            "{\"resourceMetrics\":[{"
                + resource
                + ",\"scopeMetrics\":[{\"metrics\":[{\"name\":\"http.duration\",\"unit\":\"s\","
                + "\"histogram\":{\"aggregationTemporality\":1,\"dataPoints\":[{"
                + attributes
                + ",\"startTimeUnixNano\":\"1\",\"explicitBounds\":[0.1,0.5],"
                + "\"bucketCounts\":[\"1\",\"2\",1]}]}}]}]}]}"),
        true);
    intake.traces(
        json(
            "{\"resourceSpans\":[{"
                + resource
                + ",\"scopeSpans\":[{\"spans\":[{\"kind\":2,"
                + attributes
                + ",\"startTimeUnixNano\":\"1700000000000000000\","
                + "\"endTimeUnixNano\":\"1700000000012000000\"}]}]}]}"),
        true);
    assertThat(control.nanos("SHOP"))
        .containsExactly(50_000_000L, 200_000_000L, 400_000_000L, 500_000_000L, 12_000_000L);
  }

  private static byte[] json(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{", "null", "{\"resourceMetrics\":[{]}"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> intake.metrics(json(text), true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesDeepJson() {
    assertThatThrownBy(() -> intake.metrics(json("{\"a\":" + "[".repeat(1_000_000)), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values are nested too deep");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bytesFromAnywhereThrowNothingElse(long seed) {
    Random random = new Random(seed);
    byte[] good = explicit(CUMULATIVE, 1, 1L, 2L, 3L);
    for (int i = 0; i < 300; i++) {
      byte[] bad = good.clone();
      for (int k = random.nextInt(5); k >= 0; k--) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      for (boolean asJson : new boolean[] {false, true}) {
        try {
          intake.metrics(bad, asJson);
          intake.traces(bad, asJson);
        } catch (IllegalArgumentException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
  }
}
