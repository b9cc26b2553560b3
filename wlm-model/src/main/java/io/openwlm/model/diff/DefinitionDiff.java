package io.openwlm.model.diff;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.SourceLine;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.TokenKind;
import io.openwlm.model.token.TokenWeights.ModelWeight;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is different in meaning between two definitions. Walks their records whatever these are, so
 * that a new part of the model is compared as soon as it exists. Objects are compared by name and
 * their order does not count; rules are compared by what they ask for, and their order counts.
 *
 * <p>There is no change exactly if the definitions are equal but for the order of named objects.
 */
public final class DefinitionDiff {
  private final List<Change> changes = new ArrayList<>();
  private boolean linux;

  private DefinitionDiff() {}

  /** All changes that make {@code after} out of {@code before}, in the order of the model. */
  public static List<Change> between(ServiceDefinition before, ServiceDefinition after) {
    DefinitionDiff diff = new DefinitionDiff();
    diff.parts("", before, after);
    return List.copyOf(diff.changes);
  }

  private void parts(String path, Record before, Record after) {
    for (RecordComponent part : before.getClass().getRecordComponents()) {
      if (before instanceof ClassificationRule && part.getName().equals("when")) {
        continue;
      }
      Object a = Parts.value(part, before);
      Object b = Parts.value(part, after);
      if (a instanceof List<?> listA && b instanceof List<?> listB && !listA.equals(listB)) {
        list(path, part, List.copyOf(listA), List.copyOf(listB));
      } else {
        value(Words.path(path, part), part, a, b);
      }
    }
  }

  private void value(
      String path, RecordComponent part, @Nullable Object before, @Nullable Object after) {
    if (Objects.equals(before, after)) {
      return;
    }
    if (before instanceof Record a
        && after instanceof Record b
        && a.getClass() == b.getClass()
        && hasParts(a)) {
      parts(path, a, b);
      return;
    }
    String from = Words.value(before, part);
    String to = Words.value(after, part);
    boolean same = from.equals(to);
    changes.add(
        Change.changed(
            path, same ? String.valueOf(before) : from, same ? String.valueOf(after) : to));
  }

  /** False for records that are one value to a reader. */
  private static boolean hasParts(Record record) {
    return !(record instanceof Goal
        || record instanceof Importance
        || record instanceof CgroupPath
        || record instanceof SubsystemType
        || record instanceof SourceLine
        || record instanceof BudgetLimit
        || record instanceof ModelWeight);
  }

  private void list(String path, RecordComponent part, List<Object> before, List<Object> after) {
    Object any = before.isEmpty() ? after.getFirst() : before.getFirst();
    switch (any) {
      case ServiceClassPeriod _ -> periods(path, part, before, after);
      case Classification _ -> classifications(path, part, before, after);
      case Integer _ -> kinds(path, part, before, after);
      case String _ -> named(Words.path(path, part), part, before, after);
      default -> named(path, part, before, after);
    }
  }

  private void periods(String path, RecordComponent part, List<Object> before, List<Object> after) {
    boolean one = before.size() == 1 && after.size() == 1;
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String here = one ? path : Words.join(path, "period " + (i + 1));
      if (i >= after.size()) {
        changes.add(Change.removed(here, Words.summary(before.get(i))));
      } else if (i >= before.size()) {
        changes.add(Change.added(here, Words.summary(after.get(i))));
      } else {
        value(here, part, before.get(i), after.get(i));
      }
    }
  }

  /** Numbers by kind of token. */
  private void kinds(String path, RecordComponent part, List<Object> before, List<Object> after) {
    for (TokenKind kind : TokenKind.values()) {
      String here = Words.join(path, "of " + kind.key());
      value(here, part, before.get(kind.index()), after.get(kind.index()));
    }
  }

  /** The rules of STC and OMVS are shown once while they are the same in both definitions. */
  private void classifications(
      String path, RecordComponent part, List<Object> before, List<Object> after) {
    SequencedMap<String, Classification> a = bySubsystem(before);
    SequencedMap<String, Classification> b = bySubsystem(after);
    boolean together = together(a) && together(b);
    List<String> names = new ArrayList<>(a.keySet());
    b.keySet().stream().filter(n -> !a.containsKey(n)).forEach(names::add);
    for (String name : names) {
      if (together && name.equals("STC")) {
        continue;
      }
      SubsystemType subsystem = new SubsystemType(name);
      linux = subsystem.isLinux();
      String here = Words.join(path, together && linux ? "processes" : name);
      Classification none = Classification.of(subsystem, List.of());
      Classification from = a.get(name);
      Classification to = b.get(name);
      if (from == null && none.equals(to)) {
        changes.add(Change.added(here, ""));
      } else if (to == null && none.equals(from)) {
        changes.add(Change.removed(here, ""));
      } else {
        value(here, part, from == null ? none : from, to == null ? none : to);
      }
    }
    linux = false;
  }

  private static SequencedMap<String, Classification> bySubsystem(List<Object> list) {
    SequencedMap<String, Classification> map = new LinkedHashMap<>();
    for (Object element : list) {
      Classification c = (Classification) element;
      map.put(c.subsystem().name(), c);
    }
    return map;
  }

  /** True if OMVS and STC say the same, or both say nothing. */
  private static boolean together(Map<String, Classification> map) {
    Classification omvs = map.get("OMVS");
    Classification stc = map.get("STC");
    if (omvs == null || stc == null) {
      return omvs == null && stc == null;
    }
    return new Classification(
            SubsystemType.STC,
            omvs.description(),
            omvs.history(),
            omvs.defaultServiceClass(),
            omvs.defaultReportClass(),
            omvs.ewlmClassification(),
            omvs.rules())
        .equals(stc);
  }

  private void named(String path, RecordComponent part, List<Object> before, List<Object> after) {
    SequencedMap<String, Object> a = byKey(before);
    SequencedMap<String, Object> b = byKey(after);
    boolean ordered = Set.of("rules", "notes", "models", "upstreams").contains(part.getName());
    List<String> placesBefore = List.copyOf(a.keySet());
    List<String> placesAfter = List.copyOf(b.keySet());
    Set<String> moved = ordered ? Moves.of(placesBefore, placesAfter) : Set.of();
    a.forEach((key, element) -> {
      String here = here(path, part, element, key);
      Object other = b.get(key);
      if (other == null) {
        changes.add(Change.removed(here, Words.summary(element)));
        return;
      }
      if (moved.contains(key)) {
        changes.add(
            Change.moved(here, placesBefore.indexOf(key) + 1, placesAfter.indexOf(key) + 1));
      }
      value(here, part, element, other);
    });
    b.forEach((key, element) -> {
      if (!a.containsKey(key)) {
        String at =
            element instanceof ClassificationRule
                ? " at place " + (placesAfter.indexOf(key) + 1)
                : "";
        changes.add(Change.added(here(path, part, element, key), Words.summary(element) + at));
      }
    });
  }

  private String here(String path, RecordComponent part, Object element, String key) {
    if (element instanceof String) {
      return Words.join(path, '"' + key + '"');
    }
    String kind = Words.kind(element);
    if (kind.endsWith("override of")) {
      kind += part.getName().startsWith("tenant") ? " tenant resource group" : " resource group";
    }
    return Words.join(path, kind.isEmpty() ? key : kind + " " + key);
  }

  /** Elements by their keys; from the second on, equal keys are numbered. */
  private SequencedMap<String, Object> byKey(List<Object> list) {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Object element : list) {
      String key = Words.key(element, linux);
      int n = seen.merge(key, 1, Integer::sum);
      map.put(n == 1 ? key : key + " #" + n, element);
    }
    return map;
  }
}
