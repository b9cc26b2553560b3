package io.openwlm.model.codec;

import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.WorkAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One case of a policy test: work, and what classification must give to it.
 *
 * @param line where it stands in its file, 1 or more
 * @param serviceClass what is expected; null if it does not matter
 * @param reportClass what is expected, {@link #NONE} for no report class; null if it does not
 *     matter
 * @param rule path of the rule, {@code JES 3.1} or {@code 3.1}, or what stands behind the rules,
 *     {@code default of JES}; null if it does not matter
 * @param storageCritical what is expected; null if it does not matter, as in those that follow
 */
public record ClassificationTest(
    String name,
    int line,
    WorkAttributes work,
    @Nullable String serviceClass,
    @Nullable String reportClass,
    @Nullable String rule,
    @Nullable Boolean storageCritical,
    @Nullable RegionGoal regionGoal,
    @Nullable ReportingAttribute reportingAttribute,
    @Nullable Boolean boost) {
  /** Stands for "no report class". */
  public static final String NONE = "none";
}
