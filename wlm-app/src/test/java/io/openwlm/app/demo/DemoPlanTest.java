package io.openwlm.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoPlanTest {

  @ParameterizedTest
  @ValueSource(ints = {50, 60, 90, 120, 600})
  void fillsTheTimeAskedFor(int seconds) {
    DemoPlan plan = DemoPlan.of(seconds, 1, 2);
    int phases =
        3 * (DemoPlan.QUIET_SECONDS + plan.beforeSeconds())
            + 2 * plan.compareFloodSeconds()
            + plan.floodSeconds()
            + plan.endSeconds();

    assertThat(phases).isBetween(seconds - 10, seconds);
    assertThat(plan.compareFloodSeconds()).isGreaterThan(DemoPlan.SETTLE_SECONDS);
    assertThat(plan.floodSeconds()).isGreaterThanOrEqualTo(plan.compareFloodSeconds());
  }

  @Test
  void refusesWhatIsTooShortOrTooLong() {
    assertThatThrownBy(() -> DemoPlan.of(49, 1, 2))
        .hasMessageContaining("50 to 600 seconds, not 49")
        .hasMessageContaining("recovery");
    assertThatThrownBy(() -> DemoPlan.of(601, 1, 2)).hasMessageContaining("not 601");
  }

  @Test
  void loadsGrowWithTheMachine() {
    DemoPlan two = DemoPlan.of(60, 1, 2);
    DemoPlan eight = DemoPlan.of(60, 1, 8);

    assertThat(eight.ratePerSecond()).isEqualTo(4 * two.ratePerSecond());
    assertThat(eight.burners()).isEqualTo(4 * two.burners());
    assertThat(eight.workers()).isEqualTo(4 * two.workers());
    assertThat(DemoPlan.of(60, 1, 1).calmBatch()).isEqualTo(1);
  }
}
