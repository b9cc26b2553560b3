package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to 256 masks on one qualifier, in the order of their rules, compared all at once. For some
 * positions of the value there is a row per character: the set of masks, as bits, that accept the
 * character there. The intersection of the rows that a value selects has every mask that matches;
 * its lowest bit is the first. Masks of short names are decided by that alone. For long ones only
 * the positions that tell most have rows, and what is left is compared in full.
 */
final class MaskIndex {
  /** Masks that end before this position have rows for every position. */
  private static final int SHORT = 16;

  private static final int MOST_ROWS = 8;
  private static final int MOST_POSITIONS = 256;
  private static final int ROW_BITS = 7;

  /** Row of every character that is not ASCII. */
  static final int OTHER = 127;

  private static final int MOST_WORDS = 4;
  private static final int MOST_MASKS = MOST_WORDS * Long.SIZE;

  private final QualifierType type;
  private final int[] rules;
  private final int[] positions;

  /** Words of a set: 1 or 4. */
  private final int words;

  private final long[] rows;

  /** Length behind which only masks with a free rest match. */
  private final int end;

  private final long[] all;
  private final long[] free;
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
    words = rules.length <= Long.SIZE ? 1 : MOST_WORDS;
    int last = entries.stream().mapToInt(e -> e.mask().end()).max().orElse(0);
    end = isShort ? last : Integer.MAX_VALUE;
    List<CompiledMask> masks = entries.stream().map(Entry::mask).toList();
    positions =
        isShort
            ? MaskPositions.all(masks, last)
            : MaskPositions.best(masks, Math.min(last, MOST_POSITIONS), MOST_ROWS);
    rows = new long[(positions.length << ROW_BITS) * words];
    all = new long[words];
    free = new long[words];
    sure = new long[words];
    for (int i = 0; i < rules.length; i++) {
      Entry entry = entries.get(i);
      boolean ascii = enter(entry.mask(), i);
      set(all, 0, i, true);
      set(free, 0, i, entry.mask().restIsFree());
      set(sure, 0, i, isShort && ascii && entry.alone());
    }
  }

  private void set(long[] sets, int set, int bit, boolean on) {
    sets[set * words + bit / Long.SIZE] |= on ? 1L << bit : 0;
  }

  /** Puts a mask into its rows; false if it has characters that share a row. */
  private boolean enter(CompiledMask mask, int bit) {
    boolean ascii = true;
    for (int k = 0; k < positions.length; k++) {
      int wanted = mask.wanted(positions[k]);
      int row = k << ROW_BITS;
      if (wanted >= 0) {
        set(rows, row | Math.min(wanted, OTHER), bit, true);
        ascii &= wanted < OTHER;
      } else {
        for (int c = 0; c <= OTHER; c++) {
          set(rows, row | c, bit, true);
        }
      }
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
    return rules[0];
  }

  /** The first rule of the block that matches, if it comes before {@code best}; else that. */
  int firstMatch(WorkAttributes work, CompiledRule[] list, int best) {
    String value = work.get(type);
    if (value == null) {
      return best;
    }
    return words == 1 ? one(value, work, list, best) : four(value, work, list, best);
  }

  private int one(String value, WorkAttributes work, CompiledRule[] list, int best) {
    int length = value.length();
    int k = 0;
    long alive = all[0];
    if (positions.length >= 4) {
      alive &=
          rows[row(value, length, 0)]
              & rows[row(value, length, 1)]
              & rows[row(value, length, 2)]
              & rows[row(value, length, 3)];
      if (alive == 0) {
        return best;
      }
      k = 4;
    }
    for (; k < positions.length; k++) {
      alive &= rows[row(value, length, k)];
    }
    return alive == 0 ? best : candidate(alive & allowed(value, length, 0), 0, work, list, best);
  }

  private int four(String value, WorkAttributes work, CompiledRule[] list, int best) {
    long a = all[0];
    long b = all[1];
    long c = all[2];
    long d = all[3];
    int length = value.length();
    for (int k = 0; k < positions.length; k++) {
      int row = row(value, length, k) * MOST_WORDS;
      a &= rows[row];
      b &= rows[row + 1];
      c &= rows[row + 2];
      d &= rows[row + 3];
      if ((a | b | c | d) == 0) {
        return best;
      }
    }
    int found = candidate(a & allowed(value, length, 0), 0, work, list, best);
    found = candidate(b & allowed(value, length, 1), 1, work, list, found);
    found = candidate(c & allowed(value, length, 2), 2, work, list, found);
    return candidate(d & allowed(value, length, 3), 3, work, list, found);
  }

  private int row(String value, int length, int k) {
    int position = positions[k];
    return k << ROW_BITS | (position < length ? Math.min(value.charAt(position), OTHER) : ' ');
  }

  /** The masks that allow what a value has behind the positions with rows. */
  private long allowed(String value, int length, int word) {
    return length <= end || CompiledMask.isBlank(value, end, length) ? -1L : free[word];
  }

  /** The first rule of a word of the set that matches, if it comes before {@code best}. */
  private int candidate(long alive, int word, WorkAttributes work, CompiledRule[] list, int best) {
    for (long left = alive; left != 0; left &= left - 1) {
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
