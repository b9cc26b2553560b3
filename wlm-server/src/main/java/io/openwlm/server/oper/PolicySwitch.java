package io.openwlm.server.oper;

import org.jspecify.annotations.Nullable;

/** What operator commands need of policies: who activated what, and another activation. */
public interface PolicySwitch {

  /** What is known of the policy in force. */
  Facts facts();

  /** Puts a policy of the newest definition in force. */
  Switched activate(String policy, String byUser);

  /**
   * How a policy came into force.
   *
   * @param definition its service definition
   * @param bySystem where it was activated; null if not known
   * @param installed how the definition came in; null if not known
   * @param policies of the newest definition; empty if not known
   */
  record Facts(
      String policy,
      String definition,
      long atEpochMillis,
      String byUser,
      @Nullable String bySystem,
      @Nullable Installed installed,
      java.util.List<String> policies) {}

  /** When and by whom a definition was installed. */
  record Installed(long atEpochMillis, String byUser, String bySystem) {}

  /**
   * What became of an activation.
   *
   * @param result DONE, or why not
   * @param reason empty if done
   */
  record Switched(OperAnswer.Result result, String reason) {}
}
