package io.openwlm.server.intake;

import io.openwlm.model.codec.NearestName;
import io.openwlm.model.codec.Node;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Severity;
import io.openwlm.model.definition.PrintableText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with a closed set of keys. What is wrong is reported; then a value that does no harm
 * stands in, and nothing is opened.
 */
final class IntakeKeys {
  private final Node at;
  private final String what;
  private final Found found;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /** Takes problems of one file. */
  record Found(String file, List<Problem> problems) {
    void add(IntakeCode code, Node at, String hint, Object... values) {
      if (at instanceof Node.Refused || problems.size() >= 100) {
        return; // reported already, or enough
      }
      problems.add(
          new Problem(
              Severity.ERROR,
              code.code(),
              PrintableText.of(file, 400),
              at.line(),
              at.column(),
              "",
              PrintableText.of(code.message(values), 400),
              hint));
    }
  }

  IntakeKeys(Node node, String what, Found found, List<String> known) {
    at = node;
    this.what = what;
    this.found = found;
    if (!(node instanceof Node.Mapping mapping)) {
      wrong(node, what, "a mapping (key: value)");
      return;
    }
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().value();
      if (known.contains(key)) {
        values.put(key, entry.value());
      } else {
        String others = "known here: " + String.join(", ", known);
        found.add(
            IntakeCode.UNKNOWN_KEY,
            entry.key(),
            NearestName.hint(key, known, others),
            PrintableText.of(key));
      }
    }
  }

  Node at() {
    return at;
  }

  Found found() {
    return found;
  }

  @Nullable Node get(String key) {
    return values.get(key);
  }

  @Nullable Node required(String key) {
    Node value = values.get(key);
    if (value == null && at instanceof Node.Mapping) {
      found.add(IntakeCode.MISSING_KEY, at, "", key + " of " + what);
    }
    return value;
  }

  /** The only key of these that is there; null after reporting that it is not exactly one. */
  @Nullable String one(List<String> kinds) {
    List<String> there = kinds.stream().filter(values::containsKey).toList();
    if (there.size() == 1) {
      return there.getFirst();
    }
    if (at instanceof Node.Mapping) {
      found.add(IntakeCode.NOT_ONE_KIND, at, "", what, String.join(", ", kinds));
    }
    return null;
  }

  /**
   * A value.
   *
   * @param expected what it must be, for the message
   * @param reader null if the text is not that
   * @param otherwise what stands for an absent key; null if it must be there
   * @param harmless what stands for a wrong one
   */
  <T> T value(
      String key,
      String expected,
      Function<String, @Nullable T> reader,
      @Nullable T otherwise,
      T harmless) {
    Node node = otherwise == null ? required(key) : values.get(key);
    if (node == null) {
      return otherwise == null ? harmless : otherwise;
    }
    T value = node instanceof Node.Scalar s && !s.isNull() ? reader.apply(s.value()) : null;
    if (value == null) {
      wrong(node, key, expected);
    }
    return value == null ? harmless : value;
  }

  /** A line of text; {@code otherwise} null if it must be there. */
  String text(String key, @Nullable String otherwise, int longest) {
    return value(
        key,
        "text of 1 to " + longest + " characters",
        t -> t.isEmpty() || t.length() > longest ? null : t,
        otherwise,
        "");
  }

  List<Node> items(String key, int max) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Node.Sequence list
        && !list.items().isEmpty()
        && list.items().size() <= max) {
      return list.items();
    }
    wrong(value, key, "a list of 1 to " + max);
    return List.of();
  }

  /** Reports that two keys do not go together. */
  void refuse(String key, String with) {
    Node value = values.get(key);
    if (value != null && values.containsKey(with)) {
      found.add(IntakeCode.NOT_TOGETHER, value, "remove one of them", key, with);
    }
  }

  void wrong(Node node, String of, String expected) {
    found.add(IntakeCode.WRONG_VALUE, node, "", of, expected, shown(node));
  }

  private static String shown(Node node) {
    return switch (node) {
      case Node.Scalar s when s.isNull() -> "nothing";
      case Node.Scalar s -> PrintableText.of(s.value(), 40);
      case Node.Sequence _ -> "a list";
      case Node.Mapping _ -> "a mapping";
      case Node.Refused _ -> "a refused value";
    };
  }
}
