package io.openwlm.server;

import io.openwlm.core.port.OperatorControl;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Environments;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.status.EnvironmentStatus;
import java.util.ArrayList;
import java.util.List;

/** States with hostile names; writes down what it is asked and answers what it is told to. */
final class FakeOperator implements OperatorControl {
  /** Clears a screen, sets a title, turns the writing direction, begins a new line. */
  static final String HOSTILE = "\u001b[2J\u001b]0;x\u0007\u202e\n<3>fake\u0085";

  final List<String> asked = new ArrayList<>();
  Outcome answer = new Outcome.Done("DONE " + HOSTILE);
  EnvironmentStatus states =
      new EnvironmentStatus(
          HOSTILE,
          List.of(new EnvironmentStatus.Resource("DB" + HOSTILE, HOSTILE, "ON")),
          List.of(
              new EnvironmentStatus.Scheduling(
                  "LATE" + HOSTILE,
                  HOSTILE,
                  true,
                  List.of(new EnvironmentStatus.Requirement(HOSTILE, "ON", "OFF")))),
          List.of(
              new EnvironmentStatus.Application(
                  "PAY" + HOSTILE,
                  HOSTILE,
                  HOSTILE,
                  HOSTILE,
                  HOSTILE,
                  "none",
                  "AVAILABLE",
                  HOSTILE)),
          List.of());

  @Override
  public EnvironmentStatus environments() {
    return states;
  }

  @Override
  public ActivePolicy policy() {
    ServiceDefinition base =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("DEF", HOSTILE),
            new HostSettings(ControlSettings.DEFAULT, CgroupPath.ROOT),
            List.of(),
            List.of(),
            null);
    return new ActivePolicy(
        "DEFAULT",
        new ServiceDefinition(
            base.header(),
            List.of(
                new ServicePolicy(
                    "DEFAULT", HOSTILE, ChangeHistory.NONE, List.of(), List.of(), List.of())),
            base.classes(),
            base.classification(),
            base.parameters(),
            Environments.NONE,
            base.host(),
            List.of()));
  }

  @Override
  public Outcome setResource(String name, ResourceState state, String byUser) {
    asked.add("set " + name + " " + state + " by " + byUser);
    return answer;
  }

  @Override
  public Outcome vary(String name, ApplicationAction action, String byUser) {
    asked.add(action + " " + name + " by " + byUser);
    return answer;
  }

  @Override
  public Outcome reset(ResetRequest request, String byUser) {
    asked.add(request + " by " + byUser);
    return answer;
  }
}
