package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.ControlStrategy.Outcome;
import io.openwlm.core.adjust.CpuFamilies;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two CPUs; classes whose control groups lie under different parents. */
class FamiliesTest {
  private static final ServiceDefinition THREE =
      Cases.definition(
          Cases.velocity("ONLINE", 1, 1, 10_000),
          Cases.velocity("REPORTS", 4, 1, 10_000),
          Cases.discretionary("BATCH", 1, 10_000));

  private final AdaptiveStrategy strategy = new AdaptiveStrategy();

  private Outcome<AdaptiveState> decide(boolean started, String... groups) {
    Situation flat =
        Cases.situation(
            THREE,
            10 * Cases.SECOND,
            new int[] {100, 100, 100},
            new Seen(1.4, 0.7, 1.25),
            new Seen(0.6, 0.6, 0.2),
            new Seen(0.81, 0.7, 5));
    CpuFamilies families =
        CpuFamilies.of(IntStream.range(0, 3).mapToObj(i -> List.of(groups[i])).toList());
    return strategy.decide(1, flat.with(families), strategy.initial(3, started));
  }

  @Test
  void donorsAreSiblingsOnly() {
    Adjustment move =
        decide(true, "/web/online", "/web/reports", "/wlm/batch")
            .decision()
            .adjustments()
            .getFirst();
    assertThat(move.changes())
        .extracting(WeightChange::serviceClass)
        .containsExactly("ONLINE", "REPORTS");
    assertThat(move.notChosen())
        .extracting(Refusal::serviceClass, Refusal::reason)
        .contains(org.assertj.core.groups.Tuple.tuple("BATCH", ReasonCode.DONOR_ELSEWHERE));
  }

  @Test
  void whoHasNoSiblingIsToldSoAndNothingMoves() {
    Outcome<AdaptiveState> outcome = decide(true, "/web/online", "/wlm/reports", "/wlm/batch");
    assertThat(outcome.decision().adjustments()).isEmpty();
    assertThat(outcome.weights()).containsExactly(100, 100, 100);
    Refusal skip =
        outcome.decision().skips().stream()
            .filter(s -> s.serviceClass().equals("ONLINE"))
            .findFirst()
            .orElseThrow();
    assertThat(skip.reason()).isEqualTo(ReasonCode.NO_SIBLING);
    assertThat(skip.candidates())
        .extracting(Refusal::reason)
        .containsExactly(ReasonCode.DONOR_ELSEWHERE, ReasonCode.DONOR_ELSEWHERE);
  }

  @Test
  void firstWeightsAreDividedWithinEachFamily() {
    List<Integer> weights = decide(false, "/web/online", "/wlm/reports", "/wlm/batch").weights();
    assertThat(weights.getFirst()).as("alone under its parent").isEqualTo(100);
    assertThat(weights.get(1) + weights.get(2)).isEqualTo(200);
    assertThat(weights.get(1)).as("by need").isNotEqualTo(100);
  }
}
