package io.openwlm.core.classify;

import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import org.jspecify.annotations.Nullable;

/**
 * What classification gives to work. The same object for all work that takes the same way.
 *
 * @param serviceClass a class of the definition or a system class
 * @param classIndex position of the class in the definition; -1 for a system class
 * @param reportClass a report class or tenant report class, or null
 * @param rule where the answer comes from: the rule's path {@code JES 3.1.2}, {@code default of
 *     JES}, {@code default}, {@code cgroup /wlm/web}, or {@code system class}
 */
public record WorkClassification(
    String serviceClass,
    int classIndex,
    @Nullable String reportClass,
    boolean storageCritical,
    RegionGoal regionGoal,
    ReportingAttribute reportingAttribute,
    boolean boost,
    String rule) {}
