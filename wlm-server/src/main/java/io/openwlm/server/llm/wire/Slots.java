package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of one JSON object stand. No name is there twice, also not in another spelling
 * that some reader takes for the same (letter case, underscores, letters that fold to ASCII): what
 * is metered here must be what the provider reads.
 */
final class Slots {
  private static final int MAX_MEMBERS = 512;

  private final byte[] bytes;
  private final int begin;
  private final Map<String, Slot> slots = new HashMap<>();

  private Slots(byte[] bytes, int begin) {
    this.bytes = bytes;
    this.begin = begin;
  }

  /** A member's name as it is written, and the bytes of its value. */
  record Slot(String name, int from, int to) {}

  /**
   * @param from first byte of the object, or white space before it
   * @throws BadJson if it is not one object and nothing else
   */
  static Slots of(byte[] bytes, int from, int to) throws BadJson {
    JsonScan scan = new JsonScan(bytes, from, to);
    if (!scan.isObject()) {
      throw new BadJson("a JSON object is expected");
    }
    Slots all = new Slots(bytes, scan.position());
    scan.members((name, value) -> {
      int at = value.position();
      value.skip();
      Slot last = all.slots.put(fold(name), new Slot(name, at, value.taken()));
      if (last != null) {
        throw new BadJson("a member is given twice");
      }
      if (all.slots.size() > MAX_MEMBERS) {
        throw new BadJson("too many members");
      }
    });
    scan.end();
    return all;
  }

  /** One spelling for all that could be read as the same name. */
  static String fold(String name) {
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '_') {
        out.append(Character.toLowerCase(Character.toUpperCase(c)));
      }
    }
    return out.toString();
  }

  /**
   * A member under one of its spellings; null if it is not there.
   *
   * @throws BadJson if it is there in a spelling that only some readers know
   */
  @Nullable Slot of(String... spellings) throws BadJson {
    Slot slot = slots.get(fold(spellings[0]));
    if (slot == null) {
      return null;
    }
    for (String spelling : spellings) {
      if (slot.name.equals(spelling)) {
        return slot;
      }
    }
    throw new BadJson("write " + spellings[0] + " as it is documented");
  }

  /** Refuses members that would let the client choose what the definition chooses. */
  void refuse(String... names) throws BadJson {
    for (String name : names) {
      if (slots.containsKey(fold(name))) {
        throw new BadJson(name + " is not taken here");
      }
    }
  }

  private JsonScan scan(Slot slot) {
    return new JsonScan(bytes, slot.from, slot.to);
  }

  /** The slot's text. */
  String text(Slot slot) throws BadJson {
    JsonScan scan = scan(slot);
    if (!scan.isString()) {
      throw new BadJson(slot.name + " must be a text");
    }
    return scan.string();
  }

  boolean isNull(Slot slot) {
    return bytes[slot.from] == 'n';
  }

  /** The slot's truth; false if it is not there or null. */
  boolean truth(@Nullable Slot slot) throws BadJson {
    if (slot == null || isNull(slot)) {
      return false;
    }
    if (bytes[slot.from] != 't' && bytes[slot.from] != 'f') {
      throw new BadJson(slot.name + " must be true or false");
    }
    return bytes[slot.from] == 't';
  }

  /** The slot's whole number; {@code none} if it is not there or null. */
  long number(@Nullable Slot slot, long none) throws BadJson {
    if (slot == null || isNull(slot)) {
      return none;
    }
    byte first = bytes[slot.from];
    if (first != '-' && (first < '0' || first > '9')) {
      throw new BadJson(slot.name + " must be a whole number");
    }
    return scan(slot).integer();
  }

  /** The members of a slot that holds an object; null if it is not there or null. */
  @Nullable Slots object(@Nullable Slot slot) throws BadJson {
    return slot == null || isNull(slot) ? null : of(bytes, slot.from, slot.to);
  }

  /** Where a member can be put in: right behind the opening brace. */
  int insertAt() {
    return begin + 1;
  }

  /** A member to put in, with the comma that it needs there. */
  String inserted(String member) {
    return slots.isEmpty() ? member : member + ",";
  }
}
