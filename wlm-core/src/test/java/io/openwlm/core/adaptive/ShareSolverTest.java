package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Shares by weight, wasting nothing. */
class ShareSolverTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void whatTheSatisfiedLeaveIsDividedByWeight() {
    double[] share = new double[3];
    double[] weight = {100, 100, 300};
    ShareSolver solver = new ShareSolver(3, 4);
    solver.solve(new double[] {0.5, 9, 9}, weight, share);
    assertThat(share).containsExactly(new double[] {0.5, 0.875, 2.625}, CLOSE);
    assertThat(solver.available(0, weight, share))
        .as("a fifth of the weight")
        .isEqualTo(0.8, CLOSE);
    assertThat(solver.available(1, weight, share)).isEqualTo(0.875, CLOSE);
  }

  @Test
  void aFamilySharesItsOwnCapacityOnly() {
    double[] share = new double[4];
    double[] weight = {100, 300, 1, 10_000};
    ShareSolver solver = new ShareSolver(new int[] {0, 0, 1, 2}, new double[] {2, 1, 1});
    solver.solve(new double[] {9, 9, 9, 0.25}, weight, share);
    assertThat(share).containsExactly(new double[] {0.5, 1.5, 1, 0.25}, CLOSE);
    assertThat(solver.available(3, weight, share)).as("what is idle as well").isEqualTo(1, CLOSE);

    weight[3] = 1;
    weight[2] = 10_000;
    solver.solve(new double[] {9, 9, 9, 0.25}, weight, share);
    assertThat(share)
        .as("weight of another family says nothing")
        .containsExactly(new double[] {0.5, 1.5, 1, 0.25}, CLOSE);
  }
}
