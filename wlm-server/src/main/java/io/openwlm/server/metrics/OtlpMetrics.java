package io.openwlm.server.metrics;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metrics in OTLP: the names that Prometheus shows, without the suffixes that its formats add.
 * Counters are cumulative sums since the daemon began, infos are gauges of 1.
 */
final class OtlpMetrics {
  private static final Map<String, String> UNITS =
      Map.of("_seconds", "s", "_bytes", "By", "_ratio", "1");
  private static final long MILLI_NANOS = 1_000_000L;

  private final Resource resource;
  private final InstrumentationScope scope;
  private final long startNanos;

  /**
   * @param startEpochMillis when counting began
   */
  OtlpMetrics(String version, String host, long startEpochMillis) {
    resource =
        Resource.newBuilder()
            .addAttributes(attribute("service.name", "wlmd"))
            .addAttributes(attribute("service.version", version))
            .addAttributes(attribute("host.name", host))
            .build();
    scope = InstrumentationScope.newBuilder().setName("io.openwlm").setVersion(version).build();
    startNanos = startEpochMillis * MILLI_NANOS;
  }

  /** An export of all that is known now. */
  byte[] request(MetricSnapshots snapshots, long epochMillis) {
    ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder().setScope(scope);
    for (MetricSnapshot snapshot : snapshots) {
      metrics.addMetrics(metric(snapshot, epochMillis * MILLI_NANOS));
    }
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(resource).addScopeMetrics(metrics))
        .build()
        .toByteArray();
  }

  private io.opentelemetry.proto.metrics.v1.Metric metric(MetricSnapshot snapshot, long nowNanos) {
    String name = snapshot.getMetadata().getName();
    io.opentelemetry.proto.metrics.v1.Metric.Builder metric =
        io.opentelemetry.proto.metrics.v1.Metric.newBuilder()
            .setName(snapshot instanceof InfoSnapshot ? name + "_info" : name)
            .setDescription(String.valueOf(snapshot.getMetadata().getHelp()))
            .setUnit(unit(name));
    Gauge.Builder gauge = Gauge.newBuilder();
    Sum.Builder sum = Sum.newBuilder().setIsMonotonic(true);
    Histogram.Builder histogram = Histogram.newBuilder();
    for (var point : snapshot.getDataPoints()) {
      switch (point) {
        case GaugeDataPointSnapshot p ->
            gauge.addDataPoints(number(p.getLabels(), p.getValue(), nowNanos));
        case InfoSnapshot.InfoDataPointSnapshot p ->
            gauge.addDataPoints(number(p.getLabels(), 1, nowNanos));
        case CounterDataPointSnapshot p ->
            sum.addDataPoints(
                number(p.getLabels(), p.getValue(), nowNanos).setStartTimeUnixNano(startNanos));
        case HistogramDataPointSnapshot p -> histogram.addDataPoints(distribution(p, nowNanos));
        default -> throw new IllegalArgumentException("no metric of the catalogue: " + name);
      }
    }
    AggregationTemporality total = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    if (sum.getDataPointsCount() > 0) {
      return metric.setSum(sum.setAggregationTemporality(total)).build();
    }
    return histogram.getDataPointsCount() > 0
        ? metric.setHistogram(histogram.setAggregationTemporality(total)).build()
        : metric.setGauge(gauge).build();
  }

  private static NumberDataPoint.Builder number(Labels labels, double value, long nowNanos) {
    return NumberDataPoint.newBuilder()
        .addAllAttributes(attributes(labels))
        .setTimeUnixNano(nowNanos)
        .setAsDouble(value);
  }

  private HistogramDataPoint distribution(HistogramDataPointSnapshot p, long nowNanos) {
    ClassicHistogramBuckets buckets = p.getClassicBuckets();
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(attributes(p.getLabels()))
            .setStartTimeUnixNano(startNanos)
            .setTimeUnixNano(nowNanos)
            .setCount(p.getCount());
    if (p.hasSum()) {
      point.setSum(p.getSum());
    }
    for (int i = 0; i < buckets.size(); i++) {
      point.addBucketCounts(buckets.getCount(i));
      if (i < buckets.size() - 1) {
        point.addExplicitBounds(buckets.getUpperBound(i));
      }
    }
    return point.build();
  }

  private static List<KeyValue> attributes(Labels labels) {
    List<KeyValue> attributes = new ArrayList<>();
    labels.stream().forEach(l -> attributes.add(attribute(l.getName(), l.getValue())));
    return attributes;
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static String unit(String name) {
    for (Map.Entry<String, String> unit : UNITS.entrySet()) {
      if (name.endsWith(unit.getKey())) {
        return unit.getValue();
      }
    }
    return "";
  }
}
