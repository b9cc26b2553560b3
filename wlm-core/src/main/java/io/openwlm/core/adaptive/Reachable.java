package io.openwlm.core.adaptive;

import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.Goal;
import java.util.Locale;

/** The goal that work could reach which cannot reach its own. */
final class Reachable {
  /** A proposed goal leaves this much room. */
  private static final double ROOM = 1.1;

  private Reachable() {}

  /**
   * @param index performance index at best, above 1
   */
  static String text(Goal goal, double index) {
    String best = String.format(Locale.ROOT, "at best PI %.2f", index);
    double factor = index * ROOM;
    String proposed =
        switch (goal) {
          case Goal.AverageResponseTimeGoal g ->
              "avg < " + Durations.text(rounded(g.goalNanos() * factor));
          case Goal.PercentileResponseTimeGoal g ->
              g.percentile() + "% < " + Durations.text(rounded(g.goalNanos() * factor));
          case Goal.VelocityGoal g ->
              "velocity " + Math.max(1, (int) Math.floor(g.velocity() / factor));
          case Goal.ThroughputGoal g -> Durations.number(g.perSecond() / factor) + "/s";
          case Goal.DiscretionaryGoal _, Goal.TokenBudgetGoal _ -> "none";
        };
    return best + "; a goal within reach: " + proposed;
  }

  private static long rounded(double nanos) {
    long unit = nanos >= 1e10 ? 1_000_000_000L : nanos >= 1e8 ? 10_000_000L : 1_000_000L;
    return Math.max(unit, (long) Math.ceil(nanos / unit) * unit);
  }
}
