package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.Golden;
import io.openwlm.app.SampleStatus;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WlmTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> asked = new ArrayList<>();
  private final TimeZone zone = TimeZone.getDefault();
  private ManagerStatus status = SampleStatus.flood();
  private boolean reachable = true;
  @TempDir private Path directory;

  @BeforeEach
  void useOneTimeZone() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
  }

  @AfterEach
  void bringTimeZoneBack() {
    TimeZone.setDefault(zone);
  }

  private int wlm(String... args) {
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("WLM_SOCKET", "/run/test.sock"),
            false,
            true,
            this::connect);
    return new Wlm(context).run(args);
  }

  private ManagerLink connect(Path socket) {
    asked.add("connect " + socket);
    if (!reachable) {
      throw new CommandFailure(ExitCode.UNREACHABLE, "WLM0203E nobody answers");
    }
    return new FakeLink();
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

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

  @Test
  void checksDefinitions() throws IOException {
    Path good = Path.of("..", "examples", "web-and-batch.yaml");
    assertThat(wlm("check", good.toString())).isZero();
    Path bad = directory.resolve("bad.yaml");
    Files.writeString(bad, "service_classes:\n  - {name: a, cgroup: /../x, importance: 0}\n");
    assertThat(wlm("check", good.toString(), bad.toString())).isEqualTo(7);
    assertThat(out()).contains("bad.yaml:2:42: error", "bad.yaml: not valid, 3 errors");
    assertThat(wlm("check", directory.resolve("none.yaml").toString())).isEqualTo(7);
  }

  @Test
  void classifiesByADefinitionWithoutADaemon() {
    reachable = false;
    String file = Path.of("..", "examples", "mixed-host.yaml").toString();
    assertThat(wlm("classify", "--definition", file, "command=ninja", "user=ci")).isZero();
    assertThat(out()).contains("result: BUILDS (rule OMVS 4)");
  }

  @Test
  void installsOnlyDefinitionsWithoutErrors() throws IOException {
    Path bad = directory.resolve("bad.yaml");
    Files.writeString(bad, "service_classes:\n  - {name: a, importance: 0}\n");
    assertThat(wlm("install", bad.toString())).isEqualTo(7);
    assertThat(err()).contains("bad.yaml:2:", "WLM0208E", "nothing was installed");
    assertThat(asked).isEmpty();
    Path good = Path.of("..", "examples", "mainframe.xml");
    assertThat(wlm("install", good.toString())).isZero();
    assertThat(asked).contains("install " + good);
    assertThat(wlm("apply", "-f", good.toString(), "--if-match", "0123456789ab", "--force"))
        .isZero();
    assertThat(asked).contains("install " + good + " if 0123456789ab force");
    assertThat(wlm("apply")).isEqualTo(2);
    assertThat(wlm("apply", "-f", good.toString(), good.toString())).isEqualTo(2);
  }

  @Test
  void activatesAPolicy() {
    assertThat(wlm("activate", "WEEKEND")).isZero();
    assertThat(out()).isEqualTo("policy WEEKEND now in effect\n");
    assertThat(wlm("activate")).isEqualTo(2);
    assertThat(wlm("activate", "NIGHT", "--confirm-within", "10m", "--rev", "7")).isZero();
    assertThat(wlm("activate", "NIGHT", "--dry-run")).isZero();
    assertThat(asked).contains("activate NIGHT within 600 of 7", "dry run of NIGHT");
    for (String bad : List.of("0s", "8d", "ten", "10", "99999999999999999999s", "-5m")) {
      assertThat(wlm("activate", "NIGHT", "--confirm-within=" + bad)).as(bad).isEqualTo(2);
    }
  }

  @Test
  void confirmsRollsBackAndDeactivates() {
    assertThat(wlm("confirm")).isZero();
    assertThat(wlm("rollback")).isZero();
    assertThat(wlm("deactivate")).isZero();
    assertThat(asked).containsSubsequence("confirm", "rollback", "deactivate");
    assertThat(wlm("confirm", "NIGHT")).isEqualTo(2);
  }

  @Test
  void showsHistoryWithoutLettingNamesSteerTheTerminal() {
    assertThat(wlm("history")).isZero();
    assertThat(out())
        .isEqualTo(
            """
              REV  HASH          INSTALLED             BY       NAME       FROM
              2    2222222222ab  2026-11-21T00:00:01Z  ada      PLANT      new\\u001b[2J.yaml
            > 1    1111111111ab  2026-11-21T00:00:00Z  root     PLANT      plant.yaml

              NO   WHEN                  BY       WHAT         REV  IN-FORCE
              1    2026-11-21T00:00:02Z  root     activated    1    DAY (rolls back at 2026-11-21T00:10:02Z unless confirmed)
            """);
    assertThat(wlm("history", "-o", "json")).isZero();
    assertThat(out())
        .contains("\"kind\":\"PolicyHistory\"", "\"rollsBackAt\":\"2026-11-21T00:10:02Z\"");
    assertThat(wlm("history", "-n", "0")).isEqualTo(2);
  }

  @Test
  void printsAnInstalledDefinitionInAllForms() {
    assertThat(wlm("get", "definition", "--rev", "2")).isZero();
    assertThat(out()).startsWith("service-definition:").contains("name: PLANT");
    assertThat(asked).contains("definition 2");
    assertThat(wlm("get", "def", "-o", "json")).isZero();
    assertThat(out()).contains("{\n  \"service-definition\": {\n    \"name\": \"PLANT\"");
    assertThat(wlm("get", "def", "-o", "xml")).isEqualTo(7);
    assertThat(err()).contains("WLM0222E");
  }

  @Test
  void showsDeadRules() {
    assertThat(wlm("get", "rules")).isZero();
    assertThat(out())
        .isEqualTo(
            """
            SUBSYSTEM RULE            HITS  CLASS        WHEN
            JES       1                 41  BATCH        TC=A (line 7)
            JES       1.1                0  BATCH          UI=OPS* (line 9)
            (other)   default            3  SYSOTHER
            """);
    assertThat(wlm("get", "rules", "-o", "json")).isZero();
    assertThat(out()).contains("\"kind\":\"RuleList\"", "\"hits\":41");
  }

  @Test
  void asksTheDaemonToClassify() {
    assertThat(wlm("classify", "user=www", "executable=/usr/sbin/nginx")).isZero();
    assertThat(wlm("classify", "--pid", "12")).isZero();
    assertThat(asked).contains("classify www /usr/sbin/nginx", "classify 12");
  }

  @Test
  void reportsTimes() {
    assertThat(wlm("report", "WEB", "--time", "12ms", "--time", "1.5s")).isZero();
    assertThat(asked).contains("report WEB [12000000, 1500000000]");
  }

  @Test
  void passesTheExitCodeOfATimedCommandOn() {
    assertThat(wlm("report", "WEB", "--", "sh", "-c", "exit 7")).isEqualTo(7);
    assertThat(asked).anyMatch(line -> line.startsWith("report WEB ["));
    reachable = false;
    assertThat(wlm("report", "WEB", "--", "sh", "-c", "exit 6")).isEqualTo(6);
    assertThat(err()).contains("its time was not reported");
    assertThat(wlm("report", "WEB", "--", "/nonexistent/program")).isEqualTo(127);
  }

  @Test
  void switchesEnforcing() {
    assertThat(wlm("enforce", "on")).isZero();
    assertThat(wlm("enforce", "OFF")).isZero();
    assertThat(asked).contains("enforce true", "enforce false");
  }

  @Test
  void showsWhatTheDaemonSaysInert() {
    assertThat(wlm("restore")).isZero();
    assertThat(out()).isEqualTo("done \\u001b[2J\nsecond line\n");
  }

  @Test
  void restoresNothingFromAnEmptyState() {
    assertThat(wlm("restore", "--state", directory.toString())).isZero();
    assertThat(out()).contains("Nothing to restore");
    assertThat(wlm("restore", "--state", directory.resolve("none").toString())).isEqualTo(4);
  }

  @Test
  void topIsPlainTextWithoutATerminal() {
    assertThat(wlm("top")).isZero();
    assertThat(out()).contains("CLASS", "INTERACT").doesNotContain("\u001b", "q quit");
    out.reset();
    assertThat(wlm("top", "-o", "json", "-n", "2", "-d", "0.2")).isZero();
    assertThat(out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"apiVersion\""));
  }

  @Test
  void runRefusesASimulation() {
    ManagerStatus s = status;
    status =
        new ManagerStatus(
            s.host(),
            s.definition(),
            "",
            "DEFAULT",
            0,
            "root",
            "simulated",
            true,
            "1",
            1,
            0,
            1,
            1,
            250,
            2000,
            2,
            1,
            1,
            s.classes(),
            List.of(),
            List.of());
    assertThat(wlm("run", "--class", "INTERACT", "--", "true")).isEqualTo(1);
    assertThat(wlm("run", "--class", "INTERAC", "--", "true")).isEqualTo(4);
  }

  private final class FakeLink implements ManagerLink {
    @Override
    public ManagerStatus status() {
      return status;
    }

    @Override
    public String enforce(boolean on) {
      asked.add("enforce " + on);
      return "done";
    }

    @Override
    public String restore() {
      return "done \u001b[2J\nsecond line\n";
    }

    @Override
    public PolicyLink policies() {
      return new FakePolicyLink(asked);
    }

    @Override
    public List<RuleHits> rules() {
      return List.of(
          new RuleHits("JES", "1", 1, "TC=A", 7, "BATCH", 41),
          new RuleHits("JES", "1.1", 2, "UI=OPS*", 9, "BATCH", 0),
          new RuleHits("", "default", 1, "", 0, "SYSOTHER", 3));
    }

    @Override
    public String classify(WorkAttributes work) {
      asked.add(
          "classify " + work.get(QualifierType.UI) + " " + work.get(QualifierType.EXECUTABLE));
      return "result";
    }

    @Override
    public String classifyPid(int pid) {
      asked.add("classify " + pid);
      return "result";
    }

    @Override
    public void report(String serviceClass, long[] responseNanos) {
      asked.add("report " + serviceClass + " " + java.util.Arrays.toString(responseNanos));
    }

    @Override
    public void close() {
      // nothing to close
    }
  }
}
