package io.openwlm.model.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of the published schema, with what it refers to: what stands beside a reference counts
 * before what stands at its target. Only the words that the schema uses are known here.
 */
final class SchemaNode {
  private final Node root;
  private final List<Node.Mapping> layers;

  private SchemaNode(Node root, List<Node.Mapping> layers) {
    this.root = root;
    this.layers = layers;
  }

  static SchemaNode of(Node root, Node node) {
    List<Node.Mapping> layers = new ArrayList<>();
    Node at = node;
    while (at instanceof Node.Mapping mapping) {
      layers.add(mapping);
      at = value(mapping, "$ref") instanceof Node.Scalar s ? target(root, s.value()) : null;
    }
    return new SchemaNode(root, layers);
  }

  private static @Nullable Node target(Node root, String reference) {
    Node at = root;
    for (String step : reference.substring(2).split("/")) {
      at = at instanceof Node.Mapping m ? value(m, step) : null;
    }
    return at;
  }

  static @Nullable Node value(Node.Mapping mapping, String key) {
    for (Node.Entry entry : mapping.entries()) {
      if (entry.key().value().equals(key)) {
        return entry.value();
      }
    }
    return null;
  }

  /** The value of a word of the schema; null without one. */
  @Nullable Node get(String word) {
    for (Node.Mapping layer : layers) {
      Node value = value(layer, word);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** A single value as text; empty without one. */
  String text(String word) {
    return get(word) instanceof Node.Scalar s ? s.value() : "";
  }

  /** The values of a list, or the single value. */
  List<Node> list(String word) {
    return switch (get(word)) {
      case Node.Sequence s -> s.items();
      case Node.Scalar s -> List.of(s);
      case null, default -> List.of();
    };
  }

  List<String> texts(String word) {
    return list(word).stream().map(n -> n instanceof Node.Scalar s ? s.value() : "").toList();
  }

  /** The alternatives of the value itself; empty if there are none. */
  List<SchemaNode> alternatives() {
    return list("oneOf").stream()
        .map(n -> of(root, n))
        .filter(n -> n.get("type") != null || n.get("const") != null || n.get("$ref") != null)
        .toList();
  }

  /** What the entries of a list are; null if this is no list. */
  @Nullable SchemaNode items() {
    Node items = get("items");
    return items == null ? null : of(root, items);
  }

  /** Keys that may stand in a value, or in the entries of a list, with what they are. */
  SequencedMap<String, SchemaNode> children() {
    SequencedMap<String, SchemaNode> children = new LinkedHashMap<>();
    collect(children);
    return children;
  }

  private void collect(SequencedMap<String, SchemaNode> children) {
    if (get("properties") instanceof Node.Mapping properties) {
      properties.entries().forEach(e -> children.put(e.key().value(), of(root, e.value())));
    }
    SchemaNode items = items();
    if (items != null) {
      items.collect(children);
    }
    alternatives().forEach(a -> a.collect(children));
  }

  /** The child with a name that no key has, but a pattern allows; null without one. */
  @Nullable SchemaNode byPattern(String name) {
    if (get("patternProperties") instanceof Node.Mapping patterns) {
      for (Node.Entry entry : patterns.entries()) {
        if (Pattern.matches(entry.key().value(), name)) {
          return of(root, entry.value());
        }
      }
    }
    for (SchemaNode alternative : alternatives()) {
      SchemaNode found = alternative.byPattern(name);
      if (found != null) {
        return found;
      }
    }
    SchemaNode items = items();
    SchemaNode found = items == null ? null : items.byPattern(name);
    return found == null && get("additionalProperties") instanceof Node.Mapping any
        ? of(root, any)
        : found;
  }

  /** True if a mapping, or each entry of a list, must have the key. */
  boolean requires(String key) {
    SchemaNode items = items();
    return texts("required").contains(key) || (items != null && items.requires(key));
  }
}
