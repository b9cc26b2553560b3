package io.openwlm.model.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import org.junit.jupiter.api.Test;

class ResponseTimeSpanTest {
  private static final long MILLI = 1_000_000L;
  private static final long GOAL = 100 * MILLI;

  @Test
  void tellsThePercentileThatTheGoalNames() {
    var seen = new ResponseTimeDistribution(GOAL);
    for (int i = 1; i <= 1000; i++) {
      seen.record(i * MILLI / 5);
    }
    var span = ResponseTimeSpan.of(new Goal.PercentileResponseTimeGoal(90, GOAL, 30), 60, seen);
    assertThat(span.attainedMillis()).isBetween(179.0, 181.0);
    assertThat(span.withinGoalPercent()).isEqualTo(50);
    assertThat(span.samples()).isEqualTo(1000);
    assertThat(span.confidence()).isEqualTo("HIGH");
  }

  @Test
  void tellsTheMeanForAGoalOnTheAverage() {
    var seen = new ResponseTimeDistribution(GOAL);
    seen.record(10 * MILLI);
    seen.record(40 * MILLI);
    var span = ResponseTimeSpan.of(new Goal.AverageResponseTimeGoal(GOAL, 30), 2, seen);
    assertThat(span.attainedMillis()).isEqualTo(25);
    assertThat(span.confidence()).isEqualTo("LOW");
  }

  @Test
  void knowsNothingWithoutTransactions() {
    var span =
        ResponseTimeSpan.of(
            new Goal.AverageResponseTimeGoal(GOAL, 30), 300, new ResponseTimeDistribution(GOAL));
    assertThat(span).isEqualTo(new ResponseTimeSpan(300, 0, null, null, "NONE"));
  }
}
