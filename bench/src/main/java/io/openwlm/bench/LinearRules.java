package io.openwlm.bench;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.Classification;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plain way, written with care: rules by subsystem type, gone through in order, each compared
 * by {@code equals}, {@code startsWith} or character by character.
 */
final class LinearRules implements Peer {
  private static final Rule[] NONE = {};

  private final Map<SubsystemType, Rule[]> rules = new HashMap<>();
  private final Map<SubsystemType, String> defaults = new HashMap<>();

  /** How a rule compares. */
  private enum Kind {
    EXACT,
    PREFIX,
    MASK
  }

  private static final class Rule {
    private final QualifierType type;
    private final Kind kind;
    private final String text;
    private final String path;
    private final Rule[] inner;

    Rule(QualifierType type, Kind kind, String text, String path, Rule[] inner) {
      this.type = type;
      this.kind = kind;
      this.text = text;
      this.path = path;
      this.inner = inner;
    }

    boolean matches(WorkAttributes work) {
      String value = work.get(type);
      return value != null
          && switch (kind) {
            case EXACT -> value.equals(text);
            case PREFIX -> value.startsWith(text);
            case MASK -> masked(value);
          };
    }

    private boolean masked(String value) {
      if (value.length() != text.length()) {
        return false;
      }
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '%' && c != value.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  LinearRules(ServiceDefinition definition) {
    for (Classification c : definition.classification().classifications()) {
      rules.put(c.subsystem(), rules(c.rules(), c.subsystem() + " "));
      defaults.put(c.subsystem(), "default of " + c.subsystem());
    }
  }

  private static Rule[] rules(List<ClassificationRule> list, String above) {
    Rule[] rules = new Rule[list.size()];
    for (int i = 0; i < rules.length; i++) {
      ClassificationRule rule = list.get(i);
      Condition condition = rule.when().getFirst();
      String mask = condition.value();
      boolean prefix = mask.endsWith("*");
      String path = above + (i + 1);
      rules[i] =
          new Rule(
              condition.type(),
              prefix ? Kind.PREFIX : mask.contains("%") ? Kind.MASK : Kind.EXACT,
              prefix ? mask.substring(0, mask.length() - 1) : mask,
              path,
              rules(rule.rules(), path + "."));
    }
    return rules;
  }

  @Override
  public String rule(WorkAttributes work) {
    String path = null;
    Rule[] level = rules.getOrDefault(work.subsystem(), NONE);
    while (true) {
      Rule match = null;
      for (Rule rule : level) {
        if (rule.matches(work)) {
          match = rule;
          break;
        }
      }
      if (match == null) {
        break;
      }
      path = match.path;
      level = match.inner;
    }
    return path == null ? defaults.getOrDefault(work.subsystem(), "none") : path;
  }
}
