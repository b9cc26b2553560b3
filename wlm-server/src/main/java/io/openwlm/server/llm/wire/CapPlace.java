package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.JsonEdits;
import io.openwlm.server.llm.wire.Slots.Slot;
import org.jspecify.annotations.Nullable;

/**
 * Where the cap of a request stands that has it in an object of its own.
 *
 * @param outer the request
 * @param key of the object
 * @param at where the object stands; null if it is not there
 * @param inside its members; null if it is not there, or is no object
 */
record CapPlace(Slots outer, String key, @Nullable Slot at, @Nullable Slots inside) {

  /** The request with a cap of at most so much, and with one if it has none. */
  byte[] put(String capKey, long granted, CapEdits caps, byte[] body) {
    JsonEdits edits = new JsonEdits();
    String cap = "\"" + capKey + "\":" + granted;
    if (caps.isPresent()) {
      caps.lower(granted, edits);
    } else if (inside != null) {
      edits.replace(inside.insertAt(), inside.insertAt(), inside.inserted(cap));
    } else if (at != null) {
      edits.replace(at.from(), at.to(), "{" + cap + "}");
    } else {
      String added = outer.inserted("\"" + key + "\":{" + cap + "}");
      edits.replace(outer.insertAt(), outer.insertAt(), added);
    }
    return edits.apply(body);
  }
}
