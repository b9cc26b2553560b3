package io.openwlm.server.llm;

import io.openwlm.server.metrics.Families;
import io.openwlm.server.metrics.Metric;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the proxy has done since it was opened. Written and read by any thread; never waits. */
public final class ProxyCounters {
  /** Upper bounds of the latency histogram in microseconds; one more bucket has no bound. */
  private static final long[] BOUNDS_MICROS = {
    50, 100, 200, 300, 500, 750, 1_000, 2_000, 5_000, 10_000, 50_000
  };

  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> upstreamErrors = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> endings = new ConcurrentHashMap<>();
  private final LongAdder[] added = new LongAdder[BOUNDS_MICROS.length + 1];
  private final LongAdder addedNanos = new LongAdder();

  ProxyCounters() {
    for (int i = 0; i < added.length; i++) {
      added[i] = new LongAdder();
    }
  }

  /**
   * A picture of all counters.
   *
   * @param requests by interface: {@code openai}
   * @param refusals by reason: {@code exhausted}, {@code unknown-peer}
   * @param upstreamErrors by provider and kind: {@code main/connect}, {@code main/5xx}
   * @param endings of calls that were let through: {@code settled}, {@code estimated}, {@code
   *     released}
   * @param boundsMicros upper bounds of the added latency's buckets; the last bucket has none
   * @param addedCounts calls in each bucket, not cumulative; one more than bounds
   */
  public record Snapshot(
      Map<String, Long> requests,
      Map<String, Long> refusals,
      Map<String, Long> upstreamErrors,
      Map<String, Long> endings,
      java.util.List<Long> boundsMicros,
      java.util.List<Long> addedCounts,
      long addedNanosSum) {}

  public Snapshot snapshot() {
    return new Snapshot(
        sums(requests),
        sums(refusals),
        sums(upstreamErrors),
        sums(endings),
        Arrays.stream(BOUNDS_MICROS).boxed().toList(),
        Arrays.stream(added).map(LongAdder::sum).toList(),
        addedNanos.sum());
  }

  /** What a scrape shows of it. Counters begin anew when the proxy is opened anew. */
  public void tell(Families out) {
    sums(requests).forEach((api, count) -> out.put(Metric.LLM_REQUESTS, count, api));
    sums(refusals).forEach((reason, count) -> out.put(Metric.LLM_REFUSALS, count, reason));
    sums(endings).forEach((ending, count) -> out.put(Metric.LLM_CALLS, count, ending));
    for (Map.Entry<String, Long> error : sums(upstreamErrors).entrySet()) {
      int slash = error.getKey().lastIndexOf('/');
      String upstream = error.getKey().substring(0, slash);
      String kind = error.getKey().substring(slash + 1);
      out.put(Metric.LLM_UPSTREAM_ERRORS, error.getValue(), upstream, kind);
    }
    double[] bounds = Arrays.stream(BOUNDS_MICROS).mapToDouble(b -> b / 1e6).toArray();
    long[] counts = Arrays.stream(added).mapToLong(LongAdder::sum).toArray();
    out.put(Metric.LLM_ADDED, bounds, counts, addedNanos.sum() / 1e9);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counters) {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach((name, count) -> sums.put(name, count.sum()));
    return sums;
  }

  void request(String api) {
    count(requests, api);
  }

  void refusal(String reason) {
    count(refusals, reason);
  }

  void upstreamError(String provider, String kind) {
    count(upstreamErrors, provider + "/" + kind);
  }

  void ending(String how) {
    count(endings, how);
  }

  private static void count(Map<String, LongAdder> counters, String name) {
    counters.computeIfAbsent(name, n -> new LongAdder()).increment();
  }

  /** How long a call was in the proxy without waiting for a provider or a budget. */
  void added(long nanos) {
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && nanos > BOUNDS_MICROS[bucket] * 1_000) {
      bucket++;
    }
    added[bucket].increment();
    addedNanos.add(nanos);
  }
}
