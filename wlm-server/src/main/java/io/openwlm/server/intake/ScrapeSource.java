package io.openwlm.server.intake;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Takes what a cumulative histogram of an application counted since the last look. The first look
 * only notes where the counters are; one that fell has started anew. For one thread.
 */
final class ScrapeSource implements AutoCloseable {
  private static final int MAX_SERIES = 2000;
  private static final int MAX_BUCKETS = 200;

  private final SourceConfig.Scrape config;
  private final SourceTally tally;
  private final ScrapeClient client;
  private final QueueGauge queue;
  private Map<Map<String, String>, SortedMap<Double, Double>> before = Map.of();
  private boolean first = true;

  ScrapeSource(SourceConfig.Scrape config, SourceTally tally) {
    this.config = config;
    this.tally = tally;
    client = new ScrapeClient(config.uri(), config.timeoutMillis());
    queue = new QueueGauge(config.queued(), tally);
  }

  /** Looks once. */
  void scrape() {
    try {
      take(client.get());
      tally.flush();
    } catch (IOException e) {
      queue.lost();
      tally.failed(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void take(String page) {
    Map<Map<String, String>, SortedMap<Double, Double>> now = new HashMap<>();
    String name = config.histogram() + "_bucket";
    queue.begin();
    for (Iterator<String> lines = page.lines().iterator(); lines.hasNext(); ) {
      String line = lines.next();
      if (line.startsWith(name) && line.startsWith("{", name.length())) {
        bucket(line, name, now);
      } else {
        queue.take(line);
      }
    }
    queue.end();
    if (now.isEmpty()) {
      tally.failed("there is no series of histogram " + config.histogram() + " in the answer");
      return;
    }
    if (!first) {
      now.forEach(this::count);
    }
    first = false;
    // A series that is missing once keeps its place: it may come back.
    Map<Map<String, String>, SortedMap<Double, Double>> kept = new HashMap<>(now);
    before.forEach((labels, buckets) -> {
      if (kept.size() < MAX_SERIES) {
        kept.putIfAbsent(labels, buckets);
      }
    });
    before = kept;
    tally.works("");
  }

  private void bucket(
      String line, String name, Map<Map<String, String>, SortedMap<Double, Double>> now) {
    ExpositionLine sample = ExpositionLine.of(line, name);
    String le = sample == null ? null : sample.labels().remove("le");
    if (sample == null || le == null || !(sample.value() >= 0)) {
      tally.bad("a line of histogram " + config.histogram() + " cannot be read");
      return;
    }
    boolean wanted =
        config.labels().entrySet().stream()
            .allMatch(e -> e.getValue().matches(sample.labels().getOrDefault(e.getKey(), "")));
    if (!wanted) {
      return;
    }
    SortedMap<Double, Double> buckets = now.get(sample.labels());
    if (buckets == null && now.size() < MAX_SERIES) {
      buckets = new TreeMap<>();
      now.put(sample.labels(), buckets);
    }
    try {
      if (buckets != null && buckets.size() < MAX_BUCKETS) {
        buckets.put(ExpositionLine.number(le), sample.value());
        return;
      }
    } catch (NumberFormatException e) {
      tally.bad("a bucket of histogram " + config.histogram() + " has no number as le");
      return;
    }
    tally.bad("more than " + MAX_SERIES + " series or " + MAX_BUCKETS + " buckets");
  }

  private void count(Map<String, String> labels, SortedMap<Double, Double> now) {
    SortedMap<Double, Double> last = before.getOrDefault(labels, new TreeMap<>());
    if (!last.isEmpty() && !last.keySet().equals(now.keySet())) {
      tally.bad("the buckets of histogram " + config.histogram() + " are others than before");
      return;
    }
    boolean reset = now.entrySet().stream().anyMatch(e -> e.getValue() < of(last, e.getKey()));
    Optional<String> serviceClass = tally.serviceClass(labels);
    if (serviceClass.isEmpty()) {
      return;
    }
    Spread spread = new Spread(tally, serviceClass.get());
    double lower = 0;
    double below = 0;
    for (Map.Entry<Double, Double> each : now.entrySet()) {
      double since = each.getValue() - (reset ? 0 : of(last, each.getKey()));
      double upper = each.getKey();
      // A bound below 0 makes no sense for a time; counts that fall within one look do neither.
      spread.bucket(
          lower * config.unitNanos(),
          upper * config.unitNanos(),
          Math.max(0, Math.round(since - below)));
      lower = Math.max(lower, upper);
      below = Math.max(below, since);
    }
  }

  private static double of(SortedMap<Double, Double> buckets, Double le) {
    return buckets.getOrDefault(le, 0.0);
  }

  @Override
  public void close() {
    queue.lost();
    client.close();
  }
}
