package io.openwlm.core.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs counts as late by the number that is surely late, and never by more. */
class StuckTransactionsTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1_000 * MS;
  private static final long FLUSH = 100 * MS;
  private static final long GOAL = SECOND;

  private final TransactionIntake intake =
      new TransactionIntake(new Goal.PercentileResponseTimeGoal(90, GOAL, 50));

  /** When each that runs began. */
  private final List<Long> begun = new ArrayList<>();

  private final List<Long> ended = new ArrayList<>();
  private long now;

  private void begin(int count) {
    for (int i = 0; i < count; i++) {
      begun.add(now);
    }
  }

  /** Quick ones that began a moment ago and end now. */
  private void endQuick(int count) {
    for (int i = 0; i < count; i++) {
      ended.add(50 * MS);
    }
  }

  /** A reporter tells every 100 ms, as the library does. */
  private void tell(long lost) {
    long[] times = ended.stream().mapToLong(Long::longValue).toArray();
    ended.clear();
    long oldest = begun.stream().mapToLong(b -> now - b).max().orElse(0);
    intake.report(now, times, times.length, begun.size(), oldest, lost, 7);
  }

  private Transactions passAndDrain(long nanos, int quickPerFlush) {
    for (long end = now + nanos; now < end; now += FLUSH) {
      endQuick(quickPerFlush);
      tell(0);
    }
    tell(0);
    return intake.drain(now);
  }

  private static ResponseTimeDistribution times(Transactions drained) {
    return Objects.requireNonNull(drained.responseTimes());
  }

  private static long late(Transactions drained) {
    return times(drained).count() - drained.completions();
  }

  @Test
  void whereNothingEndsAllThatIsStuckCounts() {
    begin(500);
    Transactions drained = passAndDrain(10 * SECOND, 0);

    assertThat(drained.completions()).isZero();
    assertThat(late(drained)).isEqualTo(500);
    assertThat(times(drained).maxNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void oneStuckOfManyCountsAsOne() {
    begin(1);
    Transactions drained = passAndDrain(10 * SECOND, 10);

    assertThat(late(drained)).isEqualTo(1);
    assertThat(times(drained).percentileNanos(90)).isLessThan(GOAL);
  }

  @Test
  void fewQuickEndsDoNotHideManyThatAreStuck() {
    begin(500);
    passAndDrain(10 * SECOND, 0);
    endQuick(20);
    Transactions drained = passAndDrain(10 * SECOND, 0);

    assertThat(drained.completions()).isEqualTo(20);
    assertThat(late(drained)).isBetween(480L, 500L);
    assertThat(times(drained).percentWithinGoal()).isLessThan(5);
    assertThat(times(drained).percentileNanos(90)).isGreaterThan(4 * GOAL);
  }

  @Test
  void aHalfThatIsStuckMissesAGoalOfNinetyPercent() {
    begin(500);
    Transactions drained = passAndDrain(10 * SECOND, 5);

    assertThat(drained.completions()).isBetween(500L, 510L);
    assertThat(late(drained)).isBetween(400L, 500L);
    assertThat(times(drained).percentileNanos(90)).isGreaterThan(GOAL);
  }

  @Test
  void aBurstThatHasJustBegunIsNotLateHoweverOldItsOldestCompanionIs() {
    begin(1);
    passAndDrain(10 * SECOND, 2);
    begin(500);
    Transactions drained = passAndDrain(8 * FLUSH, 2);

    assertThat(drained.inFlight()).isEqualTo(501);
    assertThat(late(drained)).isEqualTo(1);
  }

  @Test
  void aBurstAloneIsNotLateUntilItIs() {
    begin(500);
    assertThat(late(passAndDrain(9 * FLUSH, 0))).isZero();
    assertThat(late(passAndDrain(GOAL, 0))).isEqualTo(500);
  }

  @Test
  void aReporterThatWasNotHeardOfSinceDoesNotMakeTheRestLate() {
    begin(500);
    tell(0);
    assertThat(late(intake.drain(now + 10 * SECOND))).isEqualTo(1);
  }

  @Test
  void whatWasLostMayBeWhatWasStuck() {
    begin(500);
    passAndDrain(5 * SECOND, 0);
    tell(499);
    assertThat(late(intake.drain(now))).isEqualTo(1);
  }

  @Test
  void aReporterThatLeavesTakesThemAlong() {
    begin(500);
    passAndDrain(5 * SECOND, 0);
    intake.reporterGone(7);
    begun.clear();
    assertThat(late(passAndDrain(SECOND, 0))).isZero();
    begin(3);
    assertThat(late(passAndDrain(5 * SECOND, 0))).isEqualTo(3);
  }

  /** Transactions of all lengths: never more late ones than there are, and never older ones. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void neverCountsMoreThanIsTrue(long seed) {
    Random random = new Random(seed);
    double ending = 0.02 + 0.3 * random.nextDouble();
    int arriving = 1 + random.nextInt(30);
    for (int step = 1; step <= 1_000; step++) {
      boolean stuck = step / 100 % 2 == 1;
      begin(random.nextInt(arriving));
      for (int i = begun.size() - 1; i >= 0; i--) {
        boolean old = now - begun.get(i) > GOAL;
        if (random.nextDouble() < (stuck && old ? ending / 50 : ending)) {
          ended.add(now - begun.remove(i));
        }
      }
      now += FLUSH;
      tell(0);
      if (step % 10 == 0) {
        Transactions drained = intake.drain(now);
        long truth = begun.stream().filter(b -> now - b > GOAL).count();
        double ages = begun.stream().filter(b -> now - b > GOAL).mapToDouble(b -> now - b).sum();
        ResponseTimeDistribution of = Objects.requireNonNull(drained.ended());
        assertThat(late(drained)).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(truth);
        assertThat(times(drained).sumNanos() - of.sumNanos()).isLessThanOrEqualTo(ages + 1);
      }
    }
  }
}
