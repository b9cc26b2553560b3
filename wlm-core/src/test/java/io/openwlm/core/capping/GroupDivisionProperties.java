package io.openwlm.core.capping;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.capping.GroupDivision.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of capping, over 10^5 generated divisions and closed loops with any load. */
class GroupDivisionProperties {
  private static final double ROUNDING = 1e-6;

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void dividesNoMoreThanThereIsAndNoLessThanTheLeast(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Member> members = new ArrayList<>();
      int n = 1 + random.nextInt(8);
      double most = 0;
      for (int i = 0; i < n; i++) {
        double limit =
            random.nextBoolean() ? Double.POSITIVE_INFINITY : 0.01 + 3 * random.nextDouble();
        most += limit;
        members.add(
            new Member(
                1 + random.nextInt(10_000),
                random.nextInt(4) == 0 ? 0 : 20 * random.nextDouble(),
                limit));
      }
      double capacity = random.nextInt(10) == 0 ? 0 : 16 * random.nextDouble();
      double[] given = GroupDivision.of(capacity, members);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        String where = "seed " + seed + " round " + round + " member " + i;
        assertThat(given[i]).as(where).isGreaterThanOrEqualTo(GroupDivision.LEAST_CPUS - ROUNDING);
        assertThat(given[i])
            .as(where)
            .isLessThanOrEqualTo(
                Math.max(GroupDivision.LEAST_CPUS, members.get(i).limit()) + ROUNDING);
        sum += given[i];
      }
      double there = Math.max(capacity, n * GroupDivision.LEAST_CPUS);
      assertThat(sum).as("seed " + seed).isLessThanOrEqualTo(there + ROUNDING);
      assertThat(sum)
          .as("nothing is kept, seed " + seed)
          .isGreaterThanOrEqualTo(Math.min(there, most) - ROUNDING - n * GroupDivision.LEAST_CPUS);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aGroupUnderAnyLoadKeepsTheLawsAndComesToRest(long seed) {
    Random random = new Random(seed);
    long maximum = 5 + random.nextInt(600);
    int n = 1 + random.nextInt(4);
    String[] names = new String[n];
    for (int i = 0; i < n; i++) {
      names[i] = "C" + i;
    }
    CappedPlant plant = new CappedPlant(maximum, names);
    double least = Math.max(maximum / 100.0, n * GroupDivision.LEAST_CPUS);
    for (int phase = 0; phase < 6; phase++) {
      for (int i = 0; i < n; i++) {
        plant.wants[i] = random.nextInt(3) == 0 ? 0 : 6 * random.nextDouble();
        plant.weight(i, 1 + random.nextInt(10_000));
      }
      for (int k = 0; k < 60; k++) {
        plant.look();
        if (!Double.isInfinite(plant.limits)) {
          assertThat(plant.limits)
              .as("limits together, seed " + seed)
              .isLessThanOrEqualTo(least + ROUNDING);
        }
        for (int i = 0; i < n; i++) {
          assertThat(plant.cpus(i)).isGreaterThanOrEqualTo(GroupDivision.LEAST_CPUS);
        }
      }
      // Four minutes after the last change of the load nothing changes any more.
      plant.look(60);
      assertThat(plant.look(20)).as("changes at rest, seed " + seed).isZero();
      if (plant.groupUsed() > 0.99 * least) {
        assertThat(plant.groupUsed()).as("seed " + seed).isLessThanOrEqualTo(least + ROUNDING);
      }
    }
  }
}
