package io.openwlm.core.policy;

import io.openwlm.model.status.ManagerStatus;

/**
 * Brings policies in force on the machine, between two turns of the cycle. Methods wait for the
 * cycle, at most 20 s; {@link #status} never waits.
 */
public interface Enactor {

  /** Works by a policy from now on; if that fails, the policy before is still in force. */
  Outcome enact(PolicyOrder order);

  /** Brings original values back and writes nothing until the next {@link #enact}. */
  Outcome release(String byUser);

  /** The picture of the last cycle. */
  ManagerStatus status();

  /** What became of it. */
  sealed interface Outcome {
    record Done() implements Outcome {}

    /** Nothing has changed. */
    record NotDone(String reason) implements Outcome {}

    /** The cycle began with it and does not answer. */
    record Unknown(String reason) implements Outcome {}
  }
}
