package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.util.Set;

/** How much text a model wrote in a part of its answer, whatever the form of that part. */
final class TextBytes {
  /** Names of members that say something about the text and are none. */
  private static final Set<String> NO_TEXT =
      Set.of(
          "role",
          "id",
          "type",
          "name",
          "index",
          "signature",
          "thoughtSignature",
          "stop_reason",
          "stop_sequence",
          "finish_reason",
          "inlineData",
          "encrypted_content",
          "data",
          "status");

  private TextBytes() {}

  /** The bytes of all texts in the next value, which is taken. */
  static long in(JsonScan value) throws BadJson {
    long[] sum = new long[1];
    add(value, sum);
    return sum[0];
  }

  private static void add(JsonScan value, long[] sum) throws BadJson {
    if (value.isString()) {
      sum[0] += value.textBytes();
    } else if (value.isObject()) {
      value.members((name, member) -> {
        if (!NO_TEXT.contains(name)) {
          add(member, sum);
        }
      });
    } else if (value.isArray()) {
      value.elements(element -> add(element, sum));
    } else {
      value.skip();
    }
  }
}
