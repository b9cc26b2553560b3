package io.openwlm.model.status;

import java.util.List;

/**
 * The states that operators set on one system: scheduling resources, the environments that need
 * them, application environments, and units of work that were reset. Immutable.
 *
 * @param system name of the system
 */
public record EnvironmentStatus(
    String system,
    List<Resource> resources,
    List<Scheduling> schedulingEnvironments,
    List<Application> applicationEnvironments,
    List<ResetUnit> resets) {
  public static final EnvironmentStatus NONE =
      new EnvironmentStatus("", List.of(), List.of(), List.of(), List.of());

  public EnvironmentStatus {
    resources = List.copyOf(resources);
    schedulingEnvironments = List.copyOf(schedulingEnvironments);
    applicationEnvironments = List.copyOf(applicationEnvironments);
    resets = List.copyOf(resets);
  }

  /**
   * A scheduling resource.
   *
   * @param state {@code ON}, {@code OFF} or {@code RESET}
   */
  public record Resource(String name, String description, String state) {}

  /**
   * A scheduling environment.
   *
   * @param available every required state is the current one
   */
  public record Scheduling(
      String name, String description, boolean available, List<Requirement> requirements) {
    public Scheduling {
      requirements = List.copyOf(requirements);
    }
  }

  /**
   * What a scheduling environment needs.
   *
   * @param required {@code ON} or {@code OFF}
   * @param current {@code ON}, {@code OFF} or {@code RESET}
   */
  public record Requirement(String resource, String required, String current) {}

  /**
   * An application environment.
   *
   * @param procedure empty if servers are started by hand
   * @param state {@code AVAILABLE}, {@code QUIESCING} ... as z/OS names them
   * @param stateData why it is in this state; may be empty
   */
  public record Application(
      String name,
      String description,
      String subsystem,
      String procedure,
      String startParameter,
      String limit,
      String state,
      String stateData) {}

  /**
   * A process and its descendants that an operator took out of classification.
   *
   * @param job its command name
   * @param processes how many belong to it now
   */
  public record ResetUnit(
      int pid,
      String job,
      String serviceClass,
      boolean quiesced,
      int processes,
      String byUser,
      long sinceEpochMillis) {}
}
