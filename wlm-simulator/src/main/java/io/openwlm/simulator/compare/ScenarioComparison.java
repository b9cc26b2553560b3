package io.openwlm.simulator.compare;

import io.openwlm.simulator.outcome.Score;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * One scenario under all contenders.
 *
 * @param cpuSeconds what the machine could give in the whole run
 * @param intervalSeconds length of an interval of the curves
 * @param leadClass the class whose curves are shown, with its goal, as people read it
 */
public record ScenarioComparison(
    String name,
    String description,
    double cpuSeconds,
    double intervalSeconds,
    String leadClass,
    Map<Contender, Score> scores,
    Map<Contender, Curve> curves) {
  public ScenarioComparison {
    scores = new EnumMap<>(scores);
    curves = new EnumMap<>(curves);
  }

  public Score score(Contender contender) {
    return Objects.requireNonNull(scores.get(contender));
  }

  public Curve curve(Contender contender) {
    return Objects.requireNonNull(curves.get(contender));
  }

  /** What donors got under a contender, as a share (0 to 1) of what the machine could give. */
  double donorCapacity(Contender contender) {
    return score(contender).donorCpuSeconds() / cpuSeconds;
  }
}
