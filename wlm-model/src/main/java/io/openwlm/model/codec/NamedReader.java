package io.openwlm.model.codec;

import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.definition.ChangeHistory;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what named objects have in common: name, description, who and when. */
final class NamedReader {
  /** How times are written in the project's form. */
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  static final int ZOS_NAME = 8;
  private static final int ZOS_DESCRIPTION = 32;

  private final Problems problems;
  private final Symbols symbols;
  private final boolean zos;

  /**
   * @param zos true for a definition with a level: the limits of z/OS hold for its names
   */
  NamedReader(Problems problems, Symbols symbols, boolean zos) {
    this.problems = problems;
    this.symbols = symbols;
    this.zos = zos;
  }

  Problems problems() {
    return problems;
  }

  Symbols symbols() {
    return symbols;
  }

  boolean isZos() {
    return zos;
  }

  /** Name, description and history of an object. */
  record Named(String name, Node at, String description, ChangeHistory history) {}

  /** The objects of a list, as far as they could be read. */
  <T> List<T> list(
      Fields owner, String key, List<String> keys, Function<Fields, @Nullable T> reader) {
    List<T> found = new ArrayList<>();
    Node node = owner.get(key);
    if (node == null) {
      return found;
    }
    for (Node item : Values.items(problems, node, key, DefinitionDraft.MAX_CLASSES)) {
      Fields fields = Fields.of(item, "an entry of " + key, problems, keys);
      T one = fields == null ? null : reader.apply(fields);
      if (one != null) {
        found.add(one);
      }
    }
    return found;
  }

  /** An object's name and the like; {@code ?} stands for a name that was wrong. */
  Named named(Fields fields, Kind kind, int longest) {
    Node node = fields.required("name", "name", "every " + kind.text + " has a name");
    String name = node == null ? null : Values.name(problems, node, kind.text + " name");
    Node at = node == null ? fields.at() : node;
    if (name != null && node != null) {
      checkName(kind, name, longest, node);
      symbols.define(kind, name, node);
    }
    return new Named(name == null ? "?" : name, at, description(fields), history(fields));
  }

  private void checkName(Kind kind, String name, int longest, Node node) {
    boolean scheduling = kind == Kind.RESOURCE || kind == Kind.SCHEDULING_ENVIRONMENT;
    String prefix = scheduling ? "SYS_" : "SYS";
    boolean mayBe =
        kind == Kind.POLICY
            || kind == Kind.CLASSIFICATION_GROUP
            || kind == Kind.TENANT_RESOURCE_GROUP;
    if (!mayBe && name.toUpperCase(Locale.ROOT).startsWith(prefix)) {
      problems.add(ProblemCode.SYS_NAME, node, kind.text, name, prefix);
    }
    if (scheduling && (name.startsWith("_") || name.endsWith("_"))) {
      problems.add(ProblemCode.UNDERSCORE, node, kind.text, name);
    }
    if (name.length() > longest && (zos || longest != ZOS_NAME)) {
      problems.add(ProblemCode.NAME_TOO_LONG, node, kind.text, name, longest);
    }
  }

  /** A reference to another object; null if there is none, or it was wrong. */
  @Nullable String reference(Fields fields, String key, Kind kind) {
    Node node = fields.get(key);
    String name = node == null ? null : Values.text(problems, node, key);
    if (node != null && name != null) {
      symbols.refer(kind, name, node);
    }
    return name;
  }

  String description(Fields fields) {
    Node node = fields.get("description");
    String text = node == null ? null : Values.line(problems, node, "description");
    if (node != null && text != null && zos && text.length() > ZOS_DESCRIPTION) {
      problems.add(ProblemCode.LONG_DESCRIPTION, node, ZOS_DESCRIPTION);
    }
    return text == null ? "" : text;
  }

  /** Text without a meaning here; empty if absent. */
  String text(Fields fields, String key, int longest) {
    Node node = fields.get(key);
    String text = node == null ? null : Values.line(problems, node, key);
    if (node != null && text != null && text.length() > longest) {
      problems.add(ProblemCode.NOT_ONE_LINE, node, key, longest);
    }
    return text == null ? "" : text;
  }

  boolean flag(Fields fields, String key) {
    Node node = fields.get(key);
    Boolean value = node == null ? null : Values.flag(problems, node, key);
    return value != null && value;
  }

  ChangeHistory history(Fields fields) {
    Fields created = change(fields, "created");
    Fields modified = change(fields, "modified");
    return created == null && modified == null
        ? ChangeHistory.NONE
        : new ChangeHistory(time(created), user(created), time(modified), user(modified));
  }

  private @Nullable Fields change(Fields fields, String key) {
    Node node = fields.get(key);
    return node == null ? null : Fields.of(node, key, problems, ProjectKeys.CHANGE);
  }

  private @Nullable String user(@Nullable Fields change) {
    Node node = change == null ? null : change.get("by");
    return node == null ? null : Values.line(problems, node, "by");
  }

  private @Nullable LocalDateTime time(@Nullable Fields change) {
    Node node = change == null ? null : change.get("at");
    String text = node == null ? null : Values.text(problems, node, "at");
    if (node == null || text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text, TIME);
    } catch (DateTimeParseException e) {
      Values.wrongType(problems, node, "at", "a time such as 2026-03-01 14:30:00");
      return null;
    }
  }
}
