package io.openwlm.simulator.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {
  private static final double NONE = HandMade.NO_DATA;
  private static final double[] GOOD = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5};

  @Test
  void countsAMissedIntervalByTheImportanceOfItsClass() {
    assertThat(List.of(1, 2, 3, 4, 5, 6))
        .map(level -> Scoring.weight(new Importance(level)))
        .containsExactly(16, 8, 4, 2, 1, 0);
    ServiceDefinition d = HandMade.definition(1, 3, 5, 6);
    Score score =
        Scoring.score(
            HandMade.outcome(
                d,
                new double[] {0.9, 1.5, 1.0},
                new double[] {2, 3, 0.5},
                new double[] {1.01, 1, 1},
                new double[] {9, 9, 9}));
    assertThat(score.weightedMissed()).isEqualTo(16 + 2 * 4 + 1);
    assertThat(score.settingChanges()).isEqualTo(3);
  }

  @Test
  void countsNothingWhereThereIsNothingToJudge() {
    ServiceDefinition d = HandMade.definition(1);
    Score score = Scoring.score(HandMade.outcome(d, new double[] {NONE, NONE, 1 + 1e-12}));
    assertThat(score.weightedMissed()).isZero();
    assertThat(score.recoverySeconds()).isEmpty();
    assertThat(score.recoveryMedianSeconds()).isEmpty();
  }

  @Test
  void recoveryLastsUntilTheGoalIsMetTwice() {
    ServiceDefinition d = HandMade.definition(1, 3);
    // Missed at 1 and 2, met once at 3, missed at 4, met at 5 and 6: 4 intervals of 2 s.
    double[] lead = {0.5, 2, 2, 0.9, 2, 0.9, 0.9, 0.9};
    // Importance 3 recovers whenever it likes.
    double[] other = {2, 2, 2, 2, 2, 2, 2, 2};
    assertThat(Scoring.score(HandMade.outcome(d, lead, other)).recoverySeconds())
        .containsExactly(8.0);
  }

  @Test
  void everyEpisodeCountsForItself() {
    ServiceDefinition d = HandMade.definition(2, 2);
    double[] twice = {2, 0.5, 0.5, 2, 2, 0.5, 0.5, 0.5};
    double[] toTheEnd = {0.5, 0.5, 0.5, 0.5, 0.5, 2, 2, 0.5};
    Score score = Scoring.score(HandMade.outcome(d, twice, toTheEnd));
    assertThat(score.recoverySeconds()).containsExactly(2.0, 4.0, 6.0);
    assertThat(score.recoveryMedianSeconds()).hasValue(4.0);
  }

  @Test
  void intervalsWithoutDataNeitherHealNorProlong() {
    ServiceDefinition d = HandMade.definition(1, 1);
    double[] gap = {2, NONE, 0.5, NONE, 0.5, 0.5, 0.5, 0.5};
    double[] vanishes = {0.5, 2, 2, NONE, NONE, NONE, NONE, NONE};
    Score score = Scoring.score(HandMade.outcome(d, gap, vanishes));
    // The first is met again at 2, two intervals after it began.
    assertThat(score.recoverySeconds()).containsExactly(4.0, 4.0);
  }

  @Test
  void donorsAreAllThatAreLessImportantThanTheMostImportant() {
    // Half a CPU each, 8 intervals of 2 s: 8 CPU seconds a class.
    assertThat(donors(HandMade.definition(2, 3, 6))).isCloseTo(16, within(1e-9));
    assertThat(donors(HandMade.definition(2, 2, 2))).isZero();
    assertThat(donors(HandMade.definition(6, 6, 5))).isCloseTo(16, within(1e-9));
    assertThat(donors(HandMade.definition(6, 6, 6))).isZero();
  }

  private static double donors(ServiceDefinition definition) {
    return Scoring.score(HandMade.outcome(definition, GOOD, GOOD, GOOD)).donorCpuSeconds();
  }

  @Test
  void theMeanOfSeedsKeepsAllEpisodes() {
    Score mean =
        Score.mean(
            List.of(new Score(10, List.of(4.0), 100, 3), new Score(20, List.of(8.0, 2.0), 300, 4)));
    assertThat(mean).isEqualTo(new Score(15, List.of(4.0, 8.0, 2.0), 200, 3.5));
    assertThat(Score.median(List.of(4.0, 1.0, 3.0, 2.0))).hasValue(2.5);
  }

  @Test
  void missesCountBeforeDonorWork() {
    Score few = new Score(1, List.of(), 10, 0);
    assertThat(few.isBetterThan(new Score(2, List.of(), 20, 0))).isTrue();
    assertThat(few.isBetterThan(new Score(1, List.of(), 9, 5))).isTrue();
    assertThat(few.isBetterThan(new Score(1, List.of(), 10, 5))).isFalse();
    assertThat(few.isBetterThan(new Score(0, List.of(), 1, 0))).isFalse();
  }
}
