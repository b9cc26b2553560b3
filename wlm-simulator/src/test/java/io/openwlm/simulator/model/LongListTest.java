package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongListTest {

  /** 1,024 and more are counted by their leading bits first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1_023, 1_024, 5_000})
  void selectsWhatSortingPutsAtAPlace(int size) {
    Random random = new Random(size);
    for (int round = 0; round < 40; round++) {
      // From all equal to spread over all sizes.
      int spread = random.nextInt(1, 63);
      LongList list = new LongList();
      long[] sorted = new long[size];
      for (int i = 0; i < size; i++) {
        sorted[i] = random.nextLong() >>> random.nextInt(spread, 64);
        list.add(sorted[i]);
      }
      Arrays.sort(sorted);
      int place = round == 0 ? 0 : round == 1 ? size - 1 : random.nextInt(size);
      assertThat(list.select(place)).isEqualTo(sorted[place]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 2_000})
  void takesWhatAnotherHasFromAPlaceOn(int from) {
    LongList other = new LongList();
    for (int i = 0; i < 2_000; i++) {
      other.add(i);
    }
    LongList list = new LongList();
    list.add(-1);
    list.addAll(other, from);
    assertThat(list.size()).isEqualTo(1 + 2_000 - from);
    for (int i = 1; i < list.size(); i++) {
      assertThat(list.array()[i]).isEqualTo(from + i - 1L);
    }
  }
}
