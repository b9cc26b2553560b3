package io.openwlm.core.port;

import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.status.EnvironmentStatus;

/**
 * What an operator may ask about environments and single units of work, and change. Safe to call
 * from any thread; changes wait for the cycle, at most 10 s. Names are those of the definition,
 * exactly.
 */
public interface OperatorControl {

  /** States as they are now. Never blocks. */
  EnvironmentStatus environments();

  /** The policy in force with the definition that it belongs to. Never blocks. */
  ActivePolicy policy();

  /** Sets the state of a scheduling resource on this system. */
  Outcome setResource(String name, ResourceState state, String byUser);

  /** Changes the state of an application environment; it survives a restart. */
  Outcome vary(String applicationEnvironment, ApplicationAction action, String byUser);

  /** Overrides the class of a unit of work until it ends, or ends such an override. */
  Outcome reset(ResetRequest request, String byUser);

  /** State of a scheduling resource on one system. */
  enum ResourceState {
    ON,
    OFF,
    /** Neither: satisfies no requirement. */
    RESET
  }

  /** What an operator can do with an application environment. */
  enum ApplicationAction {
    QUIESCE,
    RESUME,
    REFRESH
  }

  /** Where a reset sends work. */
  sealed interface ResetTarget {
    record IntoClass(String serviceClass) implements ResetTarget {}

    /** The least important class that work may be moved to. */
    record Quiesce() implements ResetTarget {}

    /** Back to what classification says. */
    record Resume() implements ResetTarget {}
  }

  /**
   * Which unit to reset.
   *
   * @param job command name of its process, in any case; empty if only the process id counts
   * @param pid its process id; 0 if only the name counts
   */
  record ResetRequest(String job, int pid, ResetTarget target) {}

  /** What became of a request. */
  sealed interface Outcome {
    /**
     * It is so now.
     *
     * @param detail what else there is to know, for people; may be empty
     */
    record Done(String detail) implements Outcome {}

    /** It was so before. */
    record Already(String detail) implements Outcome {}

    /** Nothing of that name. */
    record NoSuch(String detail) implements Outcome {}

    /** Not in this state, or not with this unit: nothing was changed. */
    record Refused(String reason) implements Outcome {}
  }
}
