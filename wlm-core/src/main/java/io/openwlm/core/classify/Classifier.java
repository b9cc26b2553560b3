package io.openwlm.core.classify;

import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WorkAttributes;
import io.openwlm.model.definition.WorkQualifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Classifies by a definition: the first rule that matches wins; else the class whose bound control
 * group is the process's own or above it; else the default class. Total: every process gets an
 * answer, the same each time. Looking up allocates nothing.
 */
public final class Classifier implements WorkClassifier {
  private final ServiceDefinition definition;
  private final CompiledRule[] rules;
  private final String[] boundCgroups;
  private final int[] boundClasses;
  private final int defaultClass;

  /**
   * A classifier for one definition.
   *
   * @throws IllegalArgumentException if a rule names a class that does not exist, or a mask is bad
   */
  public Classifier(ServiceDefinition definition) {
    this.definition = definition;
    Map<String, Integer> index = new HashMap<>();
    index.put(ServiceDefinition.UNMANAGED, UNMANAGED);
    List<ServiceClass> classes = definition.serviceClasses();
    for (int i = 0; i < classes.size(); i++) {
      index.put(classes.get(i).name(), i);
    }
    rules =
        definition.rules().stream()
            .map(rule -> new CompiledRule(rule, position(index, rule.serviceClass())))
            .toArray(CompiledRule[]::new);
    defaultClass = position(index, definition.defaultServiceClass());
    boundClasses =
        classes.stream()
            .filter(c -> c.cgroup() != null)
            .mapToInt(c -> position(index, c.name()))
            .toArray();
    boundCgroups = new String[boundClasses.length];
    for (int i = 0; i < boundClasses.length; i++) {
      CgroupPath path = classes.get(boundClasses[i]).cgroup();
      boundCgroups[i] = path == null ? "" : path.value();
    }
  }

  private static int position(Map<String, Integer> index, String name) {
    Integer position = index.get(name);
    if (position == null) {
      throw new IllegalArgumentException("service class " + name + " is not defined");
    }
    return position;
  }

  @Override
  public int classIndex(WorkAttributes work) {
    for (CompiledRule rule : rules) {
      if (rule.matches(work)) {
        return rule.classIndex();
      }
    }
    int bound = boundTo(work);
    return bound >= 0 ? boundClasses[bound] : defaultClass;
  }

  /** Position in the bound control groups, or a negative number. */
  private int boundTo(WorkAttributes work) {
    String cgroup = work.cgroup();
    if (cgroup != null) {
      for (int i = 0; i < boundCgroups.length; i++) {
        if (isAtOrBelow(cgroup, boundCgroups[i])) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean isAtOrBelow(String path, String root) {
    return path.startsWith(root)
        && (path.length() == root.length() || path.charAt(root.length()) == '/');
  }

  /** The name of the class at an index that {@link #classIndex} gave. */
  public String className(int classIndex) {
    return classIndex == UNMANAGED
        ? ServiceDefinition.UNMANAGED
        : definition.serviceClasses().get(classIndex).name();
  }

  /**
   * The same answer with the way to it, in lines: what is known about the process, each rule with
   * its first mask that failed, and the result. Ends with a line end.
   */
  public String explain(WorkAttributes work) {
    StringBuilder out = new StringBuilder();
    out.append(work.pid() > 0 ? "process " + work.pid() : "work").append('\n');
    for (WorkQualifier qualifier : WorkQualifier.values()) {
      String value = work.get(qualifier);
      out.append(String.format("  %-13s ", qualifier.key()))
          .append(value == null ? "-" : PrintableText.of(value, 200))
          .append('\n');
    }
    out.append("rules of ").append(definition.name()).append(", first match wins\n");
    if (rules.length == 0) {
      out.append("  none\n");
    }
    int winner = -1;
    for (int i = 0; i < rules.length; i++) {
      String verdict =
          winner >= 0 ? "not looked at" : rules[i].matches(work) ? "match" : rules[i].why(work);
      if (winner < 0 && rules[i].matches(work)) {
        winner = i;
      }
      out.append("  ").append(i + 1).append(". ").append(rules[i].describe());
      out.append("\n     ").append(verdict).append('\n');
    }
    return out.append(result(work, winner)).append('\n').toString();
  }

  private String result(WorkAttributes work, int winner) {
    String prefix = "result: " + className(classIndex(work)) + " (";
    if (winner >= 0) {
      return prefix + "rule " + (winner + 1) + ")";
    }
    int bound = boundTo(work);
    if (bound >= 0) {
      return prefix + "no rule matches, its cgroup is at or below " + boundCgroups[bound] + ")";
    }
    return prefix
        + (defaultClass == UNMANAGED
            ? "no rule matches, no class owns its cgroup: left alone)"
            : "no rule matches, no class owns its cgroup: the default)");
  }
}
