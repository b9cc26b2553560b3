package io.openwlm.server.intake;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * OTLP in its JSON form: 64-bit numbers are texts or numbers, enumerations are numbers or names.
 * Depth is checked before anything recursive sees the text.
 */
final class OtlpJson {
  private static final int MAX_DEPTH = 40;
  private static final int MAX_BUCKETS = 1000;
  private static final JsonType<Object> ANY = Jsonb.builder().build().type(Object.class);

  private OtlpJson() {}

  /** What a unit of a metric counts, in nanoseconds; 0 if it is no time. */
  static double unitNanos(String unit) {
    return switch (unit) {
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "us" -> 1e3;
      case "ns" -> 1;
      default -> 0;
    };
  }

  static Map<String, List<OtlpPoint>> points(byte[] body) {
    Map<String, List<OtlpPoint>> points = new HashMap<>();
    for (Map<?, ?> resource : maps(root(body), "resourceMetrics")) {
      List<Map<?, ?>> shared = maps(map(resource, "resource"), "attributes");
      for (Map<?, ?> scope : maps(resource, "scopeMetrics")) {
        for (Map<?, ?> metric : maps(scope, "metrics")) {
          List<OtlpPoint> of =
              points.computeIfAbsent(text(metric.get("name")), _ -> new ArrayList<>());
          double unit = unitNanos(text(metric.get("unit")));
          explicit(map(metric, "histogram"), unit, shared, of);
          exponential(map(metric, "exponentialHistogram"), unit, shared, of);
        }
      }
    }
    return points;
  }

  private static void explicit(
      Map<?, ?> histogram, double unit, List<Map<?, ?>> shared, List<OtlpPoint> to) {
    boolean cumulative = isCumulative(histogram);
    for (Map<?, ?> p : maps(histogram, "dataPoints")) {
      List<Double> bounds = list(p, "explicitBounds").stream().map(OtlpJson::number).toList();
      TreeMap<Integer, Long> counts = new TreeMap<>();
      for (Object n : list(p, "bucketCounts")) {
        counts.put(counts.size(), whole(n));
      }
      if (counts.isEmpty() || OtlpProtobuf.isSound(bounds, counts)) {
        to.add(
            new OtlpPoint(
                attributes(shared, maps(p, "attributes")),
                cumulative,
                whole(p.get("startTimeUnixNano")),
                unit,
                OtlpPoint.EXPLICIT,
                bounds,
                counts,
                total(p)));
      }
    }
  }

  private static void exponential(
      Map<?, ?> histogram, double unit, List<Map<?, ?>> shared, List<OtlpPoint> to) {
    boolean cumulative = isCumulative(histogram);
    for (Map<?, ?> p : maps(histogram, "dataPoints")) {
      Map<?, ?> positive = map(p, "positive");
      long offset = whole(positive.get("offset"));
      long scale = whole(p.get("scale"));
      List<?> listed = list(positive, "bucketCounts");
      if (Math.abs(scale) > 20 || Math.abs(offset) >= 1 << 30 || listed.size() > MAX_BUCKETS) {
        continue;
      }
      TreeMap<Integer, Long> counts = new TreeMap<>();
      counts.put(OtlpPoint.ZEROS, Math.max(0, whole(p.get("zeroCount"))));
      for (int i = 0; i < listed.size(); i++) {
        counts.put((int) offset + i, Math.max(0, whole(listed.get(i))));
      }
      to.add(
          new OtlpPoint(
              attributes(shared, maps(p, "attributes")),
              cumulative,
              whole(p.get("startTimeUnixNano")),
              unit,
              (int) scale,
              List.of(),
              counts,
              total(p)));
    }
  }

  private static OtlpPoint.Total total(Map<?, ?> p) {
    return new OtlpPoint.Total(
        whole(p.get("timeUnixNano")), whole(p.get("count")), number(p.get("sum")));
  }

  private static boolean isCumulative(Map<?, ?> histogram) {
    String how = text(histogram.get("aggregationTemporality"));
    return how.equals("2") || how.equals("AGGREGATION_TEMPORALITY_CUMULATIVE");
  }

  /** The spans of servers, and those that count tokens. */
  static List<OtlpSpan> spans(byte[] body) {
    List<OtlpSpan> spans = new ArrayList<>();
    for (Map<?, ?> resource : maps(root(body), "resourceSpans")) {
      List<Map<?, ?>> shared = maps(map(resource, "resource"), "attributes");
      for (Map<?, ?> scope : maps(resource, "scopeSpans")) {
        for (Map<?, ?> span : maps(scope, "spans")) {
          String kind = text(span.get("kind"));
          boolean server = kind.equals("2") || kind.equals("SPAN_KIND_SERVER");
          List<Map<?, ?>> own = maps(span, "attributes");
          if (server || own.stream().anyMatch(a -> GenAiNames.isCount(text(a.get("key"))))) {
            spans.add(
                new OtlpSpan(
                    server,
                    OtlpSpan.id(text(span.get("traceId")), text(span.get("spanId"))),
                    whole(span.get("startTimeUnixNano")),
                    whole(span.get("endTimeUnixNano")),
                    attributes(shared, own)));
          }
        }
      }
    }
    return spans;
  }

  private static Map<String, String> attributes(List<Map<?, ?>> shared, List<Map<?, ?>> own) {
    Map<String, String> all = new HashMap<>();
    for (List<Map<?, ?>> each : List.of(shared, own)) {
      for (Map<?, ?> attribute : each) {
        Map<?, ?> value = map(attribute, "value");
        Object first = value.isEmpty() ? null : value.values().iterator().next();
        all.put(text(attribute.get("key")), text(first));
      }
    }
    return all;
  }

  private static Map<?, ?> root(byte[] body) {
    checkDepth(body);
    try {
      Object root = ANY.fromJson(new String(body, StandardCharsets.UTF_8));
      if (root instanceof Map<?, ?> map) {
        return map;
      }
    } catch (JsonException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException("the body is no JSON", e);
    }
    throw new IllegalArgumentException("the body is no JSON object");
  }

  private static void checkDepth(byte[] body) {
    int depth = 0;
    boolean text = false;
    for (int i = 0; i < body.length; i++) {
      byte c = body[i];
      if (text) {
        i += c == '\\' ? 1 : 0;
        text = c != '"';
      } else if (c == '"') {
        text = true;
      } else if (c == '{' || c == '[') {
        if (++depth > MAX_DEPTH) {
          throw new IllegalArgumentException("values are nested too deep");
        }
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
  }

  private static Map<?, ?> map(Map<?, ?> of, String key) {
    return of.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> of, String key) {
    return of.get(key) instanceof List<?> list ? list : List.of();
  }

  private static List<Map<?, ?>> maps(Map<?, ?> of, String key) {
    List<Map<?, ?>> maps = new ArrayList<>();
    for (Object each : list(of, key)) {
      if (each instanceof Map<?, ?> map) {
        maps.add(map);
      }
    }
    return maps;
  }

  /** A value as text: whole numbers without a point, nothing for lists and mappings. */
  static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String s -> s;
      case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> Long.toString(d.longValue());
      case Number n -> n.toString();
      case Boolean b -> b.toString();
      default -> "";
    };
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private static long whole(@Nullable Object value) {
    if (value instanceof Number n) {
      return n.longValue();
    }
    try {
      return value instanceof String s && s.length() < 21 ? Long.parseLong(s) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
