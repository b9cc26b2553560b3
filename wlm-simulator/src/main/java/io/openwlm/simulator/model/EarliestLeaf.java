package io.openwlm.simulator.model;

import java.util.Arrays;

/**
 * When the first thread of each leaf is done, and which leaf is the first of all; of equal times
 * that with the lower number. Which one it is cannot be foreseen, so it is computed without
 * branches, four at a time.
 */
final class EarliestLeaf {
  private static final int AT_ONCE = 4;

  /** Times of leaves in their order; rounded up to a multiple of four with times never reached. */
  private final long[] nanos;

  private final int[] leaves;
  private final int[] places;

  /**
   * @param leaves numbers of nodes, rising
   * @param nodes in the tree
   */
  EarliestLeaf(int[] leaves, int nodes) {
    nanos = new long[(leaves.length + AT_ONCE - 1) / AT_ONCE * AT_ONCE];
    Arrays.fill(nanos, Long.MAX_VALUE);
    this.leaves = Arrays.copyOf(leaves, nanos.length);
    places = new int[nodes];
    for (int i = 0; i < leaves.length; i++) {
      places[leaves[i]] = i;
    }
  }

  /**
   * @param atNanos 0 or more; {@link Long#MAX_VALUE} = never
   */
  void set(int leaf, long atNanos) {
    nanos[places[leaf]] = atNanos;
  }

  /** When the first is done; {@link Long#MAX_VALUE} if none will be. */
  long firstNanos() {
    long[] in = nanos;
    long first = least(in, 0);
    for (int i = AT_ONCE; i < in.length; i += AT_ONCE) {
      first = Math.min(first, least(in, i));
    }
    return first;
  }

  private static long least(long[] in, int i) {
    return Math.min(Math.min(in[i], in[i + 1]), Math.min(in[i + 2], in[i + 3]));
  }

  /**
   * The leaf that is the first.
   *
   * @param first what {@link #firstNanos} gave, not {@link Long#MAX_VALUE}
   */
  int leaf(long first) {
    long[] in = nanos;
    int i = 0;
    while (least(in, i) != first) {
      i += AT_ONCE;
    }
    int later0 = isLater(in[i], first);
    int later1 = later0 & isLater(in[i + 1], first);
    int later2 = later1 & isLater(in[i + 2], first);
    return leaves[i + later0 + later1 + later2];
  }

  private static int isLater(long atNanos, long first) {
    return (int) ((first - atNanos) >>> 63);
  }
}
