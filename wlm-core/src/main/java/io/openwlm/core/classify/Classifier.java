package io.openwlm.core.classify;

import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.status.RuleHits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Classifies by a definition. On each level the first rule that matches wins, and the rules in it
 * refine the answer; there is no way back. Behind the rules come, for Linux processes, the class
 * whose bound control group is the work's own or above it, then the defaults, at last a system
 * class. Total: all work gets an answer, the same each time.
 *
 * <p>The rules are compiled once: each list of rules is a structure of its own ({@code RuleList}),
 * so a matched rule is followed by a look into the rules in it only. Every possible answer exists
 * beforehand with all that it inherits. Looking up allocates nothing. Only the hit counts change:
 * several threads may classify, but then counts may get lost.
 */
public final class Classifier implements WorkClassifier {
  private final ServiceDefinition definition;
  private final List<SubsystemRules> subsystems;
  private final SubsystemRules others;
  private final SubsystemTable table;
  private final Map<String, Integer> reportClasses = new HashMap<>();

  /**
   * A classifier for one definition.
   *
   * @throws IllegalArgumentException if the definition does not fit together: a rule names a class
   *     or group that does not exist, a mask or priority is none, or a subsystem type stands twice
   */
  public Classifier(ServiceDefinition definition) {
    this.definition = definition;
    RuleCompiler compiler = new RuleCompiler(definition);
    subsystems = compiler.subsystems();
    others = compiler.others();
    table = new SubsystemTable(subsystems, others);
    definition
        .classes()
        .reportClasses()
        .forEach(r -> reportClasses.put(r.name(), reportClasses.size()));
  }

  /** What a piece of work gets. */
  public WorkClassification classify(WorkAttributes work) {
    return table.of(work.subsystem().name()).outcome(work).give(work);
  }

  @Override
  public int classIndex(WorkAttributes work) {
    return classify(work).classIndex();
  }

  /** As the port says; counts no hit. */
  @Override
  public int reportClassIndex(WorkAttributes work) {
    String name = table.of(work.subsystem().name()).outcome(work).of(work).reportClass();
    return name == null ? UNMANAGED : reportClasses.getOrDefault(name, UNMANAGED);
  }

  /** The name of the class at an index that {@link #classIndex} gave. */
  public String className(int classIndex) {
    return classIndex == UNMANAGED
        ? SystemClass.UNMANAGED
        : definition.serviceClasses().get(classIndex).name();
  }

  /**
   * The same answer with the way to it, in lines: what is known about the work, each rule with its
   * first condition that failed, and the result with where each part comes from. Ends with a line
   * end. Counts no hit.
   */
  public String explain(WorkAttributes work) {
    return new Explanation(definition, table.of(work.subsystem().name()), work).text();
  }

  /**
   * How often each rule, control group and default decided: per subsystem type the rules in order,
   * the bound control groups, then the default; at last what serves all other types.
   */
  public List<RuleHits> hits() {
    List<RuleHits> hits = new ArrayList<>();
    for (SubsystemRules of : subsystems) {
      String subsystem = of.subsystem().name();
      addHits(hits, subsystem, of.rules(), 1);
      for (SubsystemRules.Bound bound : of.bound()) {
        hits.add(behindRules(subsystem, "cgroup", bound.group(), bound.outcome()));
      }
      hits.add(behindRules(subsystem, "default", "", of.defaultOutcome()));
    }
    hits.add(behindRules("", "default", "", others.defaultOutcome()));
    return hits;
  }

  private RuleHits behindRules(String subsystem, String path, String description, Outcome outcome) {
    String serviceClass = outcome.usual().serviceClass();
    return new RuleHits(subsystem, path, 1, description, 0, serviceClass, outcome.hits());
  }

  private long addHits(List<RuleHits> hits, String subsystem, RuleList list, int level) {
    long sum = 0;
    for (CompiledRule rule : list.rules()) {
      int place = hits.size();
      long all = rule.outcome().hits() + addHits(hits, subsystem, rule.children(), level + 1);
      hits.add(
          place,
          new RuleHits(
              subsystem,
              rule.path(),
              level,
              Explanation.describe(rule, subsystem),
              rule.source().line().line(),
              rule.outcome().usual().serviceClass(),
              all));
      sum += all;
    }
    return sum;
  }
}
