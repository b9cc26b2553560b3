package io.openwlm.core.classify;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Chooses the positions of a value to look at: those first that tell most masks apart. What counts
 * is how many masks are left, on average, to a value that one of them matches.
 */
final class MaskPositions {
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

  /** All positions before {@code last}, the best first. */
  static int[] all(List<CompiledMask> masks, int last) {
    int[] best = best(masks, last, last);
    boolean[] taken = new boolean[last];
    for (int position : best) {
      taken[position] = true;
    }
    int[] all = Arrays.copyOf(best, last);
    int next = best.length;
    for (int position = 0; position < last; position++) {
      if (!taken[position]) {
        all[next++] = position;
      }
    }
    return all;
  }

  /** The best positions before {@code last}; fewer than {@code most} if more would not help. */
  static int[] best(List<CompiledMask> masks, int last, int most) {
    MaskPositions choice = new MaskPositions(masks);
    int[] positions = new int[Math.min(last, most)];
    long fewest = (long) masks.size() * masks.size();
    for (int k = 0; k < positions.length; k++) {
      int best = -1;
      for (int p = 0; p < last; p++) {
        long cost = choice.remaining(p, false);
        if (cost < fewest) {
          best = p;
          fewest = cost;
        }
      }
      if (best < 0) {
        return Arrays.copyOf(positions, k);
      }
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
