package io.openwlm.app.cli;

import io.openwlm.app.text.JsonText;
import io.openwlm.simulator.compare.Comparison;
import io.openwlm.simulator.compare.Contender;
import io.openwlm.simulator.compare.ScenarioComparison;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A comparison as one JSON object: totals by strategy, then the same for each scenario. */
final class ComparisonJson {
  private ComparisonJson() {}

  static String of(Comparison comparison) {
    JsonText json = new JsonText().object().field("apiVersion", "openwlm.io/v1");
    json.field("kind", "StrategyComparison").field("scenarios", comparison.scenarios().size());
    json.field("seeds", comparison.seeds()).name("totals").object();
    for (Contender contender : Contender.values()) {
      total(json.name(contender.key()), comparison.total(contender));
    }
    json.endObject().name("by_scenario").object();
    for (ScenarioComparison scenario : comparison.scenarios()) {
      json.name(scenario.name()).object();
      for (Contender contender : Contender.values()) {
        total(json.name(contender.key()), Comparison.total(contender, scenario));
      }
      json.endObject();
    }
    return json.endObject().endObject().toString();
  }

  private static void total(JsonText json, Comparison.Total total) {
    json.object().field("weighted_missed_intervals", total.weightedMissedIntervals());
    json.optional("recovery_seconds_median", orNull(total.recoverySecondsMedian()));
    json.optional("donor_throughput_share", orNull(total.donorThroughputShare()));
    json.field("weight_changes", total.weightChanges());
    json.field("recovery_episodes", total.episodes()).endObject();
  }

  private static @Nullable Double orNull(OptionalDouble number) {
    return number.isPresent() ? Double.valueOf(number.getAsDouble()) : null;
  }
}
