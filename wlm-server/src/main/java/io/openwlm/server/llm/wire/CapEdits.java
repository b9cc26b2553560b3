package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonEdits;
import io.openwlm.server.llm.wire.Slots.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The caps on output in a request, and how to put others in their place. */
final class CapEdits {
  private static final long MAX_CAP = 1_000_000_000;

  private final List<Cap> caps = new ArrayList<>();

  private record Cap(Slot slot, long value) {}

  /**
   * Adds a cap that may be there.
   *
   * @param negativeIsNone true if the interface takes numbers below 0 for no cap
   * @throws BadJson if it is no number that makes sense
   */
  void add(Slots slots, @Nullable Slot slot, boolean negativeIsNone) throws BadJson {
    if (slot == null) {
      return;
    }
    long value = slots.number(slot, -1);
    if (slots.isNull(slot) || (negativeIsNone && value < 0)) {
      caps.add(new Cap(slot, -1));
    } else if (value < 1 || value > MAX_CAP) {
      throw new BadJson(slot.name() + " must be from 1 to " + MAX_CAP);
    } else {
      caps.add(new Cap(slot, value));
    }
  }

  /** Whether a member for a cap is there, with or without a value. */
  boolean isPresent() {
    return !caps.isEmpty();
  }

  /** The largest cap; -1 for none: a provider may read any of them. */
  long cap() {
    return caps.stream().mapToLong(Cap::value).max().orElse(-1);
  }

  /** Lowers what is above, and fills what is empty. */
  void lower(long granted, JsonEdits edits) {
    for (Cap cap : caps) {
      if (cap.value < 0 || cap.value > granted) {
        edits.replace(cap.slot.from(), cap.slot.to(), Long.toString(granted));
      }
    }
  }

  /** How many answers a request wants. */
  static int choices(Slots slots, @Nullable Slot slot) throws BadJson {
    long value = slots.number(slot, 1);
    if (value < 1 || value > 128) {
      throw new BadJson((slot == null ? "n" : slot.name()) + " must be from 1 to 128");
    }
    return (int) value;
  }

  /** The name of a model as the body says it. */
  static String model(Slots slots) throws BadJson {
    Slot slot = slots.of("model");
    if (slot == null) {
      throw new BadJson("model is missing");
    }
    String model = slots.text(slot);
    boolean fits =
        !model.isEmpty()
            && model.length() <= 256
            && model.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
    if (!fits) {
      throw new BadJson("model is not a name of a model");
    }
    return model;
  }

  /** The fewest output tokens of use for a cap. */
  static long least(long cap) {
    return cap < 0 ? ModelCall.FLOOR : Math.min(cap, ModelCall.FLOOR);
  }
}
