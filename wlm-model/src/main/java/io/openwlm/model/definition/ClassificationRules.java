package io.openwlm.model.definition;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.SubsystemType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that assigns work to classes.
 *
 * @param classifications at most one per subsystem type
 * @param defaultServiceClass class of Linux processes that no rule, no bound control group and no
 *     default of their subsystem type claims; may be {@link SystemClass#UNMANAGED}; null for what
 *     z/OS does. An OpenWLM addition
 */
public record ClassificationRules(
    List<ClassificationGroup> groups,
    List<Classification> classifications,
    @Nullable String defaultServiceClass) {
  public static final ClassificationRules NONE =
      new ClassificationRules(List.of(), List.of(), null);

  public ClassificationRules {
    groups = List.copyOf(groups);
    classifications = List.copyOf(classifications);
  }

  /** The same rules for all Linux processes. */
  public static ClassificationRules forProcesses(
      List<ClassificationRule> rules, @Nullable String defaultServiceClass) {
    List<Classification> both =
        rules.isEmpty()
            ? List.of()
            : List.of(
                Classification.of(SubsystemType.OMVS, rules),
                Classification.of(SubsystemType.STC, rules));
    return new ClassificationRules(List.of(), both, defaultServiceClass);
  }

  /** The rules of a subsystem type. */
  public Optional<Classification> of(SubsystemType subsystem) {
    return classifications.stream().filter(c -> c.subsystem().equals(subsystem)).findFirst();
  }
}
