package io.openwlm.model.codec;

import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.classification.WorkAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One test of a definition: work, and what it has to get.
 *
 * @param name one line for people
 * @param line where it stands in its file, from 1
 */
public record PolicyTest(String name, int line, WorkAttributes work, Expectation expect) {

  /**
   * What work has to get; what is null does not matter. At least one is not null.
   *
   * @param reportClass {@link #NONE} for work that must have none
   * @param rule the number of a rule, {@code 3.1.2}, alone or after its subsystem type; or what
   *     stands behind the rules, such as {@code default of JES}
   */
  public record Expectation(
      @Nullable String serviceClass,
      @Nullable String reportClass,
      @Nullable String rule,
      @Nullable Boolean storageCritical,
      @Nullable RegionGoal regionGoal,
      @Nullable ReportingAttribute reportingAttribute,
      @Nullable Boolean boost) {
    public static final String NONE = "none";
  }
}
