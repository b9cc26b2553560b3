package io.openwlm.model.diff;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the fewest elements that have to move to turn one order into another. */
final class Moves {
  private Moves() {}

  /**
   * The keys that moved, of those that are in both lists.
   *
   * @param before unique keys
   * @param after unique keys
   */
  static Set<String> of(Collection<String> before, Collection<String> after) {
    Map<String, Integer> places = new HashMap<>();
    after.forEach(key -> places.put(key, places.size()));
    List<String> common = before.stream().filter(places::containsKey).toList();
    boolean[] stays =
        longestRising(common.stream().mapToInt(key -> places.getOrDefault(key, 0)).toArray());
    Set<String> moved = new HashSet<>();
    for (int i = 0; i < stays.length; i++) {
      if (!stays[i]) {
        moved.add(common.get(i));
      }
    }
    return moved;
  }

  /** Marks a longest rising subsequence. */
  private static boolean[] longestRising(int[] values) {
    int[] tails = new int[values.length];
    int[] previous = new int[values.length];
    int length = 0;
    for (int i = 0; i < values.length; i++) {
      int low = 0;
      int high = length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (values[tails[middle]] < values[i]) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      previous[i] = low == 0 ? -1 : tails[low - 1];
      tails[low] = i;
      length = Math.max(length, low + 1);
    }
    boolean[] in = new boolean[values.length];
    for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
      in[i] = true;
    }
    return in;
  }
}
