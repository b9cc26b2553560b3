package io.openwlm.core.port;

import io.openwlm.model.classification.WorkAttributes;
import java.util.List;
import java.util.Optional;

/** Finds single running processes. May be called from any thread, and may take a while. */
public interface WorkUnits {
  /** Finds nothing. */
  WorkUnits NONE =
      new WorkUnits() {
        @Override
        public Optional<WorkUnit> find(int pid) {
          return Optional.empty();
        }

        @Override
        public List<WorkUnit> named(String job) {
          return List.of();
        }
      };

  /** A process that is work; empty if it is gone or a kernel thread. */
  Optional<WorkUnit> find(int pid);

  /**
   * Processes whose command has this name, in any case, by process id; descendants of one of them
   * are left out, because they belong to its unit.
   */
  List<WorkUnit> named(String job);

  /**
   * A process. The id alone does not name it for long: with the start time it does.
   *
   * @param startTicks when it started, in clock ticks since boot
   * @param job its command name
   */
  record WorkUnit(int pid, long startTicks, String job, WorkAttributes work) {}
}
