package io.openwlm.server.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Response times of what programs send over OTLP; spans and points go to {@link OtlpTokens}, too.
 * Points with delta temporality count as they are; of cumulative ones the difference to the point
 * before. The first cumulative point of a stream only notes where its counters are, unless it began
 * to count after this daemon started. Thread-safe.
 */
public final class OtlpIntake {
  private static final int MAX_STREAMS = 10_000;

  private final List<Target> targets;
  private final OtlpTokens tokens;
  private final long startedNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  private final Map<Stream, OtlpPoint> streams = new HashMap<>();

  /** A source and where its data goes. */
  record Target(SourceConfig.Otlp config, SourceTally tally) {}

  private record Stream(String source, Map<String, String> attributes) {}

  OtlpIntake(List<Target> targets, OtlpTokens tokens) {
    this.targets = List.copyOf(targets);
    this.tokens = tokens;
  }

  /** True if nothing that comes is of use. */
  public boolean isIdle() {
    return targets.isEmpty() && tokens.isIdle();
  }

  /**
   * Takes the body of a request for metrics.
   *
   * @throws IllegalArgumentException if it cannot be read; then nothing of it counts
   */
  public void metrics(byte[] body, boolean json) {
    Map<String, List<OtlpPoint>> points = json ? OtlpJson.points(body) : OtlpProtobuf.points(body);
    for (Target target : targets) {
      for (OtlpPoint point : points.getOrDefault(target.config.metric(), List.of())) {
        take(target, point);
      }
      target.tally.flush();
    }
    tokens.points(points);
  }

  /**
   * Takes the body of a request for traces: the server spans in it, and those that count tokens.
   *
   * @throws IllegalArgumentException if it cannot be read; then nothing of it counts
   */
  public void traces(byte[] body, boolean json) {
    List<OtlpSpan> spans = json ? OtlpJson.spans(body) : OtlpProtobuf.spans(body);
    for (Target target : targets) {
      if (target.config.spans()) {
        spans.stream().filter(OtlpSpan::server).forEach(span -> take(target, span.request()));
        target.tally.flush();
      }
    }
    tokens.take(spans);
  }

  private static void take(Target target, Request span) {
    if (span.responseNanos() < 0) {
      target.tally.bad("a span ends before it starts");
    } else {
      target.tally.ended(span);
    }
  }

  private void take(Target target, OtlpPoint point) {
    if (point.unitNanos() <= 0) {
      target.tally.bad("the histogram has no unit of time");
      return;
    }
    OtlpPoint since = point.cumulative() ? since(target, point) : point;
    Optional<String> serviceClass = target.tally.serviceClass(point.attributes());
    if (since == null || serviceClass.isEmpty()) {
      return;
    }
    Spread spread = new Spread(target.tally, serviceClass.get());
    since
        .counts()
        .forEach(
            (bucket, n) -> spread.bucket(since.lowerNanos(bucket), since.upperNanos(bucket), n));
  }

  private synchronized @org.jspecify.annotations.Nullable OtlpPoint since(
      Target target, OtlpPoint now) {
    Stream stream = new Stream(target.config.name(), now.attributes());
    OtlpPoint last = streams.get(stream);
    if (last == null && streams.size() >= MAX_STREAMS) {
      target.tally.bad("more than " + MAX_STREAMS + " streams of attributes");
      return null;
    }
    streams.put(stream, now);
    if (last == null || now.startNanos() != last.startNanos()) {
      boolean ours = now.startNanos() > startedNanos || last != null;
      return ours ? now : null;
    }
    boolean exponential = now.scale() != OtlpPoint.EXPLICIT && last.scale() != OtlpPoint.EXPLICIT;
    if (exponential && last.scale() > now.scale()) {
      last = last.at(now.scale());
    }
    if (last.scale() != now.scale() || !last.bounds().equals(now.bounds())) {
      target.tally.bad("the buckets of the histogram are others than before");
      return null;
    }
    TreeMap<Integer, Long> difference = new TreeMap<>();
    for (Map.Entry<Integer, Long> each : now.counts().entrySet()) {
      long n = each.getValue() - last.counts().getOrDefault(each.getKey(), 0L);
      if (n < 0) {
        return now; // it started anew and did not tell
      }
      difference.put(each.getKey(), n);
    }
    return new OtlpPoint(
        now.attributes(),
        true,
        now.startNanos(),
        now.unitNanos(),
        now.scale(),
        now.bounds(),
        difference,
        now.total());
  }
}
