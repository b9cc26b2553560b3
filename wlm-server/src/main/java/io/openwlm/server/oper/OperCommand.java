package io.openwlm.server.oper;

import io.openwlm.core.port.OperatorControl.ApplicationAction;
import io.openwlm.core.port.OperatorControl.ResetRequest;
import io.openwlm.core.port.OperatorControl.ResourceState;
import org.jspecify.annotations.Nullable;

/** A parsed operator command. Names stand as they were typed. */
sealed interface OperCommand {

  /** True if it changes something: only root and the daemon's own user may give it. */
  boolean changes();

  /** A command that only shows something. */
  sealed interface Display extends OperCommand {
    @Override
    default boolean changes() {
      return false;
    }
  }

  /** A command that changes something. */
  sealed interface Change extends OperCommand {
    @Override
    default boolean changes() {
      return true;
    }
  }

  /** D WLM: the policy; the systems only if one of them is not as it should be. */
  record DisplayWlm() implements Display {}

  /** D WLM,POLICY. */
  record DisplayPolicy() implements Display {}

  /** D WLM,SYSTEMS or SYSTEM=name; null stands for all. */
  record DisplaySystems(@Nullable String system) implements Display {}

  /** D WLM,APPLENV=name; {@code *} stands for all. */
  record DisplayApplication(String name) implements Display {}

  /** D WLM,SCHENV=name; {@code *} stands for all. */
  record DisplayScheduling(String name, Systems systems) implements Display {}

  /** D WLM,RESOURCE=name; {@code *} stands for all. */
  record DisplayResource(String name, Systems systems) implements Display {}

  /**
   * Which systems a display is about.
   *
   * @param asked false if the command says nothing of systems
   * @param name null for all of them
   */
  record Systems(boolean asked, @Nullable String name) {
    static final Systems NOT_ASKED = new Systems(false, null);
    static final Systems ALL = new Systems(true, null);
  }

  /** V WLM,POLICY=name. */
  record ActivatePolicy(String name) implements Change {}

  /** V WLM,REFRESH: the active policy again, from the newest definition. */
  record RefreshPolicy() implements Change {}

  /** V WLM,COMPAT. */
  record Compatibility() implements Change {}

  /** V WLM,APPLENV=name,action. */
  record VaryApplication(String name, ApplicationAction action) implements Change {}

  /** F WLM,RESOURCE=name,state. */
  record ModifyResource(String name, ResourceState state) implements Change {}

  /** E job,... */
  record ResetJob(ResetRequest request) implements Change {}
}
