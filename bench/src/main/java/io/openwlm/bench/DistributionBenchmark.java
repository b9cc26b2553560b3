package io.openwlm.bench;

import io.openwlm.model.measurement.ResponseTimeDistribution;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the daemon does with each reported response time, next to histograms of other libraries. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DistributionBenchmark {
  private static final int MASK = 4095;
  private static final long GOAL = 50_000_000;
  private static final long HOUR = 3_600_000_000_000L;

  /** Exponential around the goal, so that all buckets are in use and none can be foreseen. */
  private final long[] nanos =
      new Random(20261121)
          .doubles(MASK + 1L)
          .mapToLong(d -> Math.round(-Math.log(1 - d) * GOAL))
          .toArray();

  private final ResponseTimeDistribution distribution = new ResponseTimeDistribution(GOAL);
  private final Histogram histogram = new Histogram(HOUR, 2);
  private final AtomicHistogram atomic = new AtomicHistogram(HOUR, 2);
  private int next;

  @Benchmark
  public ResponseTimeDistribution distribution() {
    distribution.record(nanos[next++ & MASK]);
    return distribution;
  }

  /** HdrHistogram for one thread. */
  @Benchmark
  public Histogram histogram() {
    histogram.recordValue(nanos[next++ & MASK]);
    return histogram;
  }

  /** HdrHistogram for many threads. */
  @Benchmark
  public AtomicHistogram atomicHistogram() {
    atomic.recordValue(nanos[next++ & MASK]);
    return atomic;
  }
}
