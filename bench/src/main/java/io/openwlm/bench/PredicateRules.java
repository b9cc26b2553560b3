package io.openwlm.bench;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.AntPathMatcher;

/** Rules by subsystem type, gone through in order, each compared by a library's pattern. */
final class PredicateRules implements Peer {
  private final Map<SubsystemType, List<Rule>> rules = new HashMap<>();
  private final Function<String, Predicate<String>> compile;

  private record Rule(QualifierType type, Predicate<String> test, String path, List<Rule> inner) {}

  private PredicateRules(
      ServiceDefinition definition, Function<String, Predicate<String>> compile) {
    this.compile = compile;
    for (Classification c : definition.classification().classifications()) {
      rules.put(c.subsystem(), rules(c.rules(), c.subsystem() + " "));
    }
  }

  /** Each mask as a regular expression of the JDK. */
  static PredicateRules regex(ServiceDefinition definition) {
    return new PredicateRules(
        definition,
        mask -> {
          Pattern pattern = Pattern.compile(mask.replace("%", ".").replace("*", ".*"));
          return value -> pattern.matcher(value).matches();
        });
  }

  /** Each mask as a pattern of Spring's AntPathMatcher. */
  static PredicateRules spring(ServiceDefinition definition) {
    AntPathMatcher matcher = new AntPathMatcher();
    return new PredicateRules(
        definition,
        mask -> {
          String pattern = mask.replace('%', '?');
          return value -> matcher.match(pattern, value);
        });
  }

  private List<Rule> rules(List<ClassificationRule> list, String above) {
    List<Rule> compiled = new ArrayList<>();
    for (ClassificationRule rule : list) {
      Condition condition = rule.when().getFirst();
      String path = above + (compiled.size() + 1);
      compiled.add(
          new Rule(
              condition.type(),
              compile.apply(condition.value()),
              path,
              rules(rule.rules(), path + ".")));
    }
    return compiled;
  }

  @Override
  public String rule(WorkAttributes work) {
    String path = "default of " + work.subsystem();
    List<Rule> level = rules.getOrDefault(work.subsystem(), List.of());
    while (true) {
      Rule match = firstMatch(level, work);
      if (match == null) {
        return path;
      }
      path = match.path();
      level = match.inner();
    }
  }

  private static @Nullable Rule firstMatch(List<Rule> level, WorkAttributes work) {
    for (Rule rule : level) {
      String value = work.get(rule.type());
      if (value != null && rule.test().test(value)) {
        return rule;
      }
    }
    return null;
  }
}
