package io.openwlm.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DemoSummaryTest {
  private static final RunResult BAD =
      new RunResult(0.2, 30, 25, 8, 1200, 1000, -1, 0.6, -1, List.of(400.0, 1200.0));
  private static final RunResult GOOD =
      new RunResult(0.2, 4, 0.25, 8, 160, 10, 3, 0.48, 7, List.of(160.0, 10.0));
  private static final DemoSummary SUMMARY =
      new DemoSummary("hybrid", "6.1.0", DemoPlan.of(60, 7, 2), BAD, BAD, GOOD);

  @Test
  void givesOneJsonObjectWithThreeRuns() {
    String bad =
        "{\"pi_before\":0.2,\"pi_flood_max\":30,\"pi_after\":25,\"p90_ms_before\":8,"
            + "\"p90_ms_flood_max\":1200,\"p90_ms_after\":1000,\"intervals_to_recovery\":-1,"
            + "\"batch_cpu_share\":0.6,\"p90_ms_end\":null,\"p90_ms_flood_seconds\":[400,1200]}";
    String good =
        "{\"pi_before\":0.2,\"pi_flood_max\":4,\"pi_after\":0.25,\"p90_ms_before\":8,"
            + "\"p90_ms_flood_max\":160,\"p90_ms_after\":10,\"intervals_to_recovery\":3,"
            + "\"batch_cpu_share\":0.48,\"p90_ms_end\":7,\"p90_ms_flood_seconds\":[160,10]}";

    assertThat(SUMMARY.json())
        .isEqualTo(
            "{\"mode\":\"hybrid\",\"kernel\":\"6.1.0\",\"seed\":7,\"goal_ms\":80,"
                + "\"adjustment_interval_seconds\":1,\"cpus\":2,\"uncontrolled\":"
                + bad
                + ",\"equal_groups\":"
                + bad
                + ",\"controlled\":"
                + good
                + ",\"recovered\":true}");
  }

  @Test
  void saysWhatControlGaveAndWhatItCost() {
    assertThat(SUMMARY.table())
        .contains("100 times faster than uncontrolled")
        .contains("batch gave up 20%")
        .contains("not in the flood");
  }
}
