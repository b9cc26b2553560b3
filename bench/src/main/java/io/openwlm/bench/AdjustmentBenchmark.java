package io.openwlm.bench;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.PiControllerStrategy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision for many class periods: the goal algorithm, and the controller it replaced. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AdjustmentBenchmark {
  private static final long SEED = 20261121;

  /** Class periods of the definition. */
  @Param({"100", "1000", "10000"})
  public int classes = 100;

  private AdjustmentCase<?> adaptive = AdjustmentCase.of(new AdaptiveStrategy(), 1, SEED);
  private AdjustmentCase<?> piController = AdjustmentCase.of(new PiControllerStrategy(), 1, SEED);

  /** Brings both strategies into the middle of their work. */
  @Setup
  public void prepare() {
    adaptive = AdjustmentCase.of(new AdaptiveStrategy(), classes, SEED);
    piController = AdjustmentCase.of(new PiControllerStrategy(), classes, SEED);
  }

  long missing() {
    return adaptive.missing();
  }

  /** The goal algorithm. */
  @Benchmark
  public ControlStrategy.Outcome<?> adaptive() {
    return adaptive.adjust();
  }

  /** The PI controller with arbitration. */
  @Benchmark
  public ControlStrategy.Outcome<?> piController() {
    return piController.adjust();
  }
}
