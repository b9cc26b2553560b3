package io.openwlm.model.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service class: work with one goal.
 *
 * @param name 1 to 32 letters, digits or {@code _ - . $ # @}, starting with a letter
 * @param description free text, may be empty
 * @param goal what the class should achieve
 * @param importance 1 to 5; {@link Importance#DISCRETIONARY} exactly for a discretionary goal
 * @param weights bounds for the share weight
 * @param cgroup the control group bound to the class, or null if only rules bring work to it
 * @param placement whether work may be moved into {@code cgroup}; {@code MOVE} needs one
 * @param reporters users that may report transactions, beside root and the daemon's own user
 */
public record ServiceClass(
    String name,
    String description,
    Goal goal,
    Importance importance,
    WeightRange weights,
    @Nullable CgroupPath cgroup,
    Placement placement,
    List<String> reporters) {
  public ServiceClass {
    reporters = List.copyOf(reporters);
  }

  /** False for goals whose feature does not exist yet: the class is listed but not controlled. */
  public boolean isManaged() {
    return !(goal instanceof Goal.TokenBudgetGoal);
  }
}
