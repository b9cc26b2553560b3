package io.openwlm.core.classify;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses the positions of a value to look at: those first that tell most masks apart. What counts
 * is how many masks are left, on average, to a value that one of them matches.
 */
final class MaskPositions {
  private static final int FARTHEST = 256;

  private final List<CompiledMask> masks;

  /** Of each mask, those that a value it matches may still match. */
  private final BitSet[] left;

  private MaskPositions(List<CompiledMask> masks) {
    this.masks = masks;
    left = new BitSet[masks.size()];
    Arrays.setAll(
        left,
        _ -> {
          BitSet all = new BitSet(masks.size());
          all.set(0, masks.size());
          return all;
        });
  }

  /**
   * The best positions, counted from 0, the best first.
   *
   * @param last length of the longest mask
   * @param least how many at least; if there are not so many, the first comes again
   * @param most how many at most; the same as {@code last} to get them all
   */
  static int[] best(List<CompiledMask> masks, int last, int least, int most) {
    MaskPositions choice = new MaskPositions(masks);
    boolean[] taken = new boolean[Math.min(last, FARTHEST)];
    int[] positions = new int[Math.max(least, Math.min(taken.length, most))];
    for (int k = 0; k < Math.min(taken.length, most); k++) {
      int best = -1;
      long fewest = Long.MAX_VALUE;
      for (int p = 0; p < taken.length; p++) {
        long cost = taken[p] ? Long.MAX_VALUE : choice.remaining(p, false);
        if (cost < fewest) {
          best = p;
          fewest = cost;
        }
      }
      taken[best] = true;
      choice.remaining(best, true);
      positions[k] = best;
    }
    return positions;
  }

  /** How many masks are left in all if a position is looked at as well. */
  private long remaining(int position, boolean keep) {
    BitSet[] accepting = new BitSet[MaskIndex.OTHER + 1];
    BitSet any = new BitSet();
    int[] wanted = new int[left.length];
    for (int i = 0; i < left.length; i++) {
      wanted[i] = Math.min(masks.get(i).wanted(position), MaskIndex.OTHER);
      if (wanted[i] < 0) {
        any.set(i);
      }
    }
    for (int i = 0; i < left.length; i++) {
      if (wanted[i] >= 0) {
        BitSet set = accepting[wanted[i]];
        if (set == null) {
          set = (BitSet) any.clone();
          accepting[wanted[i]] = set;
        }
        set.set(i);
      }
    }
    long sum = 0;
    for (int i = 0; i < left.length; i++) {
      if (wanted[i] < 0) {
        sum += left[i].cardinality();
        continue;
      }
      BitSet now = keep ? left[i] : (BitSet) left[i].clone();
      now.and(accepting[wanted[i]]);
      sum += now.cardinality();
    }
    return sum;
  }
}
