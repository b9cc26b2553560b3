package io.openwlm.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.TokenAdmission.Ask;
import io.openwlm.core.port.TokenAdmission.Granted;
import io.openwlm.core.port.TokenAdmission.Refused;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.token.TokenUsage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenDemoTest {
  private static final Ask ASK = new Ask("chat", null, "fake", "m", 400, 1_000, 256, 60_000);

  @Test
  void itsDefinitionIsValidAtEveryLength() {
    for (int seconds : List.of(20, 90, 600)) {
      TokenDemoPlan plan = new TokenDemoPlan(seconds, 7);
      ServiceDefinition definition = TokenDemo.definition(plan, Path.of("/tmp/demo"));
      assertThat(definition.host().tokens().budgets()).hasSize(4);
      assertThat(definition.host().tokens().budgets().getFirst().limits().getFirst().amount())
          .isEqualTo(plan.limit() * 1_000);
    }
    assertThatThrownBy(() -> new TokenDemoPlan(19, 7)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theHourDoesNotEndBeforeTheDemo() {
    TokenDemoPlan plan = new TokenDemoPlan(90, 7);
    assertThat(plan.speed() * plan.seconds()).isBetween(3_500.0, 3_599.0);
  }

  /** What it is compared with overshoots: that is what checking and then charging means. */
  @Test
  void checkThenChargeLetsThroughWhatIsUnderWay() {
    CheckThenCharge naive = new CheckThenCharge(1_000);
    Granted first = (Granted) naive.reserve(ASK);
    Granted second = (Granted) naive.reserve(ASK);
    naive.settle(first.hold(), new TokenUsage(700, 0, 0, 300, 0), false);
    assertThat(naive.reserve(ASK)).isInstanceOf(Refused.class);
    naive.settle(second.hold(), new TokenUsage(700, 0, 0, 300, 0), false);
    assertThat(naive.settle(second.hold(), TokenUsage.NONE, false)).isFalse();
    assertThat(naive.spent()).isEqualTo(2_000);
    assertThat(naive.underWay()).isZero();
  }

  @Test
  void theSummaryHasTheFieldsOfThePage() {
    TokenResult good =
        new TokenResult(0, 0.0142, 0, 0, List.of(new TokenResult.Agent("chat", 1, 97, 0, 0)));
    TokenResult bad =
        new TokenResult(12_692, 0, 59, 0, List.of(new TokenResult.Agent("chat", 1, 38, 59, 0)));
    TokenSummary summary = new TokenSummary(new TokenDemoPlan(30, 7), good, bad);
    assertThat(summary.keepsItsPromise()).isTrue();
    assertThat(summary.json())
        .contains(
            "\"openwlm\":{\"overshoot_tokens\":0,\"unused_share\":0.0142,"
                + "\"importance1_refusals\":0,\"leaked_holds\":0,")
        .contains("\"check_then_charge\":{\"overshoot_tokens\":12692,");
    assertThat(new TokenSummary(new TokenDemoPlan(30, 7), bad, bad).keepsItsPromise()).isFalse();
    assertThat(summary.table()).contains("refusals of importance 1").contains("97 / 0");
  }
}
