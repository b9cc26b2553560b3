package io.openwlm.core.token;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The holds, found by id. An id is never given twice: a number that only goes up, and the slot.
 * Allocates only while the number of calls under way reaches a new height.
 */
final class HoldTable {
  private static final int FIRST = 64;

  private final int max;
  private @Nullable Hold[] holds = new Hold[FIRST];
  private int[] free = new int[FIRST];
  private int freeCount;
  private int made;
  private long lastNumber;

  HoldTable(int max) {
    this.max = max;
  }

  /** A fresh hold with a new id; null if there are too many. */
  @Nullable Hold take() {
    return take(++lastNumber);
  }

  private @Nullable Hold take(long number) {
    Hold hold;
    if (freeCount > 0) {
      hold = holds[free[--freeCount]];
    } else if (made < max) {
      grow();
      hold = new Hold(made);
      holds[made++] = hold;
    } else {
      return null;
    }
    if (hold != null) {
      hold.id = number << Hold.SLOT_BITS | hold.slot;
    }
    return hold;
  }

  private void grow() {
    if (made == holds.length) {
      int size = (int) Math.min(max, 2L * made);
      holds = Arrays.copyOf(holds, size);
      free = Arrays.copyOf(free, size);
    }
  }

  /** The hold of that id; null if it has ended or never was. */
  @Nullable Hold find(long id) {
    int slot = (int) (id & (Hold.MAX_SLOTS - 1));
    if (id == 0 || slot >= made) {
      return null;
    }
    Hold hold = holds[slot];
    return hold != null && hold.id == id ? hold : null;
  }

  void giveBack(Hold hold) {
    hold.end();
    free[freeCount++] = hold.slot;
  }

  /** Free slots let go of the budgets and sessions of their last calls. */
  void forget() {
    for (int i = 0; i < freeCount; i++) {
      Hold hold = holds[free[i]];
      if (hold != null) {
        hold.forget();
      }
    }
  }

  int size() {
    return made - freeCount;
  }

  /** Slots ever used: their holds are {@link #at}. */
  int slots() {
    return made;
  }

  /** The hold in a slot; null if it is free. */
  @Nullable Hold at(int slot) {
    Hold hold = holds[slot];
    return hold == null || hold.id == 0 ? null : hold;
  }

  /** The last number that was given; higher ones are free. */
  long lastNumber() {
    return lastNumber;
  }

  /** No id up to this number is given again. */
  void skipTo(long number) {
    lastNumber = Math.max(lastNumber, number);
  }
}
