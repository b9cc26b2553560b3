package io.openwlm.linux.discover;

import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.environment.WorkOverrides.Member;
import io.openwlm.core.environment.WorkOverrides.Seen;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.OptionalInt;

/**
 * Work that an operator took out of classification, among the processes that run. What comes back
 * goes to the control group it came from before it is classified again: as long as it is in the
 * group of another class, that group would decide.
 */
final class OverriddenWork {
  private final WorkOverrides overrides;
  private final ServiceDefinition definition;
  private final WorkMover mover;

  OverriddenWork(WorkOverrides overrides, ServiceDefinition definition, WorkMover mover) {
    this.overrides = overrides;
    this.definition = definition;
    this.mover = mover;
  }

  /**
   * Brings the overrides up to date and moves back what left one.
   *
   * @return true if anything was moved
   */
  boolean look(List<ProcessInfo> running, boolean enforce, List<String> warnings) {
    if (overrides.isEmpty()) {
      return false;
    }
    overrides.look(
        running.stream().map(p -> new Seen(member(p), p.service().parent(), p.group())).toList());
    return enforce && moveBack(running, warnings);
  }

  private boolean moveBack(List<ProcessInfo> running, List<String> warnings) {
    boolean moved = false;
    for (ProcessInfo process : running) {
      String origin = overrides.originOf(member(process));
      if (origin == null) {
        continue;
      }
      if (!process.group().equals(origin) && CgroupPath.problem(origin) == null) {
        moved |= mover.move(new CgroupPath(origin), List.of(process), warnings) > 0;
      }
      overrides.returned(member(process));
    }
    return moved;
  }

  /** Position of the class that an operator gave a process; empty if classification decides. */
  OptionalInt classIndex(ProcessInfo process) {
    String name = overrides.classOf(member(process));
    for (int i = 0; name != null && i < definition.serviceClasses().size(); i++) {
      if (definition.serviceClasses().get(i).name().equals(name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private static Member member(ProcessInfo process) {
    return new Member(process.pid(), process.startTicks());
  }
}
