package io.openwlm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.status.DecisionStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagerMetricsTest {
  private static final String GOAL = "{ response-time: 100ms, percentile: 90 }";
  private static final DecisionStatus.Write APPLIED =
      new DecisionStatus.Write("A", "/t/A/cpu.weight", "200", "200", "APPLIED", "");

  private final ManagerMetrics metrics = new ManagerMetrics("1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  private String page() {
    return metrics.page(null, Records.status(List.of()), () -> true).body();
  }

  private static double value(String page, String series) {
    String line = page.lines().filter(l -> l.startsWith(series + " ")).findFirst().orElse("? NaN");
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void addsUpIntervals() {
    ServiceDefinition definition = Records.definition("A: " + GOAL, "B: discretionary");
    metrics.accept(Records.of(definition, List.of(), 40, 90, 130, 900));
    metrics.accept(Records.of(definition, List.of(), 40));
    String page = page();
    String of = "{class=\"A\",period=\"1\"}";
    assertThat(value(page, "wlm_class_transactions_total" + of)).isEqualTo(5);
    assertThat(value(page, "wlm_class_cpu_seconds_total" + of)).isEqualTo(1);
    assertThat(value(page, "wlm_class_cpu_weight" + of)).isEqualTo(120);
    assertThat(value(page, "wlm_class_io_weight" + of)).isEqualTo(200);
    assertThat(value(page, "wlm_class_memory_low_bytes" + of)).isEqualTo(4096);
    assertThat(value(page, "wlm_class_execution_velocity_ratio" + of))
        .isCloseTo(2.0 / 3, within(1e-9));
    assertThat(value(page, "wlm_class_response_time_seconds_count" + of)).isEqualTo(5);
    String bucket = "wlm_class_response_time_seconds_bucket{class=\"A\",period=\"1\",le=\"";
    assertThat(value(page, bucket + "0.05\"}")).isEqualTo(2);
    assertThat(value(page, bucket + "0.1\"}")).isEqualTo(3);
    assertThat(value(page, bucket + "0.13\"}")).isEqualTo(4);
    assertThat(value(page, bucket + "0.4\"}")).isEqualTo(4);
    assertThat(value(page, bucket + "+Inf\"}")).isEqualTo(5);
    // 0.5 s of using in looks of 0.25 s: two samples an interval
    String samples = "wlm_class_samples_total{class=\"A\",period=\"1\",resource=\"cpu\",state=\"";
    assertThat(value(page, samples + "using\"}")).isEqualTo(4);
    assertThat(value(page, samples + "delay\"}")).isEqualTo(2);
    assertThat(page)
        .contains(
            "wlm_class_goal_info{class=\"A\",goal=\"90% < 100ms\","
                + "goal_type=\"percentile-response-time\",importance=\"2\",period=\"1\"} 1")
        .contains("wlm_class_performance_index{class=\"A\",period=\"1\",scope=\"local\"} 1.25")
        .doesNotContain("wlm_class_response_time_seconds_count{class=\"B\"");
  }

  @Test
  void countersGoOnAcrossActivationsAndRemovedClassesDisappear() {
    metrics.accept(
        Records.of(Records.definition("A: " + GOAL, "OLD: " + GOAL), List.of(), 40, 130));
    metrics.accept(
        Records.of(
            Records.definition("A: { response-time: 200ms, percentile: 90 }"), List.of(), 150));
    String page = page();
    assertThat(page).doesNotContain("\"OLD\"");
    String of = "{class=\"A\",period=\"1\"}";
    assertThat(value(page, "wlm_class_transactions_total" + of)).isEqualTo(3);
    assertThat(value(page, "wlm_class_response_time_seconds_count" + of)).isEqualTo(3);
    String bucket = "wlm_class_response_time_seconds_bucket{class=\"A\",period=\"1\",le=\"";
    assertThat(value(page, bucket + "0.1\"}")).isEqualTo(1);
    assertThat(value(page, bucket + "0.2\"}")).isEqualTo(3);
    assertThat(page).doesNotContain(bucket + "0.05");
  }

  @Test
  void countsEachDecisionWriteAndPredictionOnce() {
    DecisionStatus.Write refused =
        new DecisionStatus.Write("A", "/t/A/io.weight", "1", "", "REFUSED", "EACCES");
    DecisionStatus.Write odd =
        new DecisionStatus.Write("A", "/t/\u001b[2J", "1", "", "REFUSED", "some long story");
    DecisionStatus.Write foreign =
        new DecisionStatus.Write("A", "/t/A/cpu.weight", "1", "2", "FOREIGN_WRITER", "was 3");
    List<DecisionStatus> first =
        List.of(
            Records.decision(1, "RAISE", "GOAL_MISSED", 1.0, null, refused),
            Records.decision(2, "FIRST WEIGHTS", "INITIAL_FROM_DEMAND", 1.0, null, refused),
            Records.decision(3, "SKIP", "NO_DONOR", 1.0, null, odd),
            Records.decision(4, "RAISE", "GOAL_MISSED", 1.0, null, foreign));
    ServiceDefinition definition = Records.definition("A: " + GOAL);
    metrics.accept(Records.of(definition, first));
    List<DecisionStatus> followed =
        List.of(Records.decision(1, "RAISE", "GOAL_MISSED", 1.0, 1.15, refused));
    for (int i = 0; i < 3; i++) {
      var interval = Records.of(definition, List.of());
      metrics.accept(
          new io.openwlm.model.record.IntervalRecord(
              Records.status(followed),
              definition,
              interval.startEpochMillis(),
              interval.endEpochMillis(),
              4,
              interval.measurement(),
              interval.report(),
              interval.settings(),
              List.of()));
    }
    String page = page();
    assertThat(value(page, "wlm_decisions_total{action=\"raise\",reason=\"GOAL_MISSED\"}"))
        .isEqualTo(2);
    assertThat(page).contains("{action=\"first-weights\",reason=\"INITIAL_FROM_DEMAND\"} 1");
    assertThat(value(page, "wlm_decision_skips_total{reason=\"NO_DONOR\"}")).isEqualTo(1);
    assertThat(value(page, "wlm_apply_errors_total{attribute=\"io.weight\",errno=\"EACCES\"}"))
        .isEqualTo(1);
    assertThat(value(page, "wlm_apply_errors_total{attribute=\"other\",errno=\"other\"}"))
        .isEqualTo(1);
    assertThat(value(page, "wlm_foreign_writes_total{attribute=\"cpu.weight\"}")).isEqualTo(1);
    assertThat(value(page, "wlm_foreign_writes_total{attribute=\"memory.low\"}")).isZero();
    assertThat(value(page, "wlm_decision_pi_error_bucket{le=\"-0.1\"}")).isEqualTo(1);
    assertThat(value(page, "wlm_decision_pi_error_bucket{le=\"-0.2\"}")).isZero();
    assertThat(value(page, "wlm_decision_pi_error_bucket{le=\"+Inf\"}")).isEqualTo(1);
    assertThat(page).doesNotContain("wlm_decision_pi_error_sum");
  }

  @Test
  void hostileTextStaysInItsLabel() {
    metrics.also(out ->
        out.put(
            Metric.INTAKE_UP, 1, "a\"} 1\nwlm_enforcing 0\n\u001b[2J\\\u202e" + "x".repeat(400)));
    String page = page();
    assertThat(page).doesNotContain("\u001b").doesNotContain("\u202e");
    assertThat(page.lines().filter(l -> l.startsWith("wlm_intake_up{"))).hasSize(1);
    assertThat(page.lines().filter(l -> l.startsWith("wlm_enforcing ")))
        .containsExactly("wlm_enforcing 1.0");
    assertThat(page.lines().map(String::length).max(Integer::compare).orElseThrow())
        .isLessThan(400);
  }

  @Test
  void speaksOpenMetricsWhenAsked() {
    metrics.accept(Records.of(Records.definition("A: " + GOAL), List.of(), 40));
    ManagerMetrics.Page page =
        metrics.page(
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
            Records.status(List.of()),
            () -> false);
    assertThat(page.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(page.body())
        .endsWith("# EOF\n")
        .contains("# TYPE wlm_build info")
        .contains("wlm_policy_last_reload_successful 0.0");
  }

  @Test
  void dropsAndCountsRecordsThatComeTooFastInsteadOfWaiting() {
    ServiceDefinition definition = Records.definition("A: " + GOAL);
    synchronized (metrics) { // nothing can be added up meanwhile
      for (int i = 0; i < 200; i++) {
        metrics.accept(Records.of(definition, List.of(), 40));
      }
    }
    String page = page();
    double dropped = value(page, "wlm_metrics_records_dropped_total");
    assertThat(dropped).isPositive();
    assertThat(value(page, "wlm_control_intervals_total") + dropped).isEqualTo(200);
  }

  @Test
  void cyclesAreCountedByTheirLength() {
    CycleTimes times = metrics.cycleTimes();
    times.turned(300_000, 250_000_000, 5000);
    times.turned(300_000_000, 250_000_000, 6000);
    String page = page();
    String bucket = "wlm_control_cycle_duration_seconds_bucket{le=\"";
    assertThat(value(page, bucket + "5.0E-4\"}")).isEqualTo(1);
    assertThat(value(page, bucket + "0.5\"}")).isEqualTo(2);
    assertThat(value(page, "wlm_control_cycle_overruns_total")).isEqualTo(1);
    assertThat(value(page, "wlm_control_last_cycle_timestamp_seconds")).isEqualTo(6);
  }
}
