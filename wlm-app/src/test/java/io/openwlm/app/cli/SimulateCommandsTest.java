package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.codec.LocatedYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wlm simulate} and {@code wlm simulate compare}. */
class SimulateCommandsTest {
  private static final String SMALL =
      """
      simulation:
        name: small
        description: Batch beside a service <small>
        seed: 1
        cpus: 2
        duration: 40s
        definition: |
          service-definition:
            name: SMALL
            cgroup-root: /t
            control: { enforce: true, sampling-interval: 250ms, adjustment-interval: 2s }
            service-classes:
              - name: SHOP
                importance: 1
                goal: { response-time: 50ms, percentile: 90 }
                cgroup: /t/shop
              - name: BATCH
                goal: discretionary
                cgroup: /t/batch
        groups:
          - cgroup: /t/shop
            workloads:
              - name: shop
                requests: { service-class: SHOP, rate: 100/s, cpu: 12ms, threads: 8 }
          - cgroup: /t/batch
            workloads:
              - { name: flood, spinners: 8 }
      """;

  private final WithoutDaemon commands = new WithoutDaemon();
  @TempDir private Path directory;

  private int wlm(Object... args) {
    return commands.run(args);
  }

  private String out() {
    return commands.out();
  }

  private String err() {
    return commands.err();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void runsAScenarioAndSumsItUpByClass() throws IOException {
    Path small = write("small.yaml", SMALL);
    assertThat(wlm("simulate", "--strategy", "equal", small)).as("%s%s", out(), err()).isZero();
    assertThat(out())
        .startsWith("small: equal, 40 s on 2 CPUs; weighted missed intervals ")
        .contains("CLASS", "SHOP             1  90% < 50ms", "BATCH            -  discretionary");
    assertThat(wlm("simulate", "-o", "json", directory)).isZero();
    assertThat(out())
        .startsWith("{\"apiVersion\":\"openwlm.io/v1\",\"kind\":\"SimulationList\"")
        .contains("\"strategy\":\"adaptive\"", "\"name\":\"SHOP\",\"importance\":1");
  }

  @Test
  void explainsTheDecisionsOfARun() throws IOException {
    Path small = write("small.yaml", SMALL);
    assertThat(wlm("simulate", "--decisions", small)).isZero();
    assertThat(out()).contains("Decision 1  00:00:01  FIRST WEIGHTS", "WHO PAID", "EXPECTED");
    assertThat(wlm("simulate", "--decisions", "--strategy", "equal", small)).isZero();
    assertThat(out()).doesNotContain("Decision");
  }

  @Test
  void aBetterStrategyMeetsTheGoalMoreOften() throws IOException {
    Path small = write("small.yaml", SMALL);
    assertThat(missed("equal", small)).isPositive();
    assertThat(missed("oracle", small)).isLessThan(missed("equal", small) / 4);
  }

  private double missed(String strategy, Path scenario) {
    assertThat(wlm("simulate", "--strategy", strategy, scenario)).isZero();
    String first = out().lines().findFirst().orElseThrow();
    return Double.parseDouble(first.replaceAll(".*intervals ([0-9.]+),.*", "$1"));
  }

  @Test
  void failsIfAScenarioDoesNotEndAsExpected() throws IOException {
    String expect = "  expect:\n    - { class: SHOP, in-goal: %s }\n";
    write("a.yaml", SMALL + expect.formatted("0%"));
    assertThat(wlm("simulate", directory)).as("%s%s", out(), err()).isZero();
    assertThat(out()).contains("  ok    SHOP in goal in");
    write("b.yaml", SMALL.replace("name: small", "name: other") + expect.formatted("100%"));
    assertThat(wlm("simulate", "--strategy", "equal", directory)).isEqualTo(1);
    assertThat(out())
        .contains("  FAIL  SHOP in goal in")
        .endsWith("2 scenarios: 1 not as expected\n");
    assertThat(wlm("simulate", "-o", "json", "--strategy", "equal", directory)).isEqualTo(1);
    assertThat(out()).contains("\"holds\":true}", "\"holds\":false}").endsWith("],\"failed\":1}\n");
  }

  @Test
  void comparesAllStrategies() throws IOException {
    Path small = write("small.yaml", SMALL);
    Path html = directory.resolve("report.html");
    Path markdown = directory.resolve("report.md");
    assertThat(wlm("simulate", "compare", "--html", html, "--markdown", markdown, small)).isZero();
    assertThat(err()).isEqualTo("1 of 1 done: small\n");
    assertThat(out()).startsWith("# Comparison of strategies").contains("| published-seed |");
    assertThat(markdown).hasContent(out());
    assertThat(Files.readString(html)).contains("<svg", "Batch beside a service &lt;small&gt;");
    String table = out();
    assertThat(wlm("simulate", "compare", directory)).isZero();
    assertThat(out()).as("the same again").isEqualTo(table);
  }

  @Test
  void answersWithOneJsonObject() throws IOException {
    Path small = write("small.yaml", SMALL);
    assertThat(wlm("simulate", "compare", "--output", "json", "--seeds", "2", small)).isZero();
    assertThat(out().lines()).hasSize(1);
    assertThat(out())
        .contains("\"scenarios\":1,\"seeds\":2,\"totals\":{\"adaptive\":{\"weighted_missed")
        .contains("\"by_scenario\":{\"small\":{\"adaptive\":{");
    for (String key :
        new String[] {"pi-controller", "published-seed", "static", "equal", "oracle"}) {
      assertThat(out()).contains("},\"" + key + "\":{\"weighted_missed_intervals\":");
    }
    assertThat(LocatedYaml.read("out", out()).problems()).as("JSON is YAML").isEmpty();
  }

  @Test
  void saysWhatIsWrongWithTheCommandLine() throws IOException {
    Path small = write("small.yaml", SMALL);
    assertThat(wlm("simulate", "--strategy", "adaptiv", small)).isEqualTo(2);
    assertThat(err()).contains("WLM0296E", "Did you mean 'adaptive'?", "published-seed");
    assertThat(wlm("simulate")).isEqualTo(2);
    assertThat(wlm("simulate", "compare", "--seeds", "0", small)).isEqualTo(2);
    assertThat(err()).contains("WLM0295E");
    assertThat(wlm("simulate", "compare", "--seed", "3", small)).isEqualTo(2);
    assertThat(err()).contains("Did you mean '--seeds'?");
  }

  @Test
  void saysWhatIsWrongWithScenarios() throws IOException {
    write("a.yaml", SMALL.replace("cpus: 2", "cpus: two"));
    write("b.yaml", SMALL.replace("seed: 1", "sed: 1"));
    assertThat(wlm("simulate", directory)).isEqualTo(7);
    assertThat(err()).contains("a.yaml:5:", "b.yaml:4:");
    assertThat(wlm("simulate", directory.resolve("none.yaml"))).isEqualTo(7);
    assertThat(wlm("simulate", "compare", Files.createDirectory(directory.resolve("x"))))
        .isEqualTo(4);
    assertThat(err()).contains("there is no scenario (*.yaml) in");
    write("a.yaml", SMALL);
    write("b.yaml", SMALL);
    assertThat(wlm("simulate", "compare", directory)).isEqualTo(7);
    assertThat(err()).contains("WLM0297E", "a.yaml and", "have the same name: small");
  }

  @Test
  void saysWhatAReplayNeeds() throws IOException {
    assertThat(wlm("simulate", "--last", "24h")).isEqualTo(2);
    assertThat(err()).contains("WLM0293E", "name it with -f FILE");
    assertThat(wlm("simulate", "-f", "my.yaml", "--last", "24h")).isEqualTo(7);
    Path some = write("some.yaml", "service-definition: { name: X }");
    assertThat(wlm("simulate", "-f", some, "--last", "1h", "--records", directory.resolve("no")))
        .isIn(4, 7);
    assertThat(wlm("simulate")).isEqualTo(2);
    assertThat(err()).contains("WLM0298E name a scenario");
  }

  @Test
  void helpShowsExamplesFirst() {
    assertThat(wlm("simulate", "--help")).isZero();
    assertThat(out()).startsWith("Examples:").contains("wlm simulate compare", "--strategy");
    assertThat(wlm("help", "simulate", "compare")).isZero();
    assertThat(out()).startsWith("Examples:").contains("--html", "--seeds");
  }
}
