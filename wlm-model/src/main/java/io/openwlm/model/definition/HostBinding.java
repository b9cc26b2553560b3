package io.openwlm.model.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a service class lives on a Linux host: OpenWLM's own additions to the class, which z/OS does
 * not have.
 *
 * @param weights bounds for the share weight
 * @param cgroup the control group bound to the class, or null if only rules bring work to it
 * @param placement whether work may be moved into {@code cgroup}; {@code MOVE} needs one
 * @param reporters users that may report transactions, beside root and the daemon's own user
 */
public record HostBinding(
    WeightRange weights, @Nullable CgroupPath cgroup, Placement placement, List<String> reporters) {
  public static final HostBinding NONE =
      new HostBinding(WeightRange.DEFAULT, null, Placement.IN_PLACE, List.of());

  public HostBinding {
    reporters = List.copyOf(reporters);
  }
}
