package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.status.ManagerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands that check, change and measure. */
class WlmChangeTest extends WlmBed {
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
            List.of(),
            List.of(),
            List.of());
    assertThat(wlm("run", "--class", "INTERACT", "--", "true")).isEqualTo(1);
    assertThat(wlm("run", "--class", "INTERAC", "--", "true")).isEqualTo(4);
  }
}
