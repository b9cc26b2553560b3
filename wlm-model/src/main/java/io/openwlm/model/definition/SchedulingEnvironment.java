package io.openwlm.model.definition;

import java.util.List;

/** States of resources that work needs of the system it runs on. */
public record SchedulingEnvironment(
    String name, String description, ChangeHistory history, List<Requirement> requirements) {
  public SchedulingEnvironment {
    requirements = List.copyOf(requirements);
  }

  /** A resource and the state it must have. */
  public record Requirement(String resource, boolean on) {}
}
