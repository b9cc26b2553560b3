package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.CgroupPath;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiblingsTest {
  /** Keeps nobody back, but makes the resource divide level by level. */
  private static final double WIDE_CAP = 1e6;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 40})
  void divideAsLevelByLevelToTheLastBit(int leaves) {
    Random random = new Random(leaves);
    SharedResource flat = resource(leaves, Double.POSITIVE_INFINITY);
    SharedResource tree = resource(leaves, WIDE_CAP);
    boolean anyBeyondItsShare = false;
    for (int step = 0; step < 500; step++) {
      int leaf = 2 + random.nextInt(leaves);
      int threads = random.nextInt(7);
      int weight = 1 + random.nextInt(10_000);
      for (SharedResource each : new SharedResource[] {flat, tree}) {
        each.setSlow(leaf, 1 + threads / 30.0, step);
        each.spin(leaf, threads - each.station(leaf).threads, step);
        each.setWeight(leaf, weight, step); // divides all anew
      }
      for (int i = 2; i < 2 + leaves; i++) {
        double rate = flat.station(i).rate;
        assertThat(rate).isEqualTo(tree.station(i).rate);
        anyBeyondItsShare |= rate > 0 && rate < flat.station(i).wants();
      }
    }
    assertThat(anyBeyondItsShare).isTrue();
  }

  @Test
  void feelALimitThatComesLater() {
    SharedResource flat = resource(2, Double.POSITIVE_INFINITY);
    flat.spin(2, 2, 0);
    flat.spin(3, 1, 0);
    flat.setCap(2, 0.5, 0);
    assertThat(flat.station(2).rate).isEqualTo(0.5);
    assertThat(flat.station(2).heldBack).as("without the limit it had 2").isEqualTo(1.5);
    flat.setCap(2, Double.POSITIVE_INFINITY, 0);
    assertThat(flat.station(2).rate).isEqualTo(2);
    assertThat(flat.station(2).heldBack).isZero();
    flat.setCap(1, 1, 0);
    assertThat(flat.station(2).rate + flat.station(3).rate).as("of the group").isEqualTo(1);
  }

  private static SharedResource resource(int leaves, double cap) {
    GroupTree tree = new GroupTree();
    for (int i = 0; i < leaves; i++) {
      tree.leaf(new CgroupPath("/all/g" + i));
    }
    double[] caps = new double[tree.size()];
    Arrays.fill(caps, cap);
    return new SharedResource(tree, 4, caps);
  }
}
