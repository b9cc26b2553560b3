package io.openwlm.app.cli;

import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.model.status.PolicyHistory;
import org.jspecify.annotations.Nullable;

/**
 * What commands ask a running daemon about definitions and policies. Every method answers for
 * people what was done, or fails with a {@link CommandFailure}.
 */
public interface PolicyLink {

  /**
   * Installs a definition as a new revision.
   *
   * @param ifMatch hash of the revision that it was made from; null if it does not matter
   * @param force also with an old definition, or without the active policy
   */
  String install(String text, String source, @Nullable String ifMatch, boolean force);

  /** Puts a policy of the newest revision in force, or says what that would do. */
  String activate(ActivationRequest request);

  /** Makes an activation final. */
  String confirm();

  /** Undoes an activation that waits to be confirmed. */
  String rollback();

  /** Stops managing until the next activation. */
  String deactivate();

  /** What was installed and activated lately. */
  PolicyHistory history();

  /**
   * The canonical text of an installed definition.
   *
   * @param revision 0 for the newest
   */
  String definition(long revision);
}
