package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to 256 masks on one qualifier, in the order of their rules, compared all at once. For some
 * positions of the value there is a row per character: the set of masks, as bits, that accept the
 * character there. The intersection of the rows that a value selects has every mask that matches;
 * its lowest bit is the first. Positions that tell more masks apart come earlier, so that most
 * values are done after three. Masks of short names are decided by their rows alone, which also
 * spares looking at the rule; for long ones only the positions that tell most have rows, and what
 * is left is compared in full.
 */
final class MaskIndex {
  /** A block whose masks all end by this position has rows for every position. */
  private static final int SHORT = 16;

  private static final int MOST_POSITIONS = 8;

  /** Positions that are looked at before the first decision. */
  private static final int FIRST_POSITIONS = 3;

  private static final int ROW_BITS = 7;

  /** Row of every character that is not ASCII. */
  static final int OTHER = 127;

  private static final int MOST_WORDS = 4;
  private static final int MOST_MASKS = MOST_WORDS * Long.SIZE;

  private final QualifierType type;
  private final int first;

  /** True if a set has four words, else one. */
  private final boolean wide;

  private final int[] rules;
  private final int position0;
  private final int position1;
  private final int position2;
  private final int[] positions;
  private final long[] rows;

  /** Length behind which only masks with a free rest match. */
  private final int end;

  private final long[] free;

  /** Masks that their rows decide, and that are all that their rule asks for. */
  private final long[] sure;

  /**
   * A mask of a rule.
   *
   * @param rule position of the rule in its list
   * @param alone true if the rule asks for nothing else
   */
  record Entry(CompiledMask mask, int rule, boolean alone) {}

  private MaskIndex(QualifierType type, List<Entry> entries, boolean isShort) {
    this.type = type;
    rules = entries.stream().mapToInt(Entry::rule).toArray();
    first = rules[0];
    wide = rules.length > Long.SIZE;
    List<CompiledMask> masks = entries.stream().map(Entry::mask).toList();
    int last = masks.stream().mapToInt(CompiledMask::end).max().orElse(0);
    end = isShort ? last : Integer.MAX_VALUE;
    positions = MaskPositions.best(masks, last, FIRST_POSITIONS, isShort ? last : MOST_POSITIONS);
    position0 = positions[0];
    position1 = positions[1];
    position2 = positions[2];
    int words = wide ? MOST_WORDS : 1;
    rows = new long[(positions.length << ROW_BITS) * words];
    free = new long[words];
    sure = new long[words];
    for (int i = 0; i < rules.length; i++) {
      Entry entry = entries.get(i);
      boolean decided = enter(entry.mask(), i, words) && isShort && entry.alone();
      free[i / Long.SIZE] |= entry.mask().restIsFree() ? 1L << i : 0;
      sure[i / Long.SIZE] |= decided ? 1L << i : 0;
    }
  }

  /** Puts a mask into its rows; false if it has characters that share a row. */
  private boolean enter(CompiledMask mask, int bit, int words) {
    boolean ascii = true;
    for (int k = 0; k < positions.length; k++) {
      int wanted = mask.wanted(positions[k]);
      int from = wanted < 0 ? 0 : Math.min(wanted, OTHER);
      int to = wanted < 0 ? OTHER : from;
      for (int c = from; c <= to; c++) {
        rows[(k << ROW_BITS | c) * words + bit / Long.SIZE] |= 1L << bit;
      }
      ascii &= wanted < OTHER;
    }
    return ascii;
  }

  /** Blocks for masks on a qualifier, which come in the order of their rules. */
  static List<MaskIndex> blocks(QualifierType type, List<Entry> entries) {
    List<MaskIndex> blocks = new ArrayList<>();
    for (boolean isShort : new boolean[] {true, false}) {
      List<Entry> kind = entries.stream().filter(e -> e.mask().end() <= SHORT == isShort).toList();
      for (int from = 0; from < kind.size(); from += MOST_MASKS) {
        int to = Math.min(kind.size(), from + MOST_MASKS);
        blocks.add(new MaskIndex(type, kind.subList(from, to), isShort));
      }
    }
    return blocks;
  }

  /** The first rule in the block. */
  int first() {
    return first;
  }

  /** The first rule of the block that matches, if it comes before {@code best}; else that. */
  int firstMatch(WorkAttributes work, CompiledRule[] list, int best) {
    String value = work.get(type);
    if (value == null) {
      return best;
    }
    return wide ? four(value, work, list, best) : one(value, work, list, best);
  }

  private int one(String value, WorkAttributes work, CompiledRule[] list, int best) {
    int length = value.length();
    long left =
        rows[character(value, length, position0)]
            & rows[1 << ROW_BITS | character(value, length, position1)]
            & rows[2 << ROW_BITS | character(value, length, position2)];
    for (int k = FIRST_POSITIONS; left != 0 && k < positions.length; k++) {
      left &= rows[k << ROW_BITS | character(value, length, positions[k])];
    }
    return left == 0 ? best : candidate(left, 0, value, work, list, best);
  }

  private int four(String value, WorkAttributes work, CompiledRule[] list, int best) {
    int length = value.length();
    int r0 = character(value, length, position0) * MOST_WORDS;
    int r1 = (1 << ROW_BITS | character(value, length, position1)) * MOST_WORDS;
    int r2 = (2 << ROW_BITS | character(value, length, position2)) * MOST_WORDS;
    long a = rows[r0] & rows[r1] & rows[r2];
    long b = rows[r0 + 1] & rows[r1 + 1] & rows[r2 + 1];
    long c = rows[r0 + 2] & rows[r1 + 2] & rows[r2 + 2];
    long d = rows[r0 + 3] & rows[r1 + 3] & rows[r2 + 3];
    for (int k = FIRST_POSITIONS; (a | b | c | d) != 0 && k < positions.length; k++) {
      int row = (k << ROW_BITS | character(value, length, positions[k])) * MOST_WORDS;
      a &= rows[row];
      b &= rows[row + 1];
      c &= rows[row + 2];
      d &= rows[row + 3];
    }
    if ((a | b | c | d) == 0) {
      return best;
    }
    int found = candidate(a, 0, value, work, list, best);
    found = candidate(b, 1, value, work, list, found);
    found = candidate(c, 2, value, work, list, found);
    return candidate(d, 3, value, work, list, found);
  }

  private static int character(String value, int length, int position) {
    return position < length ? Math.min(value.charAt(position), OTHER) : ' ';
  }

  /** The first rule of a word of the set that matches, if it comes before {@code best}. */
  private int candidate(
      long set, int word, String value, WorkAttributes work, CompiledRule[] list, int best) {
    long left = set;
    if (value.length() > end && !CompiledMask.isBlank(value, end, value.length())) {
      left &= free[word];
    }
    for (; left != 0; left &= left - 1) {
      int i = Long.numberOfTrailingZeros(left);
      int rule = rules[word * Long.SIZE + i];
      if (rule >= best) {
        return best;
      }
      if ((sure[word] >>> i & 1) != 0 || list[rule].matches(work)) {
        return rule;
      }
    }
    return best;
  }
}
