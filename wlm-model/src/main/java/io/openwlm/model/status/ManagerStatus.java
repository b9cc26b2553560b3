package io.openwlm.model.status;

import java.util.List;

/**
 * One consistent picture of a running manager, taken at the end of a cycle. Instances are immutable
 * and safe to share between threads.
 *
 * @param host name of this system
 * @param definition name of the active definition
 * @param definitionFile where it was read from; empty if from nowhere
 * @param policy name of the active service policy
 * @param policySinceEpochMillis when it was activated
 * @param policyByUser who activated it
 * @param mode {@code cgroup2}, {@code hybrid} or {@code simulated}
 * @param enforcing false: nothing is written
 * @param version version of the daemon
 * @param pid process id of the daemon
 * @param atEpochMillis when the picture was taken
 * @param upSeconds seconds since the daemon was ready
 * @param intervals adjustment intervals completed
 * @param samplingMillis time between samples
 * @param adjustmentMillis time between adjustments
 * @param cpus CPUs of the managed work
 * @param systemCpuPercent share of all CPUs that managed work used in the last interval, 0 to 100
 * @param systemPressurePercent PSI cpu some of the whole system in the last interval, 0 to 100;
 *     negative if unknown
 * @param classes in the order of the definition
 * @param decisions newest first, at most 200
 * @param warnings what an operator should know, most important first
 * @param reportClasses in the order of the definition
 * @param resourceGroups in the order of the definition
 */
public record ManagerStatus(
    String host,
    String definition,
    String definitionFile,
    String policy,
    long policySinceEpochMillis,
    String policyByUser,
    String mode,
    boolean enforcing,
    String version,
    long pid,
    long atEpochMillis,
    double upSeconds,
    long intervals,
    long samplingMillis,
    long adjustmentMillis,
    int cpus,
    double systemCpuPercent,
    double systemPressurePercent,
    List<ClassStatus> classes,
    List<DecisionStatus> decisions,
    List<String> warnings,
    List<ReportClassStatus> reportClasses,
    List<ResourceGroupStatus> resourceGroups) {
  public ManagerStatus {
    // A daemon of an older version says nothing about report classes and resource groups.
    resourceGroups = resourceGroups == null ? List.of() : List.copyOf(resourceGroups);
    reportClasses = reportClasses == null ? List.of() : List.copyOf(reportClasses);
    classes = List.copyOf(classes);
    decisions = List.copyOf(decisions);
    warnings = List.copyOf(warnings);
  }

  /** The same picture with other classes and decisions. */
  public ManagerStatus with(List<ClassStatus> otherClasses, List<DecisionStatus> otherDecisions) {
    return new ManagerStatus(
        host,
        definition,
        definitionFile,
        policy,
        policySinceEpochMillis,
        policyByUser,
        mode,
        enforcing,
        version,
        pid,
        atEpochMillis,
        upSeconds,
        intervals,
        samplingMillis,
        adjustmentMillis,
        cpus,
        systemCpuPercent,
        systemPressurePercent,
        otherClasses,
        otherDecisions,
        warnings,
        reportClasses,
        resourceGroups);
  }
}
