package io.openwlm.model.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTimeDistributionTest {
  private static final long GOAL = 2_000_000_000L;

  @Test
  void sumsUpToTheFourteenBucketsOfRmf() {
    // Counts of the worked example of the Redbook SG24-5326: 80 % in 2 s, answer 1.1.
    long[] counts = {5, 15, 20, 10, 30, 20, 30, 3, 1, 5, 0, 1, 0, 0};
    double[] middles = {0.4, 0.55, 0.65, 0.75, 0.85, 0.95, 1.05, 1.15, 1.25, 1.35, 1.45, 1.9, 3, 9};
    var distribution = new ResponseTimeDistribution(GOAL);
    for (int i = 0; i < counts.length; i++) {
      distribution.record(Math.round(middles[i] * GOAL), counts[i]);
    }
    assertThat(distribution.rmfCounts()).containsExactly(counts);
    assertThat((double) distribution.percentileNanos(80) / GOAL).isBetween(1.0, 1.1);
    assertThat(distribution.percentWithinGoal()).isCloseTo(100.0 * 100 / 140, within(0.001));
  }

  @Test
  void manyAtOnceCountAsOneByOne() {
    long[] times = new Random(3).longs(1_000, -GOAL, 100 * GOAL).toArray();
    var together = new ResponseTimeDistribution(GOAL);
    var oneByOne = new ResponseTimeDistribution(GOAL);
    for (int n : new int[] {0, 1, 999}) {
      together.record(times, n);
      for (int i = 0; i < n; i++) {
        oneByOne.record(times[i]);
      }
      assertThat(together.count()).isEqualTo(oneByOne.count());
      assertThat(together.sumNanos()).isEqualTo(oneByOne.sumNanos());
      assertThat(together.sumSquares()).isEqualTo(oneByOne.sumSquares());
      assertThat(together.maxNanos()).isEqualTo(oneByOne.maxNanos());
      assertThat(together.rmfCounts()).isEqualTo(oneByOne.rmfCounts());
      assertThat(together.percentileNanos(33)).isEqualTo(oneByOne.percentileNanos(33));
    }
  }

  @Test
  void countsAnEndExactlyOnTheGoalAsWithin() {
    var distribution = new ResponseTimeDistribution(GOAL);
    distribution.record(GOAL);
    distribution.record(GOAL + 1);
    assertThat(distribution.percentWithinGoal()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 999, 1_000_000, 250_000_000, GOAL, 86_400_000_000_000L})
  void findsTheBucketThatComparingWithEveryBoundFinds(long goalNanos) {
    int[] percent = {1, 2, 50, 60, 70, 140, 150, 400, 12_800};
    GoalBuckets buckets = new GoalBuckets(goalNanos, percent);
    Random random = new Random(goalNanos);
    for (int i = 0; i < 20_000; i++) {
      // Times of every size, and those next to a bound and to a power of two.
      int bound = i % percent.length;
      long nanos =
          switch (i % 3) {
            case 0 -> random.nextLong() >>> (1 + random.nextInt(63));
            case 1 -> Math.max(0, buckets.boundNanos(bound) + random.nextInt(-2, 3));
            case 2 -> Math.max(0, (1L << random.nextInt(63)) + random.nextInt(-2, 3));
            default -> Long.MAX_VALUE;
          };
      int expected = 0;
      while (expected < buckets.bounds() && nanos > buckets.boundNanos(expected)) {
        expected++;
      }
      assertThat(buckets.of(nanos)).as("goal %d, time %d", goalNanos, nanos).isEqualTo(expected);
    }
    assertThat(buckets.of(Long.MAX_VALUE)).isEqualTo(percent.length);
  }

  @Test
  void isEmptyWithoutTransactions() {
    var distribution = new ResponseTimeDistribution(GOAL);
    assertThat(distribution.percentileNanos(90)).isZero();
    assertThat(distribution.meanNanos()).isZero();
    assertThat(distribution.percentWithinGoal()).isEqualTo(100);
  }

  @Test
  void interpolatesWithinABucket() {
    var distribution = new ResponseTimeDistribution(GOAL);
    // All in the bucket from 150 to 175 % of the goal: a quarter of them lies in its first quarter.
    distribution.record(Math.round(1.74 * GOAL), 40);
    assertThat((double) distribution.percentileNanos(25) / GOAL).isCloseTo(1.56, within(1e-9));
    assertThat((double) distribution.percentileNanos(50) / GOAL).isCloseTo(1.62, within(1e-9));
    assertThat((double) distribution.percentileNanos(100) / GOAL).isCloseTo(1.74, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void tellsPercentilesWithinTheWidthOfABucket(long seed) {
    Random random = new Random(seed);
    var distribution = new ResponseTimeDistribution(GOAL);
    long[] times = new long[500];
    for (int i = 0; i < times.length; i++) {
      times[i] = (long) (-Math.log(1 - random.nextDouble()) * GOAL * 0.7);
      distribution.record(times[i]);
    }
    Arrays.sort(times);
    for (int percentile : new int[] {50, 80, 90, 95}) {
      double exact = times[(int) Math.ceil(percentile / 100.0 * times.length) - 1];
      assertThat(distribution.percentileNanos(percentile) / exact)
          .as("seed %d percentile %d", seed, percentile)
          .isBetween(0.75, 1.34);
    }
    assertThat(distribution.percentileNanos(100)).isEqualTo(times[times.length - 1]);
  }

  @Test
  void neverFallsOverOddValues() {
    var distribution = new ResponseTimeDistribution(1);
    distribution.record(-5);
    distribution.record(Long.MAX_VALUE);
    assertThat(distribution.count()).isEqualTo(2);
    assertThat(distribution.percentileNanos(Double.NaN)).isGreaterThanOrEqualTo(0);
    assertThat(distribution.maxNanos()).isEqualTo(Long.MAX_VALUE);
  }
}
