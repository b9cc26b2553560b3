package io.openwlm.simulator.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How far above its budget an organisation gets, and how much of it nobody can use. With the
 * ledger: 0 above, less than 3 % unused. Others in the same run, for comparison.
 */
class OvershootScenarioTest {
  private static final int SEEDS = 20;

  @ParameterizedTest
  @CsvSource({
    "1, 1000000",
    "15, 1000000",
    "60, 1000000",
    "200, 1000000",
    "1, 100000",
    "15, 100000",
  })
  void spendsTheBudgetAndNothingAboveIt(int streams, long budget) {
    OvershootComparison.Row row = OvershootComparison.compare(streams, budget, SEEDS);
    assertThat(row.worstOvershoot()).isZero();
    assertThat(row.openwlm().unusedShare()).isLessThan(0.03);
    assertThat(row.leaked()).isZero();
    assertThat(row.checkThenCharge().overshootTokens()).as("others do overshoot").isPositive();
    assertThat(row.signalFile().overshootTokens())
        .isGreaterThanOrEqualTo(row.checkThenCharge().overshootTokens());
  }
}
