package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarliestLeafTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 200})
  void isTheLeafWithTheLeastTimeAndOfEqualTimesTheLowerOne(int count) {
    Random random = new Random(count);
    int[] leaves = IntStream.range(0, count).map(i -> 3 + 2 * i).toArray();
    EarliestLeaf earliest = new EarliestLeaf(leaves, 4 + 2 * count);
    long[] nanos = new long[count];
    Arrays.fill(nanos, Long.MAX_VALUE);
    for (int step = 0; step < 2_000; step++) {
      int i = random.nextInt(count);
      nanos[i] = random.nextInt(5) == 0 ? Long.MAX_VALUE : random.nextInt(10);
      earliest.set(leaves[i], nanos[i]);

      int first = 0;
      for (int k = 1; k < count; k++) {
        first = nanos[k] < nanos[first] ? k : first;
      }
      assertThat(earliest.firstNanos()).isEqualTo(nanos[first]);
      if (nanos[first] < Long.MAX_VALUE) {
        assertThat(earliest.leaf(nanos[first])).isEqualTo(leaves[first]);
      }
    }
  }

  @Test
  void nothingIsFirstAtTheStart() {
    assertThat(new EarliestLeaf(new int[] {1, 2}, 3).firstNanos()).isEqualTo(Long.MAX_VALUE);
  }
}
