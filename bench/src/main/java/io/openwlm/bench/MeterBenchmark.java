package io.openwlm.bench;

import io.openwlm.core.measure.IntervalMeter;
import io.openwlm.core.port.SystemSample;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Adding one sample to the running interval; the floor is copying it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MeterBenchmark {
  /** Service classes of the definition. */
  @Param({"10", "100", "1000"})
  public int classes = 10;

  private IntervalMeter meter = meter(1);
  private SystemSample sample = new SystemSample(1);
  private SystemSample copy = new SystemSample(1);

  /** Builds a meter and a sample in which every total is known. */
  @Setup
  public void prepare() {
    meter = meter(classes);
    sample = new SystemSample(classes);
    copy = new SystemSample(classes);
  }

  private static IntervalMeter meter(int classes) {
    ServiceDefinition definition = ManyClasses.plain(classes);
    return new IntervalMeter(definition, ManyClasses.intakes(definition), 2, 0);
  }

  /** A sample in which every class used some CPU time. */
  @Benchmark
  public long accept() {
    sample.atNanos += 250_000_000;
    for (int i = 0; i < classes; i++) {
      sample.usageNanos[i] += 1_000_000;
    }
    meter.accept(sample);
    return sample.atNanos;
  }

  /** What copying a sample of that size costs, for scale. */
  @Benchmark
  public SystemSample copyOnly() {
    sample.atNanos += 250_000_000;
    for (int i = 0; i < classes; i++) {
      sample.usageNanos[i] += 1_000_000;
    }
    copy.copyFrom(sample);
    return copy;
  }
}
