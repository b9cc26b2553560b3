package io.openwlm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.classify.Classifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks' set-up works and measures what it says; nothing here looks at a clock. */
class BenchmarksTest {

  @ParameterizedTest
  @ValueSource(ints = {10, 100, 1000})
  void mostOfTheWorkToClassifyMatchesARule(int rules) {
    RuleWorkload workload = new RuleWorkload(rules, 1);
    Classifier classifier = new Classifier(workload.definition());
    long matched =
        Arrays.stream(workload.work())
            .filter(w -> !classifier.classify(w).rule().startsWith("default"))
            .count();
    assertThat(matched).isBetween(RuleWorkload.REQUESTS * 3L / 4, RuleWorkload.REQUESTS * 9L / 10);
    long used = classifier.hits().stream().filter(h -> h.hits() > 0).count();
    assertThat(used).isGreaterThan(rules / 3);
  }

  @Test
  void everyWayToClassifyGivesTheSameAnswers() {
    ClassificationBenchmark benchmark = new ClassificationBenchmark();
    var rules = new ClassificationBenchmark.Rules();
    rules.rules = 100;
    rules.prepare();
    var linear = new ClassificationBenchmark.Linear();
    linear.prepare(rules);
    new ClassificationBenchmark.Regex().prepare(rules);
    new ClassificationBenchmark.Spring().prepare(rules);
    new ClassificationBenchmark.Drools().prepare(rules);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < RuleWorkload.REQUESTS; i++) {
      seen.add(benchmark.openwlm(rules).rule());
    }
    assertThat(seen).hasSizeGreaterThan(50).contains(benchmark.linear(rules, linear));
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
    List<ReportCost.Result> results = ReportCost.run(1, 1, 2);
    assertThat(results)
        .extracting(ReportCost.Result::subject)
        .startsWith("TransactionReporter.report", "HdrHistogram AtomicHistogram")
        .hasSize(5);
    assertThat(results).allSatisfy(r -> assertThat(r.nanos().max()).isPositive());
  }

  @Test
  void adjustmentBenchmarkAdjustsForClassesThatMissTheirGoals() {
    AdjustmentBenchmark benchmark = new AdjustmentBenchmark();
    benchmark.classes = 200;
    benchmark.prepare();
    assertThat(benchmark.missing()).isBetween(2L, 40L);
    assertThat(benchmark.adaptive().decision().skips()).isNotEmpty();
    assertThat(benchmark.piController().wanted()).hasSize(200);
  }

  @Test
  void simulatorBenchmarkCountsWhatItSimulates() {
    List<SimulatorBenchmark.Result> results = SimulatorBenchmark.run(1, "10s");
    assertThat(results).hasSize(4);
    // A thousand transactions a second, each of which arrives and ends.
    assertThat(results.get(1).count()).isBetween(19_000L, 22_000L);
    assertThat(results.get(2).count()).isBetween(9_500L, 10_500L);
    assertThat(results).allSatisfy(r -> assertThat(r.count()).isPositive());
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
