package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A mapping whose set of keys is closed. Reports unknown keys once, when made; a missing key is not
 * reported where an unknown one was probably meant to be it.
 */
final class Fields {
  private final Node.Mapping mapping;
  private final Problems problems;
  private final Set<String> mistyped = new HashSet<>();
  private boolean unknownKeys;

  private Fields(Node.Mapping mapping, Problems problems, List<String> keys) {
    this.mapping = mapping;
    this.problems = problems;
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().value();
      if (keys.contains(key) || problems.isFull()) {
        continue;
      }
      unknownKeys = true;
      String nearest = NearestName.of(key, keys);
      if (nearest != null) {
        mistyped.add(nearest);
      }
      problems.addWithHint(
          ProblemCode.UNKNOWN_KEY,
          entry.key(),
          nearest != null
              ? "did you mean " + nearest + "?"
              : "known here: " + String.join(", ", keys),
          PrintableText.of(key));
    }
  }

  /** Fields of a node that must be a mapping; null after reporting that it is none. */
  static @Nullable Fields of(Node node, String what, Problems problems, List<String> keys) {
    if (node instanceof Node.Mapping mapping) {
      return new Fields(mapping, problems, keys);
    }
    Values.wrongType(problems, node, what, "a mapping (key: value)");
    return null;
  }

  /** Where the mapping starts. */
  Node at() {
    return mapping;
  }

  boolean isEmpty() {
    return mapping.entries().isEmpty();
  }

  boolean hasUnknownKeys() {
    return unknownKeys;
  }

  boolean has(String key) {
    return get(key) != null;
  }

  /** The value of a key, or null if the key is not there. */
  @Nullable Node get(String key) {
    for (Node.Entry entry : mapping.entries()) {
      if (entry.key().value().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }

  /** The value of a key; null after reporting that it is missing. */
  @Nullable Node required(String key, String what, String hint) {
    Node value = get(key);
    if (value == null && !mistyped.contains(key)) {
      problems.addWithHint(ProblemCode.MISSING_KEY, mapping, hint, what);
    }
    return value;
  }
}
