package io.openwlm.model.definition;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.SubsystemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one subsystem type.
 *
 * @param defaultServiceClass class of work without a matching rule; must be there if there are
 *     rules, except for STC and OMVS; null means SYSSTC for STC and SYSOTHER for all others
 * @param defaultReportClass its report class, or null
 * @param ewlmClassification the withdrawn EWLM setting, kept as found; {@code Never} where unused
 * @param rules first match wins
 */
public record Classification(
    SubsystemType subsystem,
    String description,
    ChangeHistory history,
    @Nullable String defaultServiceClass,
    @Nullable String defaultReportClass,
    String ewlmClassification,
    List<ClassificationRule> rules) {
  public static final String EWLM_NEVER = "Never";

  public Classification {
    rules = List.copyOf(rules);
  }

  /** Rules and nothing else. */
  public static Classification of(SubsystemType subsystem, List<ClassificationRule> rules) {
    return new Classification(subsystem, "", ChangeHistory.NONE, null, null, EWLM_NEVER, rules);
  }
}
