package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairHeapTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5, 6, 21, 1_000})
  void givesPairsByKeyAndThenByTag(int about) {
    Random random = new Random(about);
    PairHeap heap = new PairHeap();
    PriorityQueue<long[]> expected =
        new PriorityQueue<>(Comparator.<long[]>comparingLong(p -> p[0]).thenComparing(p -> p[1]));
    long tag = 0;
    for (int step = 0; step < 20 * about + 1_000; step++) {
      long key = random.nextInt(10) == 0 ? random.nextLong(Long.MAX_VALUE) : random.nextInt(20);
      boolean more = random.nextInt(2 * about) >= heap.size();
      if (heap.size() == 0 || more) {
        heap.add(key, tag);
        expected.add(new long[] {key, tag++});
      } else if (random.nextBoolean()) {
        heap.removeFirst();
        expected.remove();
      } else {
        heap.replaceFirst(key, tag);
        expected.remove();
        expected.add(new long[] {key, tag++});
      }
      assertThat(heap.size()).isEqualTo(expected.size());
      long[] first = expected.isEmpty() ? NOTHING : expected.element();
      assertThat(heap.firstKey()).isEqualTo(first[0]);
      assertThat(heap.firstTag()).isEqualTo(first[1]);
    }
  }

  private static final long[] NOTHING = {Long.MAX_VALUE, Long.MAX_VALUE};
}
