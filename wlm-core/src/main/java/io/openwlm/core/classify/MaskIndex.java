package io.openwlm.core.classify;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Up to 64 masks on one qualifier, in the order of their rules, compared all at once. For some
 * positions of the value there is a row per character: the set of masks, as bits, that accept the
 * character there. The intersection of the rows that a value selects has every mask that matches;
 * its lowest bit is the first. Masks of short names are decided by that alone. For long ones only
 * the positions that tell most have rows, and what is left is compared in full.
 */
final class MaskIndex {
  /** Masks that end before this position have rows for every position. */
  private static final int SHORT = 16;

  private static final int MOST_ROWS = 12;
  private static final int MOST_POSITIONS = 256;
  private static final int ROW_BITS = 7;

  /** Row of every character that is not ASCII. */
  private static final int OTHER = 127;

  private static final int MOST_MASKS = Long.SIZE;

  private final QualifierType type;
  private final int[] rules;
  private final int[] positions;
  private final long[] rows;

  /** Length behind which only masks with a free rest match. */
  private final int end;

  private final long all;
  private final long free;
  private final long sure;

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
    all = -1L >>> (MOST_MASKS - rules.length);
    int last = entries.stream().mapToInt(e -> e.mask().end()).max().orElse(0);
    end = isShort ? last : Integer.MAX_VALUE;
    positions = Positions.best(entries, Math.min(last, MOST_POSITIONS), isShort ? last : MOST_ROWS);
    rows = new long[positions.length << ROW_BITS];
    long restIsFree = 0;
    long decided = 0;
    for (int i = 0; i < rules.length; i++) {
      Entry entry = entries.get(i);
      boolean ascii = enter(entry.mask(), 1L << i);
      restIsFree |= entry.mask().restIsFree() ? 1L << i : 0;
      decided |= isShort && ascii && entry.alone() ? 1L << i : 0;
    }
    free = restIsFree;
    sure = decided;
  }

  /** Puts a mask into its rows; false if it has characters that share a row. */
  private boolean enter(CompiledMask mask, long bit) {
    boolean ascii = true;
    for (int k = 0; k < positions.length; k++) {
      int wanted = mask.wanted(positions[k]);
      int row = k << ROW_BITS;
      if (wanted >= 0) {
        rows[row | Math.min(wanted, OTHER)] |= bit;
        ascii &= wanted < OTHER;
      } else {
        for (int c = 0; c <= OTHER; c++) {
          rows[row | c] |= bit;
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
    long alive = all;
    int length = value.length();
    for (int k = 0; k < positions.length; k++) {
      int position = positions[k];
      int c = position < length ? Math.min(value.charAt(position), OTHER) : ' ';
      alive &= rows[k << ROW_BITS | c];
      if (alive == 0) {
        return best;
      }
    }
    if (length > end && !CompiledMask.isBlank(value, end, length)) {
      alive &= free;
    }
    while (alive != 0) {
      int i = Long.numberOfTrailingZeros(alive);
      int rule = rules[i];
      if (rule >= best) {
        return best;
      }
      if ((sure >>> i & 1) != 0 || list[rule].matches(work)) {
        return rule;
      }
      alive &= alive - 1;
    }
    return best;
  }

  /** Chooses the positions of a block: those first that leave the fewest masks to a value. */
  private static final class Positions {
    private final List<Entry> entries;

    /** Of each mask, those that a value it matches may still match. */
    private final long[] left;

    private Positions(List<Entry> entries) {
      this.entries = entries;
      this.left = new long[entries.size()];
      Arrays.fill(left, -1L >>> (MOST_MASKS - entries.size()));
    }

    static int[] best(List<Entry> entries, int last, int most) {
      Positions choice = new Positions(entries);
      boolean[] taken = new boolean[last];
      int[] positions = new int[Math.min(last, most)];
      for (int k = 0; k < positions.length; k++) {
        int best = -1;
        long fewest = Long.MAX_VALUE;
        for (int p = 0; p < last; p++) {
          long cost = taken[p] ? Long.MAX_VALUE : choice.narrow(p, false);
          if (cost < fewest) {
            best = p;
            fewest = cost;
          }
        }
        taken[best] = true;
        choice.narrow(best, true);
        positions[k] = best;
      }
      return positions;
    }

    /** How many masks are left in all if a position is looked at as well. */
    private long narrow(int position, boolean keep) {
      long[] accepting = new long[OTHER + 1];
      long any = 0;
      for (int i = 0; i < left.length; i++) {
        int wanted = entries.get(i).mask().wanted(position);
        if (wanted < 0) {
          any |= 1L << i;
        } else {
          accepting[Math.min(wanted, OTHER)] |= 1L << i;
        }
      }
      long sum = 0;
      for (int i = 0; i < left.length; i++) {
        int wanted = entries.get(i).mask().wanted(position);
        long now = wanted < 0 ? left[i] : left[i] & (any | accepting[Math.min(wanted, OTHER)]);
        sum += Long.bitCount(now);
        if (keep) {
          left[i] = now;
        }
      }
      return sum;
    }
  }
}
