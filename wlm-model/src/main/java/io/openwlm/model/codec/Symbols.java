package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.SystemClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a definition: what is defined, and what refers to it. Names of one kind are unique
 * without regard to case; references are checked when all names are known.
 */
final class Symbols {
  /** What a name can name. */
  enum Kind {
    POLICY("service policy"),
    WORKLOAD("workload"),
    SERVICE_CLASS("service class"),
    RESOURCE_GROUP("resource group"),
    TENANT_RESOURCE_GROUP("tenant resource group"),
    REPORT_CLASS("report class"),
    CLASSIFICATION_GROUP("classification group"),
    APPLICATION_ENVIRONMENT("application environment"),
    RESOURCE("resource"),
    SCHEDULING_ENVIRONMENT("scheduling environment"),
    TOKEN_BUDGET("token budget");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private record Defined(String name, Node at) {}

  private record Reference(Kind kind, String name, Node at) {}

  private final Problems problems;
  private final Map<Kind, Map<String, Defined>> defined = new EnumMap<>(Kind.class);
  private final List<Reference> references = new ArrayList<>();

  Symbols(Problems problems) {
    this.problems = problems;
  }

  /** A name is defined here; reports one that was before. */
  void define(Kind kind, String name, Node at) {
    Map<String, Defined> names = defined.computeIfAbsent(kind, _ -> new LinkedHashMap<>());
    Defined first = names.putIfAbsent(name.toUpperCase(Locale.ROOT), new Defined(name, at));
    if (first == null) {
      return;
    }
    int line = first.at().line();
    if (!first.name().equals(name)) {
      problems.add(ProblemCode.DIFFERS_IN_CASE, at, kind.text, name, first.name(), line);
    } else if (kind == Kind.SERVICE_CLASS) {
      problems.add(ProblemCode.DUPLICATE_CLASS, at, name, line);
    } else {
      problems.add(ProblemCode.DUPLICATE_NAME, at, kind.text, name, line);
    }
  }

  /** A name is used here. */
  void refer(Kind kind, String name, Node at) {
    references.add(new Reference(kind, name, at));
  }

  boolean isDefined(Kind kind, String name) {
    return at(kind, name) != null;
  }

  /** Where a name is defined; null if it is not. */
  @Nullable Node at(Kind kind, String name) {
    Map<String, Defined> names = defined.get(kind);
    Defined found = names == null ? null : names.get(name.toUpperCase(Locale.ROOT));
    return found == null || !found.name().equals(name) ? null : found.at();
  }

  /** How many names of a kind there are. */
  int count(Kind kind) {
    return defined.getOrDefault(kind, Map.of()).size();
  }

  /** Reports every reference to a name that is not defined. */
  void resolve() {
    for (Reference r : references) {
      boolean system = r.kind == Kind.SERVICE_CLASS && SystemClass.isSystemClass(r.name);
      if (!system && !isDefined(r.kind, r.name) && !problems.isFull()) {
        unknown(r);
      }
    }
  }

  private void unknown(Reference r) {
    List<String> names = new ArrayList<>();
    defined.getOrDefault(r.kind, Map.of()).values().forEach(d -> names.add(d.name()));
    if (r.kind == Kind.SERVICE_CLASS) {
      names.add(SystemClass.UNMANAGED);
    }
    String all =
        names.isEmpty() || names.size() > 10 ? "" : "defined are " + String.join(", ", names);
    String hint = NearestName.hint(r.name, names, all);
    String shown = PrintableText.of(r.name);
    if (r.kind == Kind.SERVICE_CLASS) {
      problems.addWithHint(ProblemCode.UNKNOWN_CLASS, r.at, hint, shown);
    } else {
      problems.addWithHint(ProblemCode.UNKNOWN_NAME, r.at, hint, r.kind.text, shown);
    }
  }
}
