package io.openwlm.model.codec;

import java.util.List;
import java.util.stream.Collectors;

/** Types and ranges of the schema in words. */
final class SchemaType {
  private SchemaType() {}

  /** What kind of value it is: {@code whole number}, {@code list}, {@code normal or high}. */
  static String type(SchemaNode node) {
    List<SchemaNode> alternatives = node.alternatives();
    if (!alternatives.isEmpty()) {
      return alternatives.stream().map(SchemaType::type).collect(Collectors.joining(" or "));
    }
    if (node.get("const") != null) {
      return "the word " + node.text("const");
    }
    if (node.get("enum") != null) {
      return String.join(" or ", node.texts("enum"));
    }
    List<String> types = node.texts("type");
    String own = node.text("x-openwlm-type");
    if (!own.isEmpty()) {
      return own;
    }
    if (types.contains("string")) {
      return types.contains("null") && types.size() == 2 ? "name or null" : "text";
    }
    return types.stream().map(SchemaType::word).collect(Collectors.joining(" or "));
  }

  private static String word(String type) {
    return switch (type) {
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      case "array" -> "list";
      case "object" -> "mapping";
      default -> type;
    };
  }

  /** The allowed range; empty if there is nothing to say. */
  static String range(SchemaNode node) {
    String low = node.text("minimum");
    String high = node.text("maximum");
    if (!low.isEmpty()) {
      return high.isEmpty() ? low + " or more" : low + " to " + high;
    }
    String characters = span(node.text("minLength"), node.text("maxLength"), "characters");
    return characters.isEmpty()
        ? span(node.text("minItems"), node.text("maxItems"), "entries")
        : characters;
  }

  private static String span(String low, String high, String what) {
    if (high.isEmpty()) {
      return "";
    }
    return (low.isEmpty() ? "at most " : low + " to ") + high + " " + what;
  }
}
