package io.openwlm.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.OperatorControl.Outcome;
import io.openwlm.model.message.MessageCatalogue;
import io.openwlm.server.oper.CouplePolicies;
import io.openwlm.server.oper.OperAnswer;
import io.openwlm.server.oper.OperAnswer.Result;
import io.openwlm.server.oper.OperConsole;
import io.openwlm.server.oper.PolicySwitch;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperConsoleTest {
  private final FakeControl control = new FakeControl();
  private final FakeOperator operator = new FakeOperator();
  private PolicySwitch policies = new CouplePolicies(new FakePolicies());
  @TempDir private Path directory;

  private OperAnswer give(String command) {
    return new OperConsole(control, operator, policies, ZoneOffset.UTC)
        .execute(command, "ann", true);
  }

  private static String id(OperAnswer answer) {
    return answer.text().split(" ")[0];
  }

  private static void isInert(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n' && Character.isISOControl(c))).isEmpty();
    assertThat(text).doesNotContain("\u202e", "\n<3>", "\u0085");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "D WLM",
        "D WLM,SYSTEMS",
        "D WLM,POLICY",
        "D WLM,APPLENV=*",
        "D WLM,SCHENV=*",
        "D WLM,SCHENV=*,SYSTEMS",
        "D WLM,RESOURCE=*",
        "D WLM,APPLENV=none",
        "D WLM,SCHENV=none",
        "D WLM,RESOURCE=none",
        "D WLM,SYSTEM=none",
        "V WLM,APPLENV=PAY,Q",
        "F WLM,RESOURCE=DB,ON",
        "E job,Q",
        "V WLM,POLICY=NONE",
        "V WLM,COMPAT",
        "D WLM,SYSTEM='\u001b[2J\u202e'",
        "\u001b]0;title\u0007"
      })
  void whateverNamesHoldIsShownInert(String command) {
    for (Outcome outcome :
        List.of(
            new Outcome.Done(FakeOperator.HOSTILE),
            new Outcome.Already(FakeOperator.HOSTILE),
            new Outcome.NoSuch(FakeOperator.HOSTILE),
            new Outcome.Refused(FakeOperator.HOSTILE))) {
      operator.answer = outcome;
      OperAnswer answer = give(command);
      isInert(answer.text());
      assertThat(MessageCatalogue.load().find(id(answer))).as(answer.text()).hasSize(1);
    }
  }

  @Test
  void namesAreFoundInAnyCaseButNeverGuessed() {
    operator.states =
        new io.openwlm.model.status.EnvironmentStatus(
            "HOST",
            List.of(
                new io.openwlm.model.status.EnvironmentStatus.Resource("Db2", "", "ON"),
                new io.openwlm.model.status.EnvironmentStatus.Resource("tape", "", "ON"),
                new io.openwlm.model.status.EnvironmentStatus.Resource("TAPE", "", "ON")),
            List.of(),
            List.of(),
            List.of());
    give("F WLM,RESOURCE=DB2,ON");
    give("F WLM,RESOURCE=tape,ON");
    give("F WLM,RESOURCE=Tape,ON");
    assertThat(operator.asked)
        .containsExactly("set Db2 ON by ann", "set tape ON by ann", "set Tape ON by ann");
  }

  @Test
  void whoMayNotChangeAnythingMayStillLook() {
    OperConsole console = new OperConsole(control, operator, policies, ZoneOffset.UTC);
    for (String change :
        List.of(
            "V WLM,POLICY=X",
            "V WLM,REFRESH",
            "V WLM,COMPAT",
            "V WLM,APPLENV=PAY,Q",
            "F WLM,RESOURCE=DB,ON",
            "E job,Q")) {
      assertThat(console.execute(change, "eve", false).result())
          .as(change)
          .isEqualTo(Result.NOT_PERMITTED);
      assertThat(OperConsole.changes(change)).isTrue();
    }
    assertThat(operator.asked).isEmpty();
    assertThat(control.calls()).isEmpty();
    assertThat(console.execute("D WLM,SYSTEMS", "eve", false).result()).isEqualTo(Result.DONE);
  }

  @Test
  void anActivationUnderWayIsAConflict() {
    policies =
        new PolicySwitch() {
          @Override
          public Facts facts() {
            return new Facts(
                "WEEKDAY",
                "DEF",
                0,
                "ann",
                "HOST",
                new Installed(0, "bob", "HOST"),
                List.of("WEEKDAY", "WEEKEND"));
          }

          @Override
          public Switched activate(String policy, String byUser) {
            return new Switched(Result.CONFLICT, "SYSTEM B IS ACTIVATING POLICY " + policy);
          }
        };
    OperAnswer answer = give("v wlm,policy=weekend");
    assertThat(answer.result()).isEqualTo(Result.CONFLICT);
    assertThat(answer.text())
        .isEqualTo(
            "WLM003E WORKLOAD MANAGEMENT POLICY WEEKEND NOT ACTIVATED: SYSTEM B IS ACTIVATING"
                + " POLICY WEEKEND\n  POLICY WEEKDAY STAYS IN EFFECT");
    assertThat(give("D WLM,POLICY").text())
        .contains("  INSTALLED: 1970/01/01 AT: 00:00:00 BY: bob FROM: HOST");
  }

  @Test
  void overTheSocketWhatChangesIsLoggedWithItsUser() throws Exception {
    List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
    Path socket = directory.resolve("s");
    try (ControlServer server =
            ControlServer.open(
                socket, control, new FakePolicies(), DaemonPages.NONE, operator, log::add);
        ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.oper("D WLM").result()).isEqualTo(Result.DONE);
      assertThat(log).isEmpty();
      operator.answer = new Outcome.Refused("NO");
      assertThat(client.oper("E job,Q").text()).isEqualTo("WLM305E JOB job NOT RESET: NO");
      assertThat(log).singleElement().asString().contains("\"E job,Q\" by user", "NOT_DONE");
      assertThat(client.oper("D WLM\u001b").result()).isEqualTo(Result.SYNTAX);
      assertThat(client.environments()).isEqualTo(operator.states);
    }
  }
}
