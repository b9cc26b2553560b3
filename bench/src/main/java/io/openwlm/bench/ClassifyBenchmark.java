package io.openwlm.bench;

import io.openwlm.core.classify.Classifier;
import io.openwlm.model.classification.WorkAttributes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Finding the service class of one process: first match among the rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClassifyBenchmark {
  private static final long SEED = 20261121;

  /** Rules of the definition. */
  @Param({"10", "100"})
  public int rules = 10;

  private Classifier classifier = new Classifier(ManyClasses.withRules(1));
  private WorkAttributes[] work = {};
  private int next;

  /** Builds the classifier and the work. */
  @Setup
  public void prepare() {
    classifier = new Classifier(ManyClasses.withRules(rules));
    work = ManyClasses.work(rules, SEED).toArray(WorkAttributes[]::new);
  }

  /** One piece of work after the other. */
  @Benchmark
  public int classIndex() {
    next = next + 1 == work.length ? 0 : next + 1;
    return classifier.classIndex(work[next]);
  }
}
