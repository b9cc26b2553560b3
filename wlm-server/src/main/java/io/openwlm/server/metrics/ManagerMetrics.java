package io.openwlm.server.metrics;

import io.openwlm.core.port.RecordSink;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.ResourceGroupStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The manager's metrics. The cycle's thread only puts its record into a bounded queue; adding up
 * and writing happen elsewhere, so that no scrape can hold up the cycle. A record that finds the
 * queue full is dropped and counted.
 */
public final class ManagerMetrics implements RecordSink, AutoCloseable {
  private static final int MAX_WAITING = 64;
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final String version;
  private final CycleTimes cycleTimes = new CycleTimes();
  private final RecordTotals totals = new RecordTotals();
  private final ArrayBlockingQueue<IntervalRecord> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final LongAdder dropped = new LongAdder();
  private final List<Consumer<Families>> more = new CopyOnWriteArrayList<>();
  private final Thread adder;
  private final long beganEpochMillis = System.currentTimeMillis();
  private volatile boolean closed;

  /**
   * A page as it is sent.
   *
   * @param contentType of the text format
   */
  public record Page(String contentType, String body) {}

  /** Metrics that count from now on. */
  public ManagerMetrics(String version) {
    this.version = version;
    adder = Thread.ofVirtual().name("wlm-metrics").start(this::work);
  }

  /** Where the control loop tells how long it takes. */
  public CycleTimes cycleTimes() {
    return cycleTimes;
  }

  /** Adds a source of metrics that is asked at each scrape, by any thread. */
  public void also(Consumer<Families> source) {
    more.add(source);
  }

  @Override
  public void accept(IntervalRecord interval) {
    if (!waiting.offer(interval)) {
      dropped.increment();
    }
    LockSupport.unpark(adder);
  }

  private void work() {
    while (!closed) {
      drain();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private synchronized void drain() {
    for (IntervalRecord r = waiting.poll(); r != null; r = waiting.poll()) {
      totals.add(r);
    }
  }

  /**
   * All metrics now.
   *
   * @param accept the request's Accept header; null for the plain text format 0.0.4
   * @param status the manager's picture now; null while it starts
   * @param reloadGood false if the last activation failed
   */
  public Page page(
      @Nullable String accept, @Nullable ManagerStatus status, BooleanSupplier reloadGood) {
    ExpositionFormatWriter writer =
        accept != null && accept.contains("application/openmetrics-text")
            ? OpenMetricsTextFormatWriter.create()
            : PrometheusTextFormatWriter.create();
    ByteArrayOutputStream body = new ByteArrayOutputStream(32 << 10);
    try {
      writer.write(body, snapshot(status, reloadGood.getAsBoolean()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(writer.getContentType(), body.toString(StandardCharsets.UTF_8));
  }

  /** All metrics now as an OTLP request, see {@link #page}. */
  public byte[] otlp(@Nullable ManagerStatus status, BooleanSupplier reloadGood) {
    String host = status == null ? "" : status.host();
    return new OtlpMetrics(version, host, beganEpochMillis)
        .request(snapshot(status, reloadGood.getAsBoolean()), System.currentTimeMillis());
  }

  private MetricSnapshots snapshot(@Nullable ManagerStatus status, boolean reloadGood) {
    Families out = new Families();
    out.put(Metric.BUILD, 1, version, System.getProperty("java.version", "?"));
    out.put(Metric.LAST_RELOAD, reloadGood ? 1 : 0);
    out.put(Metric.RECORDS_DROPPED, dropped.sum());
    cycleTimes.tell(out);
    if (status != null) {
      tell(status, out);
    }
    synchronized (this) {
      drain();
      totals.tell(out);
    }
    more.forEach(source -> source.accept(out));
    return out.build();
  }

  private static void tell(ManagerStatus s, Families out) {
    out.put(Metric.POLICY, 1, s.definition(), s.policy());
    out.put(Metric.ENFORCING, s.enforcing() ? 1 : 0);
    out.put(Metric.LAST_ACTIVATION, s.policySinceEpochMillis() / 1e3);
    out.put(Metric.WARNINGS, s.warnings().size());
    out.put(Metric.CPUS, s.cpus());
    out.put(Metric.SYSTEM_CPU, s.systemCpuPercent() / 100);
    if (s.systemPressurePercent() >= 0) {
      out.put(Metric.SYSTEM_PRESSURE, s.systemPressurePercent() / 100);
    }
    s.resourceGroups().forEach(g -> tell(g, out));
  }

  private static void tell(ResourceGroupStatus g, Families out) {
    out.put(Metric.GROUP_USED, g.usedCpus(), g.name());
    out.put(Metric.GROUP_MINUTE, g.minuteCpus(), g.name());
    if (g.minimumCpus() > 0) {
      out.put(Metric.GROUP_MINIMUM, g.minimumCpus(), g.name());
    }
    if (g.maximumCpus() >= 0) {
      out.put(Metric.GROUP_MAXIMUM, g.maximumCpus(), g.name());
    }
    if (g.limitCpus() >= 0) {
      out.put(Metric.GROUP_LIMIT, g.limitCpus(), g.name());
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(adder);
  }
}
