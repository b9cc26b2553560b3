package io.openwlm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.port.WorkClassifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks' set-up works and measures what it says; nothing here looks at a clock. */
class BenchmarksTest {

  @ParameterizedTest
  @ValueSource(ints = {10, 100})
  void mostOfTheWorkToClassifyMatchesARule(int rules) {
    Classifier classifier = new Classifier(ManyClasses.withRules(rules));
    var work = ManyClasses.work(rules, 1);
    long matched =
        work.stream().filter(w -> classifier.classIndex(w) != WorkClassifier.UNMANAGED).count();
    assertThat(matched).isBetween(work.size() * 8L / 10, work.size() - 1L);
    Set<Integer> classes = new HashSet<>();
    work.forEach(w -> classes.add(classifier.classIndex(w)));
    assertThat(classes).hasSize(11);
  }

  @Test
  void classifyBenchmarkGoesThroughTheWork() {
    ClassifyBenchmark benchmark = new ClassifyBenchmark();
    benchmark.rules = 100;
    benchmark.prepare();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1024; i++) {
      seen.add(benchmark.classIndex());
    }
    assertThat(seen).hasSize(11);
  }

  @Test
  void meterBenchmarkAcceptsSamplesThatGrow() {
    MeterBenchmark benchmark = new MeterBenchmark();
    benchmark.classes = 100;
    benchmark.prepare();
    long first = benchmark.accept();
    assertThat(benchmark.accept()).isGreaterThan(first);
    assertThat(benchmark.copyOnly().usageNanos[99]).isPositive();
  }

  @Test
  void everyReportOfTheReportBenchmarkArrives() throws Exception {
    List<ReportCost.Result> results = ReportCost.run(1, 2);
    assertThat(results)
        .extracting(ReportCost.Result::subject)
        .startsWith("TransactionReporter.report", "HdrHistogram AtomicHistogram")
        .hasSize(4);
    assertThat(results).allSatisfy(r -> assertThat(r.nanos().max()).isPositive());
  }

  @Test
  void spreadTakesTheMiddleOfAnyOrder() {
    assertThat(Spread.of(new double[] {3, 1, 2})).isEqualTo(new Spread(2, 1, 3));
    assertThat(Spread.of(new double[] {4, 1, 2, 3})).isEqualTo(new Spread(2.5, 1, 4));
  }

  @Test
  void ratiosAreTakenTurnByTurn() {
    var pair = SamplingResult.Pair.of(new double[] {2, 30, 4}, new double[] {1, 10, 4});
    assertThat(pair.ratio()).isEqualTo(new Spread(2, 1, 3));
  }
}
