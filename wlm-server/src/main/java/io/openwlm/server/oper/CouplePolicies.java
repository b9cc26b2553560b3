package io.openwlm.server.oper;

import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.server.oper.OperAnswer.Result;
import java.util.List;
import java.util.Locale;

/** Policies as the couple data set knows them. */
public final class CouplePolicies implements PolicySwitch {
  private final PolicyControl policies;

  public CouplePolicies(PolicyControl policies) {
    this.policies = policies;
  }

  @Override
  public Facts facts() {
    PolicyControl.Activation active = policies.active();
    Installed installed =
        policies.history().stream()
            .filter(r -> r.number() == active.revision())
            .findFirst()
            .map(r -> new Installed(r.atEpochMillis(), r.byUser(), r.bySystem()))
            .orElse(null);
    List<String> known =
        policies
            .definition(policies.installed().number())
            .map(d -> d.policies().stream().map(ServicePolicy::name).toList())
            .orElse(List.of());
    return new Facts(
        active.policy(),
        active.definition(),
        active.atEpochMillis(),
        active.byUser(),
        active.bySystem(),
        installed,
        known);
  }

  @Override
  public Switched activate(String policy, String byUser) {
    ActivationAnswer answer = policies.activate(new ActivationRequest(policy, false, 0), byUser);
    return switch (answer) {
      case ActivationAnswer.InForce _ -> new Switched(Result.DONE, "");
      case ActivationAnswer.Busy busy ->
          new Switched(
              Result.CONFLICT,
              "SYSTEM " + busy.bySystem() + " IS ACTIVATING POLICY " + busy.policy());
      case ActivationAnswer.NoSuchPolicy no ->
          new Switched(
              Result.NO_SUCH_OBJECT,
              "THE INSTALLED DEFINITION HAS NO SUCH POLICY; IT HAS "
                  + String.join(", ", no.known()));
      case ActivationAnswer.Refused refused -> new Switched(Result.NOT_DONE, refused.reason());
      case ActivationAnswer.Would _, ActivationAnswer.NothingPending _ ->
          new Switched(Result.NOT_DONE, answer.getClass().getSimpleName().toUpperCase(Locale.ROOT));
    };
  }
}
