package io.openwlm.simulator.outcome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What one run is worth, by the {@link Scoring}.
 *
 * @param weightedMissed intervals with a missed goal, each counted by the importance of its class
 * @param recoverySeconds one entry per episode of a missed goal of importance 1 or 2
 * @param donorCpuSeconds CPU time that classes got that are less important than the most important
 *     one
 * @param settingChanges values written to the machine
 */
public record Score(
    double weightedMissed,
    List<Double> recoverySeconds,
    double donorCpuSeconds,
    double settingChanges) {
  public Score {
    recoverySeconds = List.copyOf(recoverySeconds);
  }

  /**
   * The middle of the recovery times; the mean of the two in the middle; empty without episodes.
   */
  public OptionalDouble recoveryMedianSeconds() {
    return median(recoverySeconds);
  }

  /** The middle of some numbers; empty if there are none. */
  public static OptionalDouble median(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  /**
   * The mean of runs that differ only in their seed; the episodes of all of them together.
   *
   * @param scores at least one
   */
  public static Score mean(List<Score> scores) {
    List<Double> episodes = new ArrayList<>();
    double missed = 0;
    double donors = 0;
    double changes = 0;
    for (Score score : scores) {
      episodes.addAll(score.recoverySeconds);
      missed += score.weightedMissed;
      donors += score.donorCpuSeconds;
      changes += score.settingChanges;
    }
    int n = scores.size();
    return new Score(missed / n, episodes, donors / n, changes / n);
  }

  /**
   * True if this one is better: fewer weighted missed intervals, or as many and more CPU time for
   * the donors.
   */
  public boolean isBetterThan(Score other) {
    return weightedMissed != other.weightedMissed
        ? weightedMissed < other.weightedMissed
        : donorCpuSeconds > other.donorCpuSeconds;
  }
}
