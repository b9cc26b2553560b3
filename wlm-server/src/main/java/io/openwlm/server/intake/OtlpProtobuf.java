package io.openwlm.server.intake;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** OTLP in its binary form. */
final class OtlpProtobuf {
  private static final int MAX_BUCKETS = 1000;
  private static final int MAX_ID_BYTES = 16;

  private OtlpProtobuf() {}

  /** Points of histograms by the name of the metric. */
  static Map<String, List<OtlpPoint>> points(byte[] body) {
    Map<String, List<OtlpPoint>> points = new HashMap<>();
    try {
      for (var resource : ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList()) {
        List<KeyValue> shared = resource.getResource().getAttributesList();
        for (var scope : resource.getScopeMetricsList()) {
          for (Metric metric : scope.getMetricsList()) {
            points
                .computeIfAbsent(metric.getName(), _ -> new ArrayList<>())
                .addAll(points(metric, shared));
          }
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the body is no OTLP request", e);
    }
    return points;
  }

  private static List<OtlpPoint> points(Metric metric, List<KeyValue> shared) {
    List<OtlpPoint> points = new ArrayList<>();
    double unit = OtlpJson.unitNanos(metric.getUnit());
    AggregationTemporality how =
        metric.hasHistogram()
            ? metric.getHistogram().getAggregationTemporality()
            : metric.getExponentialHistogram().getAggregationTemporality();
    boolean cumulative = how == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    for (HistogramDataPoint p : metric.getHistogram().getDataPointsList()) {
      TreeMap<Integer, Long> counts = new TreeMap<>();
      for (int i = 0; i < p.getBucketCountsCount(); i++) {
        counts.put(i, p.getBucketCounts(i));
      }
      if (counts.isEmpty() || isSound(p.getExplicitBoundsList(), counts)) {
        points.add(
            new OtlpPoint(
                attributes(shared, p.getAttributesList()),
                cumulative,
                p.getStartTimeUnixNano(),
                unit,
                OtlpPoint.EXPLICIT,
                p.getExplicitBoundsList(),
                counts,
                new OtlpPoint.Total(
                    p.getTimeUnixNano(), p.getCount(), p.hasSum() ? p.getSum() : Double.NaN)));
      }
    }
    for (ExponentialHistogramDataPoint p : metric.getExponentialHistogram().getDataPointsList()) {
      TreeMap<Integer, Long> counts = new TreeMap<>();
      counts.put(OtlpPoint.ZEROS, Math.max(0, p.getZeroCount()));
      int n = Math.min(MAX_BUCKETS, p.getPositive().getBucketCountsCount());
      for (int i = 0; i < n; i++) {
        counts.put(
            p.getPositive().getOffset() + i, Math.max(0, p.getPositive().getBucketCounts(i)));
      }
      if (Math.abs(p.getScale()) <= 20 && Math.abs(p.getPositive().getOffset()) < 1 << 30) {
        points.add(
            new OtlpPoint(
                attributes(shared, p.getAttributesList()),
                cumulative,
                p.getStartTimeUnixNano(),
                unit,
                p.getScale(),
                List.of(),
                counts,
                new OtlpPoint.Total(
                    p.getTimeUnixNano(), p.getCount(), p.hasSum() ? p.getSum() : Double.NaN)));
      }
    }
    return points;
  }

  /** One more bucket than bounds, bounds that rise, counts that are none below 0. */
  static boolean isSound(List<Double> bounds, Map<Integer, Long> counts) {
    if (counts.size() != bounds.size() + 1 || counts.size() > MAX_BUCKETS) {
      return false;
    }
    for (int i = 1; i < bounds.size(); i++) {
      if (!(bounds.get(i) > bounds.get(i - 1))) {
        return false;
      }
    }
    return counts.values().stream().allMatch(n -> n >= 0);
  }

  /** The spans of servers, and those that count tokens. */
  static List<OtlpSpan> spans(byte[] body) {
    List<OtlpSpan> spans = new ArrayList<>();
    try {
      for (var resource : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        List<KeyValue> shared = resource.getResource().getAttributesList();
        for (var scope : resource.getScopeSpansList()) {
          for (Span span : scope.getSpansList()) {
            boolean server = span.getKind() == Span.SpanKind.SPAN_KIND_SERVER;
            List<KeyValue> own = span.getAttributesList();
            if (server || own.stream().anyMatch(a -> GenAiNames.isCount(a.getKey()))) {
              spans.add(
                  new OtlpSpan(
                      server,
                      OtlpSpan.id(hex(span.getTraceId()), hex(span.getSpanId())),
                      span.getStartTimeUnixNano(),
                      span.getEndTimeUnixNano(),
                      attributes(shared, own)));
            }
          }
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("the body is no OTLP request", e);
    }
    return spans;
  }

  private static String hex(ByteString id) {
    return id.size() > MAX_ID_BYTES ? "" : HexFormat.of().formatHex(id.toByteArray());
  }

  private static Map<String, String> attributes(List<KeyValue> shared, List<KeyValue> own) {
    Map<String, String> all = new HashMap<>();
    shared.forEach(each -> all.put(each.getKey(), text(each.getValue())));
    own.forEach(each -> all.put(each.getKey(), text(each.getValue())));
    return all;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> OtlpJson.text(value.getDoubleValue());
      default -> "";
    };
  }
}
