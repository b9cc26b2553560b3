package io.openwlm.server.metrics;

import io.openwlm.model.definition.PrintableText;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One scrape being put together. Only metrics of the catalogue with exactly their labels get in;
 * values of labels are printable and at most {@value #MAX_LABEL} characters long.
 */
public final class Families {
  static final int MAX_LABEL = 128;

  private final Map<Metric, List<DataPointSnapshot>> points = new EnumMap<>(Metric.class);

  /** A value of a gauge or counter, or the 1 of an info. NaN and the infinities are left out. */
  public void put(Metric metric, double value, String... labelValues) {
    if (Double.isFinite(value)) {
      Labels labels = labels(metric, labelValues);
      add(
          metric,
          switch (metric.type()) {
            case INFO -> new InfoSnapshot.InfoDataPointSnapshot(labels);
            case GAUGE -> new GaugeSnapshot.GaugeDataPointSnapshot(value, labels, null);
            case COUNTER -> new CounterSnapshot.CounterDataPointSnapshot(value, labels, null, 0L);
            case HISTOGRAM -> throw new IllegalArgumentException(metric + " is a histogram");
          });
    }
  }

  /** As {@link #put(Metric, double, String...)}, for what is counted. */
  public void put(Metric metric, long value, String... labelValues) {
    put(metric, (double) value, labelValues);
  }

  /**
   * A histogram.
   *
   * @param bounds upper bounds of all buckets but the last, rising
   * @param counts in each bucket for itself, one more than bounds
   */
  public void put(Metric metric, double[] bounds, long[] counts, double sum, String... labels) {
    Buckets buckets = new Buckets(bounds);
    buckets.add(bounds, counts, sum);
    put(metric, buckets, labels);
  }

  void put(Metric metric, Buckets buckets, String... labelValues) {
    // A sum that can fall, because values are negative, must not be told (OpenMetrics).
    double sum = metric == Metric.PI_ERROR ? Double.NaN : buckets.sum();
    add(
        metric,
        new HistogramSnapshot.HistogramDataPointSnapshot(
            buckets.snapshot(), sum, labels(metric, labelValues), Exemplars.EMPTY, 0L));
  }

  private void add(Metric metric, DataPointSnapshot point) {
    points.computeIfAbsent(metric, _ -> new ArrayList<>()).add(point);
  }

  private static Labels labels(Metric metric, String... values) {
    if (values.length != metric.labels().size()) {
      throw new IllegalArgumentException(metric.fullName() + " has labels " + metric.labels());
    }
    String[] safe = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      safe[i] = PrintableText.of(values[i], MAX_LABEL);
    }
    return Labels.of(metric.labels().toArray(String[]::new), safe);
  }

  MetricSnapshots build() {
    List<MetricSnapshot> all = new ArrayList<>();
    points.forEach((metric, of) -> all.add(family(metric, of)));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot family(Metric metric, List<DataPointSnapshot> of) {
    MetricMetadata meta = new MetricMetadata(metric.baseName(), metric.help());
    return switch (metric.type()) {
      case INFO -> new InfoSnapshot(meta, cast(InfoSnapshot.InfoDataPointSnapshot.class, of));
      case GAUGE -> new GaugeSnapshot(meta, cast(GaugeSnapshot.GaugeDataPointSnapshot.class, of));
      case COUNTER ->
          new CounterSnapshot(meta, cast(CounterSnapshot.CounterDataPointSnapshot.class, of));
      case HISTOGRAM ->
          new HistogramSnapshot(meta, cast(HistogramSnapshot.HistogramDataPointSnapshot.class, of));
    };
  }

  private static <T> List<T> cast(Class<T> type, List<DataPointSnapshot> points) {
    return points.stream().map(type::cast).toList();
  }
}
