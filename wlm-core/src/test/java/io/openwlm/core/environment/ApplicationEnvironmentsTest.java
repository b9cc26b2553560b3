package io.openwlm.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.OperatorControl.ApplicationAction;
import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.definition.ApplicationEnvironment;
import io.openwlm.model.definition.ApplicationEnvironment.ServerLimit;
import io.openwlm.model.definition.ChangeHistory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationEnvironmentsTest {
  private final ApplicationEnvironments environments = new ApplicationEnvironments(Map.of());

  private static ApplicationEnvironment environment(String name, String procedure) {
    return new ApplicationEnvironment(
        name, "", ChangeHistory.NONE, new SubsystemType("DB2"), ServerLimit.NONE, procedure, "");
  }

  private void define(String procedure) {
    environments.define(List.of(environment("PAY", procedure)));
  }

  private String state() {
    return environments.environments().getFirst().state();
  }

  private Outcome act(ApplicationAction action) {
    return environments.act("PAY", action);
  }

  @Test
  void beginsAsAvailable() {
    define("P");
    assertThat(state()).isEqualTo("AVAILABLE");
    assertThat(environments.turn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "AVAILABLE,QUIESCE,QUIESCING,QUIESCED",
    "AVAILABLE,REFRESH,REFRESHING,AVAILABLE",
    "QUIESCED,RESUME,RESUMING,AVAILABLE",
    "STOPPED,RESUME,RESUMING,AVAILABLE"
  })
  void acceptsWhatTheStateAllows(String from, ApplicationAction action, String first, String last) {
    bringTo(from);
    assertThat(act(action)).isEqualTo(new Outcome.Done("STATE " + first));
    assertThat(state()).isEqualTo(first);
    assertThat(environments.turn()).isTrue();
    assertThat(state()).isEqualTo(last);
  }

  @ParameterizedTest
  @CsvSource({"QUIESCED,QUIESCE", "AVAILABLE,RESUME"})
  void saysWhenItIsSoAlready(String state, ApplicationAction action) {
    bringTo(state);
    assertThat(act(action)).isEqualTo(new Outcome.Already("STATE " + state));
    assertThat(environments.turn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "QUIESCED,REFRESH", "STOPPED,QUIESCE", "STOPPED,REFRESH", "QUIESCING,RESUME",
    "QUIESCING,REFRESH", "REFRESHING,QUIESCE", "REFRESHING,RESUME", "RESUMING,QUIESCE",
    "DELETING,QUIESCE", "DELETING,RESUME", "DELETING,REFRESH", "STOPPING,RESUME"
  })
  void refusesWhatTheStateForbidsAndSaysWhy(String state, ApplicationAction action) {
    bringTo(state);
    assertThat(act(action))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.reason()).startsWith("IT IS " + state + "; ONLY A"));
    assertThat(state()).isEqualTo(state);
  }

  private void bringTo(String state) {
    define("P");
    switch (state) {
      case "QUIESCING", "QUIESCED" -> act(ApplicationAction.QUIESCE);
      case "REFRESHING" -> act(ApplicationAction.REFRESH);
      case "STOPPING", "STOPPED" -> environments.stop("PAY", "JCL ERROR");
      case "RESUMING" -> {
        act(ApplicationAction.QUIESCE);
        environments.turn();
        act(ApplicationAction.RESUME);
      }
      case "DELETING" -> environments.define(List.of());
      default -> assertThat(state).isEqualTo("AVAILABLE");
    }
    if (state.endsWith("ED")) {
      environments.turn();
    }
    assertThat(state()).isEqualTo(state);
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() {
    assertThat(act(ApplicationAction.QUIESCE)).isInstanceOf(Outcome.NoSuch.class);
    define("P");
    assertThat(environments.act("PAX", ApplicationAction.QUIESCE))
        .isEqualTo(new Outcome.NoSuch("DEFINED: PAY"));
  }

  @Test
  void anActivationThatNeedsOtherServersRefreshes() {
    define("P");
    define("P");
    assertThat(state()).isEqualTo("AVAILABLE");
    define("Q");
    assertThat(state()).isEqualTo("REFRESHING");
  }

  @Test
  void anActivationLeavesAQuiescedOneAlone() {
    bringTo("QUIESCED");
    define("Q");
    assertThat(state()).isEqualTo("QUIESCED");
  }

  @Test
  void whatIsNoLongerDefinedGoesWithTheNextTurn() {
    bringTo("DELETING");
    environments.turn();
    assertThat(environments.environments()).isEmpty();
    define("P");
    assertThat(state()).isEqualTo("AVAILABLE");
  }

  @Test
  void statesSurviveARestart() {
    bringTo("QUIESCING");
    Map<String, String> saved = environments.lasting();
    assertThat(saved).isEqualTo(Map.of("PAY", "QUIESCED"));
    ApplicationEnvironments after = new ApplicationEnvironments(saved);
    after.define(List.of(environment("PAY", "P"), environment("NEW", "P")));
    assertThat(after.environments())
        .extracting(e -> e.name() + " " + e.state())
        .containsExactly("PAY QUIESCED", "NEW AVAILABLE");
  }

  @Test
  void savedNonsenseIsPassedOver() {
    ApplicationEnvironments after = new ApplicationEnvironments(Map.of("PAY", "DELETING", "X", ""));
    after.define(List.of(environment("PAY", "P")));
    assertThat(after.environments().getFirst().state()).isEqualTo("AVAILABLE");
  }

  @Test
  void aStoppedOneSaysWhy() {
    bringTo("STOPPED");
    assertThat(environments.environments().getFirst().stateData()).isEqualTo("JCL ERROR");
    assertThat(environments.stop("PAY", "again")).isFalse();
  }
}
