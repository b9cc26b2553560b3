package io.openwlm.core.classify;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ClassificationGroup;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules and a piece of work for which something fails; can be made smaller while it still does. */
record Counterexample(ServiceDefinition definition, WorkAttributes work) {

  /** The smallest one found by leaving out a piece at a time. */
  Counterexample shrink(Predicate<Counterexample> fails) {
    Counterexample smallest = this;
    while (true) {
      var next = smallest.smaller().filter(fails).findFirst();
      if (next.isEmpty()) {
        return smallest;
      }
      smallest = next.get();
    }
  }

  private Stream<Counterexample> smaller() {
    return Stream.of(withoutRules(), withoutFacts(), withoutMembers(), withoutDefaults())
        .flatMap(s -> s);
  }

  private Stream<Counterexample> withoutRules() {
    ClassificationRules all = definition.classification();
    return all.of(work.subsystem()).stream()
        .flatMap(c -> fewer(c.rules()).map(rules -> with(c, rules)));
  }

  /** Lists with a rule, a condition or a letter of a mask less, at any depth. */
  private static Stream<List<ClassificationRule>> fewer(List<ClassificationRule> rules) {
    return without(rules, Counterexample::smaller);
  }

  private static Stream<ClassificationRule> smaller(ClassificationRule r) {
    return Stream.concat(
        fewer(r.rules())
            .map(inner ->
                new ClassificationRule(r.line(), r.when(), r.assignment(), r.description(), inner)),
        without(r.when(), Counterexample::smaller)
            .filter(when -> !when.isEmpty())
            .map(when ->
                new ClassificationRule(
                    r.line(), when, r.assignment(), r.description(), r.rules())));
  }

  private static Stream<Condition> smaller(Condition c) {
    return c.group() || c.type() == QualifierType.PRI
        ? Stream.of()
        : shorter(c.value())
            .filter(mask -> !mask.isEmpty())
            .map(mask -> new Condition(c.type(), false, mask, c.start()));
  }

  /** The list with one element less, half of them less, or one made smaller. */
  private static <T> Stream<List<T>> without(List<T> list, Function<T, Stream<T>> smaller) {
    Stream<List<T>> halves =
        list.size() < 4
            ? Stream.of()
            : Stream.of(
                list.subList(list.size() / 2, list.size()), list.subList(0, list.size() / 2));
    Stream<List<T>> less =
        Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(i -> replaced(list, i, List.of()));
    Stream<List<T>> changed =
        Stream.iterate(0, i -> i < list.size(), i -> i + 1)
            .flatMap(i -> smaller.apply(list.get(i)).map(to -> replaced(list, i, List.of(to))));
    return Stream.of(halves, less, changed).flatMap(s -> s);
  }

  private static <T> List<T> replaced(List<T> list, int at, List<T> by) {
    List<T> copy = new ArrayList<>(list);
    copy.remove(at);
    copy.addAll(at, by);
    return copy;
  }

  private static Stream<String> shorter(String text) {
    return Stream.iterate(0, i -> i < text.length(), i -> i + 1)
        .map(i -> text.substring(0, i) + text.substring(i + 1));
  }

  private Stream<Counterexample> withoutFacts() {
    return work.known().entrySet().stream()
        .flatMap(fact ->
            Stream.concat(
                Stream.of(with(fact.getKey(), null)),
                shorter(fact.getValue()).map(value -> with(fact.getKey(), value))));
  }

  private Counterexample with(QualifierType type, @Nullable String value) {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    known.putAll(work.known());
    if (value == null) {
      known.remove(type);
    } else {
      known.put(type, value);
    }
    return new Counterexample(definition, WorkAttributes.of(work.subsystem(), work.pid(), known));
  }

  private Stream<Counterexample> withoutMembers() {
    ClassificationRules all = definition.classification();
    return without(all.groups(), Counterexample::smaller)
        .filter(groups -> groups.size() == all.groups().size())
        .map(groups ->
            with(
                new ClassificationRules(groups, all.classifications(), all.defaultServiceClass())));
  }

  private static Stream<ClassificationGroup> smaller(ClassificationGroup g) {
    return without(g.members(), _ -> Stream.of())
        .filter(members -> !members.isEmpty())
        .map(members ->
            new ClassificationGroup(g.name(), g.description(), g.history(), g.type(), members));
  }

  private Stream<Counterexample> withoutDefaults() {
    ClassificationRules all = definition.classification();
    return all.defaultServiceClass() == null
        ? Stream.of()
        : Stream.of(with(new ClassificationRules(all.groups(), all.classifications(), null)));
  }

  private Counterexample with(Classification c, List<ClassificationRule> rules) {
    ClassificationRules all = definition.classification();
    Classification smaller =
        new Classification(
            c.subsystem(),
            c.description(),
            c.history(),
            c.defaultServiceClass(),
            c.defaultReportClass(),
            c.ewlmClassification(),
            rules);
    return with(new ClassificationRules(all.groups(), List.of(smaller), all.defaultServiceClass()));
  }

  private Counterexample with(ClassificationRules rules) {
    return new Counterexample(RuleSets.definition(rules), work);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("work: " + work + "\n");
    definition.classification().of(work.subsystem()).ifPresent(c -> append(text, c.rules(), "  "));
    for (ClassificationGroup group : definition.classification().groups()) {
      if (text.indexOf("=" + group.name()) >= 0) {
        text.append("  ").append(group.name()).append(": ");
        group
            .members()
            .forEach(m -> text.append(m.value()).append('@').append(m.start()).append(' '));
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<ClassificationRule> rules, String indent) {
    for (ClassificationRule rule : rules) {
      text.append(indent).append(rule.describe(false)).append('\n');
      append(text, rule.rules(), indent + "  ");
    }
  }
}
