package io.openwlm.server;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The part of a request that says what is to be classified: every key is known, and given once. */
final class RequestWork {
  private static final int MAX_TEXT_BYTES = 4096;
  private static final List<QualifierType> QUALIFIERS = List.of(QualifierType.values());
  private static final byte[][] KEYS =
      JsonCursor.keys(
          Stream.concat(Stream.of("pid", "subsystem"), QUALIFIERS.stream().map(QualifierType::key))
              .toArray(String[]::new));

  private RequestWork() {}

  static WorkAttributes take(JsonCursor json) throws BadRequest {
    json.take('{');
    int pid = 0;
    SubsystemType subsystem = SubsystemType.OMVS;
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    long given = 0;
    if (!json.takeIf('}')) {
      do {
        int key = json.takeKey(KEYS);
        if ((given & 1L << key) != 0) {
          throw new BadRequest("a key of \"work\" is given twice");
        }
        given |= 1L << key;
        if (key == 0) {
          pid = (int) json.takeNumber("pid", Integer.MAX_VALUE);
        } else {
          String text = json.takeString("work", MAX_TEXT_BYTES, null);
          if (key > 1) {
            known.put(QUALIFIERS.get(key - 2), text);
          } else if (SubsystemType.isName(text)) {
            subsystem = new SubsystemType(text);
          } else {
            throw new BadRequest("\"subsystem\" is no subsystem type");
          }
        }
      } while (json.takeIf(','));
      json.take('}');
    }
    return WorkAttributes.of(subsystem, pid, known);
  }
}
