package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.Golden;
import io.openwlm.simulator.compare.Comparison;
import io.openwlm.simulator.compare.Contender;
import io.openwlm.simulator.compare.Curve;
import io.openwlm.simulator.compare.ScenarioComparison;
import io.openwlm.simulator.outcome.Score;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonJsonGoldenTest {
  private static ScenarioComparison scenario(String name, double factor, Double... recoveries) {
    Map<Contender, Score> scores = new EnumMap<>(Contender.class);
    Map<Contender, Curve> curves = new EnumMap<>(Contender.class);
    for (Contender contender : Contender.values()) {
      int k = contender.ordinal() + 1;
      scores.put(contender, new Score(k * factor, List.of(recoveries), 4 * k * factor, k));
      curves.put(contender, new Curve(List.of(0.5), List.of(0.5)));
    }
    return new ScenarioComparison(name, "", 120, 10, "SHOP", scores, curves);
  }

  @Test
  void hasTotalsByStrategyAndTheSameForEachScenario() {
    Comparison comparison =
        new Comparison(List.of(scenario("flood", 2.5, 10.0, 25.0), scenario("peers", 0)), 2);
    String json = ComparisonJson.of(comparison);
    Golden.check("comparison-json", List.of(json.replace("},\"", "},\n\"").split("\n")));
    assertThat(json).doesNotContain("\n", "NaN");
  }
}
