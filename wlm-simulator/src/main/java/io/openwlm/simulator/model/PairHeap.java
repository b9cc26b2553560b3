package io.openwlm.simulator.model;

import java.util.Arrays;

/**
 * Pairs of a key and a tag, 0 or more both, of which the least key comes first and of equal keys
 * the least tag: a 4-ary heap in one array. Allocates only to grow.
 *
 * <p>Which of four children is the least cannot be foreseen, so it is computed without branches;
 * places without a pair hold the greatest key, so that there are always four to look at.
 */
final class PairHeap {
  private static final long NOTHING = Long.MAX_VALUE;

  /** Key and tag of each place in turn. */
  private long[] pairs = new long[64];

  private int size;

  PairHeap() {
    Arrays.fill(pairs, NOTHING);
  }

  int size() {
    return size;
  }

  /** The least key; {@link Long#MAX_VALUE} without any. */
  long firstKey() {
    return pairs[0];
  }

  /** The tag of the first; {@link Long#MAX_VALUE} without any. */
  long firstTag() {
    return pairs[1];
  }

  /** Adds a pair whose tag is greater than those of all others with the same key. */
  void add(long key, long tag) {
    long[] in = pairs;
    // Four children of the last place must be there to look at.
    if (8 * size + 10 > in.length) {
      in = Arrays.copyOf(in, 2 * in.length);
      Arrays.fill(in, in.length / 2, in.length, NOTHING);
      pairs = in;
    }
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >> 2;
      if (in[2 * parent] <= key) {
        break;
      }
      in[2 * hole] = in[2 * parent];
      in[2 * hole + 1] = in[2 * parent + 1];
      hole = parent;
    }
    in[2 * hole] = key;
    in[2 * hole + 1] = tag;
  }

  /** Takes the first away; there must be one. */
  void removeFirst() {
    long[] in = pairs;
    int last = --size;
    long key = in[2 * last];
    long tag = in[2 * last + 1];
    in[2 * last] = NOTHING;
    in[2 * last + 1] = NOTHING;
    if (last > 0) {
      sink(key, tag);
    }
  }

  /** Takes the first away and adds a pair; there must be one. */
  void replaceFirst(long key, long tag) {
    sink(key, tag);
  }

  /** Puts a pair into the first place, and from there to where it belongs. */
  private void sink(long key, long tag) {
    long[] in = pairs;
    int hole = 0;
    for (int child = 1; child < size; child = 4 * hole + 1) {
      int a = 2 * child;
      int left = a + (2 & ~isBefore(in[a], in[a + 1], in[a + 2], in[a + 3]));
      int b = a + 4;
      int right = b + (2 & ~isBefore(in[b], in[b + 1], in[b + 2], in[b + 3]));
      int isLeft = isBefore(in[left], in[left + 1], in[right], in[right + 1]);
      int best = right + ((left - right) & isLeft);
      long bestKey = in[best];
      long bestTag = in[best + 1];
      if (bestKey > key || (bestKey == key && bestTag > tag)) {
        break;
      }
      in[2 * hole] = bestKey;
      in[2 * hole + 1] = bestTag;
      hole = best >> 1;
    }
    in[2 * hole] = key;
    in[2 * hole + 1] = tag;
  }

  /** All bits set if the first pair comes before the second, else none. */
  private static int isBefore(long key1, long tag1, long key2, long tag2) {
    return (int) ((key1 - key2 - ((tag1 - tag2) >>> 63)) >> 63);
  }
}
