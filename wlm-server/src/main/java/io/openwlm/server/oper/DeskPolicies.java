package io.openwlm.server.oper;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.model.status.ManagerStatus;
import java.util.List;

/** Policies as far as a manager without a couple data set knows them. */
public final class DeskPolicies implements PolicySwitch {
  private final ManagerControl control;

  public DeskPolicies(ManagerControl control) {
    this.control = control;
  }

  @Override
  public Facts facts() {
    ManagerStatus status = control.status();
    return new Facts(
        status.policy(),
        status.definition(),
        status.policySinceEpochMillis(),
        status.policyByUser(),
        null,
        null,
        List.of());
  }

  @Override
  public Switched activate(String policy, String byUser) {
    String answer = control.activate(policy, byUser);
    if (answer.startsWith("failed") && answer.contains(" has no policy ")) {
      return new Switched(OperAnswer.Result.NO_SUCH_OBJECT, answer.substring("failed: ".length()));
    }
    return answer.endsWith("now in effect")
        ? new Switched(OperAnswer.Result.DONE, "")
        : new Switched(OperAnswer.Result.NOT_DONE, answer);
  }
}
