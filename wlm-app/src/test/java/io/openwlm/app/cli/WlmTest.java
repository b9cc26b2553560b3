package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.Golden;
import io.openwlm.app.SampleStatus;
import io.openwlm.model.status.DecisionStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line itself, and the commands that look. */
class WlmTest extends WlmBed {
  @Test
  void printsStatus() {
    assertThat(wlm("status")).isZero();
    Golden.check("status", out().lines().toList());
  }

  @Test
  void statusCheckTellsThatGoalsAreMissed() {
    assertThat(wlm("status", "--check")).isEqualTo(9);
    status = SampleStatus.with(List.of(SampleStatus.classes().get(2)), List.of(), List.of());
    assertThat(wlm("status", "--check")).isZero();
  }

  @Test
  void printsStatusAsJson() {
    assertThat(wlm("-o", "json", "status")).isZero();
    Golden.check("status-json", out().lines().toList());
  }

  @Test
  void showsOneClassWithItsResponseTimes() {
    assertThat(wlm("status", "INTERACT")).isZero();
    assertThat(wlm("status", "PAYMENTS")).isZero();
    assertThat(wlm("status", "BATCHLOW")).isZero();
    Golden.check("status-class", out().lines().toList());
  }

  @Test
  void showsOneClassAsJson() {
    assertThat(wlm("status", "INTERACT", "-o", "json")).isZero();
    assertThat(out())
        .startsWith("{\"name\":\"INTERACT\",")
        .contains(
            "\"responseTimes\":[{\"seconds\":2,\"samples\":83,\"attainedMillis\":912.4,"
                + "\"withinGoalPercent\":66.2,\"confidence\":\"MEDIUM\"},");
  }

  @Test
  void statusOfOneClassChecksThatClassOnly() {
    assertThat(wlm("status", "--check", "INTERACT")).isEqualTo(9);
    assertThat(wlm("status", "--check", "PAYMENTS")).isZero();
    assertThat(wlm("status", "INTERAKT")).isEqualTo(4);
    assertThat(err()).contains("Did you mean 'INTERACT'?");
  }

  @Test
  void explainsADecisionByNumber() {
    assertThat(wlm("why", "48213")).isZero();
    Golden.check("why-48213", out().lines().toList());
  }

  @Test
  void explainsTheLastDecisionAboutAClass() {
    assertThat(wlm("why", "CIBUILD")).isZero();
    Golden.check("why-cibuild", out().lines().toList());
  }

  @Test
  void neverLeavesAParagraphEmpty() {
    for (var decision : status.decisions()) {
      out.reset();
      assertThat(wlm("why", Long.toString(decision.id()))).isZero();
      assertThat(out())
          .contains("WHY", "WHERE", "DID")
          .contains(
              decision.changes().isEmpty()
                  ? List.of("Nothing was changed.")
                  : List.of("WHO PAID", "EXPECTED", "NOT CHOSEN", "RESULT"))
          .doesNotContainPattern("(?m)^ +[A-Z ]+$");
    }
  }

  @Test
  void pointsFromASkipToTheLastChange() {
    List<DecisionStatus> skippedLast =
        List.of(
            SampleStatus.decisions().get(1),
            SampleStatus.decisions().get(0),
            SampleStatus.decisions().get(3));
    status = SampleStatus.with(SampleStatus.classes(), skippedLast, List.of());
    assertThat(wlm("why", "CIBUILD")).isZero();
    assertThat(out())
        .contains(
            "SKIP  CIBUILD", "BATCHLOW: already at its minimum weight (DONOR_AT_FLOOR); minimum 20")
        .contains("  YOU CAN DO Decide what to give up")
        .contains("The last change that concerned CIBUILD: 48213 RAISE INTERACT 180>320")
        .contains("(wlm why 48213).");
  }

  @Test
  void explainsReasonCodes() {
    assertThat(wlm("explain", "reason.NO_DONOR")).isZero();
    assertThat(out()).contains("no less important work has weight to spare", "You can do:");
    out.reset();
    assertThat(wlm("explain", "reason")).isZero();
    assertThat(out()).contains("NO_DONOR", "GOAL_MISSED", "CLOCK_JUMP");
  }

  @Test
  void suggestsTheReasonThatWasMeant() {
    assertThat(wlm("explain", "reason.NO_DONER")).isEqualTo(4);
    assertThat(err()).contains("there is no reason 'NO_DONER'. Did you mean 'NO_DONOR'?");
  }

  @Test
  void suggestsTheClassThatWasMeant() {
    assertThat(wlm("why", "INTERAKT")).isEqualTo(4);
    assertThat(err())
        .isEqualTo("WLM0204E there is no service class 'INTERAKT'. Did you mean 'INTERACT'?\n");
  }

  @Test
  void saysWhichDecisionsThereAre() {
    assertThat(wlm("why", "7")).isEqualTo(4);
    assertThat(err()).contains("there is no decision 7. The daemon keeps 48210 to 48213.");
  }

  @Test
  void failsIfNoDaemonAnswers() {
    reachable = false;
    assertThat(wlm("status")).isEqualTo(3);
    assertThat(out()).isEmpty();
    assertThat(err()).isEqualTo("WLM0203E nobody answers\n");
  }

  @Test
  void findsTheSocketByOptionThenByEnvironment() {
    wlm("status");
    wlm("--socket", "/run/other.sock", "status");
    wlm("status", "--socket=/run/third.sock");
    assertThat(asked)
        .containsExactly(
            "connect /run/test.sock", "connect /run/other.sock", "connect /run/third.sock");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status --chek",
        "status INTERACT extra",
        "status -o xml",
        "enforce",
        "enforce maybe",
        "why",
        "top -d 0",
        "top -n 0",
        "report WEB",
        "report WEB --time 12",
        "report WEB --time 1ms --stdin",
        "classify",
        "classify --pid 0",
        "classify colour=red",
        "classify --pid 1 user=x",
        "classify user=x UI=y",
        "classify --subsystem JES1234 TC=A",
        "classify --subsystem JES --pid 1",
        "policy frobnicate",
        "policy fmt",
        "policy fmt -w --check x",
        "policy convert x",
        "policy convert --to csv x",
        "policy diff x",
        "policy test",
        "run -- true",
        "statsu",
        "-x",
        "check"
      })
  void wrongCommandLinesAreUsageErrorsOnStandardError(String line) {
    assertThat(wlm(line.split(" "))).isEqualTo(2);
    assertThat(err()).startsWith("WLM02");
    assertThat(out()).isEmpty();
  }

  @Test
  void checksAPriceTableAloneWithThePlaceOfEachProblem(@TempDir Path dir) throws IOException {
    Path good =
        Path.of(System.getProperty("wlm.root", "..")).resolve("examples/prices/prices.yaml");
    assertThat(wlm("check", good.toString())).isZero();
    assertThat(out()).isEqualTo(good + ": good, prices in USD, 3 models\n");
    out.reset();
    Path bad = dir.resolve("bad.yaml");
    Files.writeString(
        bad, "price-table:\n  currency: USD\n  models:\n    - { model: a, input: x, output: 1 }\n");
    assertThat(wlm("check", bad.toString())).isEqualTo(7);
    assertThat(out())
        .startsWith(bad + ":4:26: error WLM0980E input must be a number")
        .endsWith(bad + ": not valid, 1 error\n");
    out.reset();
    assertThat(wlm("check", "-o", "json", bad.toString())).isEqualTo(7);
    assertThat(out()).contains("\"valid\":false", "\"line\":4,\"column\":26", "WLM0980E");
    Files.writeString(bad, "price-tabel:\n  currency: USD\n");
    out.reset();
    assertThat(wlm("check", bad.toString())).isEqualTo(7);
    assertThat(out()).contains("did you mean price-table instead of price-tabel?");
  }

  @Test
  void suggestsCommandsAndOptions() {
    wlm("statsu");
    assertThat(err()).contains("Did you mean 'status'?");
    wlm("status", "--chekc");
    assertThat(err()).contains("Did you mean '--check'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "top",
        "why",
        "check",
        "policy check",
        "policy fmt",
        "policy convert",
        "policy diff",
        "policy test",
        "explain",
        "classify",
        "report",
        "run",
        "enforce",
        "restore",
        "doctor"
      })
  void helpShowsExamplesFirst(String command) {
    assertThat(wlm((command + " --help").split(" "))).isZero();
    assertThat(out()).startsWith("Examples:\n  wlm " + command.replace("policy check", "check"));
    String first = out();
    out.reset();
    assertThat(wlm(("help " + command).split(" "))).isZero();
    assertThat(out()).isEqualTo(first);
  }

  @Test
  void helpKnowsEveryCommand() {
    assertThat(wlm("--help")).isZero();
    assertThat(out()).startsWith("Examples:");
    Overview.NAMES.stream()
        .filter(name -> !name.equals("help"))
        .forEach(name -> assertThat(out()).contains("  " + name + " "));
    assertThat(wlm()).isEqualTo(2);
  }
}
