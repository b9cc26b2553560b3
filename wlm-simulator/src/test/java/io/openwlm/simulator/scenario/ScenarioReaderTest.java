package io.openwlm.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.codec.Problem;
import io.openwlm.simulator.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {
  private static final String GOOD =
      """
      simulation:
        name: small
        cpus: 2
        duration: 10s
        definition: |
          service-definition:
            name: SMALL
            cgroup-root: /demo
            service-classes:
              - { name: A, importance: 1, goal: { velocity: 50 }, cgroup: /demo/a }
        groups:
          - cgroup: /demo/a
            workloads:
              - { name: burn, spinners: 2 }
              - name: serve
                requests: { service-class: A, rate: 10/s, cpu: 1ms, threads: 4 }
      """;

  static Stream<Path> scenarios() throws IOException {
    try (Stream<Path> files = Files.list(ScenarioFiles.directory())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void readsEveryScenarioOfTheProject(Path file) {
    ScenarioResult result = ScenarioReader.read(file);

    // 200 classes are more than anybody should have, and so are several parents: that is what
    // two of the scenarios are about.
    assertThat(result.problems())
        .filteredOn(problem -> !Set.of("WLM0416W", "WLM0441I").contains(problem.code()))
        .isEmpty();
    Scenario scenario = result.scenario().orElseThrow();
    assertThat(scenario.name() + ".yaml").isEqualTo(file.getFileName().toString());
    assertThat(scenario.phases().getFirst().fromNanos()).isZero();
    assertThat(scenario.phases().getLast().toNanos()).isEqualTo(scenario.durationNanos());
  }

  @Test
  void readsTheExampleOfTheDocumentation() throws IOException {
    String page =
        Files.readString(ScenarioFiles.directory().resolveSibling("docs").resolve("scenarios.md"));
    String example = page.split("```yaml\n", 2)[1].split("```", 2)[0];

    assertThat(problems(example)).isEmpty();
    for (ScenarioCode code : ScenarioCode.values()) {
      assertThat(page).contains("| " + code.code() + " |");
    }
  }

  private static List<String> problems(String text) {
    return ScenarioReader.read("s.yaml", text, Path.of("/nowhere")).problems().stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void fillsInWhatIsNotWritten() {
    Scenario scenario =
        ScenarioReader.read("s.yaml", GOOD, Path.of("/nowhere")).scenario().orElseThrow();

    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(scenario.events()).isEmpty();
    assertThat(scenario.phases()).containsExactly(new Scenario.Phase("all", 0, 10_000_000_000L));
    assertThat(scenario.groups().getFirst().weight()).isEqualTo(100);
    assertThat(scenario.groups().getFirst().workloads().getFirst())
        .isEqualTo(new WorkloadSpec.Spinners("burn", "burn", 2));
  }

  @Test
  void reportsAllProblemsAtOnceWithTheirPlaces() {
    String text =
        """
        simulation:
          name: 1st
          cpus: 0
          duration: 10
          colour: red
          definition: missing.yaml
          groups:
            - cgroup: demo
              weight: 10001
              workloads:
                - { name: a, spinners: 2, jobs: { cpu: 1ms } }
                - { name: b, jobs: { cpu: 0s, parallel: many } }
                - { name: b, spinners: 1, spinners: 2 }
          events:
            - { at: 12s, remove: nobody }
            - { at: 1s, workload: b, set-rate: 5/s }
            - { at: 1s }
          phases:
            - { name: late, from: 1s }
        """;

    assertThat(problems(text))
        .containsExactly(
            "s.yaml:2:9: error WLM0507E name must be 1 to 32 letters, digits, - or _, starting with"
                + " a letter, found 1st",
            "s.yaml:3:9: error WLM0507E cpus must be a whole number from 1 to 1024, found 0",
            "s.yaml:4:13: error WLM0507E duration must be a duration above 0 such as 250ms or 15s,"
                + " at most 24h, found 10",
            "s.yaml:5:3: error WLM0504E unknown key colour (hint: known here: name, description,"
                + " seed, cpus, memory, io-channels, duration, definition, groups, events, phases,"
                + " expect)",
            "s.yaml:6:15: error WLM0515E the definition has errors",
            "s.yaml:8:15: error WLM0507E cgroup must be the path of a control group such as"
                + " /demo/batch, found demo",
            "s.yaml:9:15: error WLM0507E weight must be a whole number from 1 to 10000, found 10001",
            "s.yaml:11:11: error WLM0508E a workload needs exactly one of spinners, jobs, requests,"
                + " users",
            "s.yaml:12:35: error WLM0507E cpu must be a duration above 0 such as 250ms or 15s, at"
                + " most 24h, found 0s",
            "s.yaml:12:49: error WLM0507E parallel must be a whole number from 1 to 1000, found"
                + " many",
            "s.yaml:13:19: error WLM0509E workload b is already there (hint: names are unique)",
            "s.yaml:13:35: error WLM0113E key spinners is already set at line 13, column 22"
                + " (hint: keep one of them)",
            "s.yaml:15:26: error WLM0510E there is no workload nobody (hint: events see what stands"
                + " before them)",
            "s.yaml:16:27: error WLM0513E workload b has no requests: its rate cannot be set",
            "s.yaml:17:7: error WLM0508E an event needs exactly one of add, remove, set-rate, ramp-to,"
                + " working-set, clock-jump, lose-samples, noise",
            "s.yaml:19:7: error WLM0512E phases must begin at 0s and each must begin after the one"
                + " before",
            "/nowhere/missing.yaml: error WLM0101E cannot read the file: no such file");
  }

  @Test
  void showsProblemsOfADefinitionInsideAtTheirPlace() {
    assertThat(problems(GOOD.replace("velocity: 50", "velocity: 500")))
        .containsExactly(
            "s.yaml:5:15: error WLM0515E the definition has errors",
            "s.yaml:10:55: error WLM0132E velocity must be 1 to 99, found 500 (hint: 30 suits batch,"
                + " 60 interactive work)");
  }

  @Test
  void namesMustExist() {
    assertThat(problems(GOOD.replace("service-class: A", "service-class: B")))
        .containsExactly("s.yaml:16:38: error WLM0510E there is no service class B");
    assertThat(
            problems(
                GOOD + "  events:\n    - { at: 1s, group: /x, add: { name: c, spinners: 1 } }\n"))
        .containsExactly("s.yaml:18:24: error WLM0510E there is no group /x");
  }

  @Test
  void eventsLieInTheRunAndSayOneThing() {
    assertThat(
            problems(
                GOOD
                    + """
                      events:
                        - { at: 10s, remove: burn }
                        - { at: 1s, remove: burn, group: /demo/a }
                      phases:
                        - { name: a, from: 0s }
                        - { name: a, from: 11s }
                    """))
        .containsExactly(
            "s.yaml:18:13: error WLM0511E 10s is not before the end of the run at 10s",
            "s.yaml:19:38: error WLM0516E key group does not go with remove (hint: remove it)",
            "s.yaml:22:7: error WLM0509E phase a is already there (hint: names are unique)",
            "s.yaml:22:24: error WLM0511E 11s is not before the end of the run at 10s");
  }

  @Test
  void readsWhatOnlyTheModelKnows() {
    String text =
        GOOD.replace("cpus: 2", "cpus: 2\n  memory: 8GiB\n  io-channels: 2")
                .replace(
                    "cgroup: /demo/a\n      workloads",
                    "cgroup: /demo/a\n      cap: 1.5\n"
                        + "      io-weight: 200\n      memory-low: 1GiB\n      working-set: 512MiB\n"
                        + "      workloads")
                .replace("threads: 4 }", "threads: 4, wave: { period: 1h, low: 20% }, io: 2ms }")
            + """
                    - name: people
                      users:
                        { service-class: A, count: 9, think: 2s, cpu: 1ms, threads: 4,
                          distribution: pareto, tail: 1.2 }
              events:
                - { at: 1s, workload: serve, ramp-to: 20/s, over: 5s }
                - { at: 2s, group: /demo/a, working-set: 1GiB }
                - { at: 3s, clock-jump: 1h }
                - { at: 4s, lose-samples: 2s }
                - { at: 5s, noise: 30%, for: 1s }
              expect:
                - { class: A, in-goal: 90% }
                - { class: A, recovers-within: 2, after: 5s }
                - { class: A, cpu-work: 3s, from: 1s, to: 9s }
                - { weight-changes: 4, last: 5s }
            """;
    ScenarioResult result = ScenarioReader.read("s.yaml", text, Path.of("/nowhere"));

    assertThat(result.problems()).isEmpty();
    Scenario scenario = result.scenario().orElseThrow();
    assertThat(scenario.needsModel()).isTrue();
    assertThat(scenario.hardware()).isEqualTo(new Scenario.Hardware(2, 8L << 30, 2));
    assertThat(scenario.groups().getFirst().settings())
        .isEqualTo(new Scenario.GroupSettings(100, 200, 1.5, 1L << 30));
    assertThat(scenario.events())
        .containsExactly(
            new ScenarioEvent.Ramp(1_000_000_000L, "serve", 20, 5_000_000_000L),
            new ScenarioEvent.SetWorkingSet(
                2_000_000_000L, scenario.groups().getFirst().cgroup(), 1L << 30),
            new ScenarioEvent.ClockJump(3_000_000_000L, 3_600_000_000_000L),
            new ScenarioEvent.LoseSamples(4_000_000_000L, 2_000_000_000L),
            new ScenarioEvent.Noise(5_000_000_000L, 1_000_000_000L, 0.3));
    assertThat(scenario.expectations())
        .containsExactly(
            new Expectation.InGoal("A", 0.9, 0, 10_000_000_000L),
            new Expectation.Recovery("A", 5_000_000_000L, 2),
            new Expectation.CpuWork("A", 3, 1_000_000_000L, 9_000_000_000L),
            new Expectation.Quiet(4, 5_000_000_000L));
  }

  @Test
  void refusesWhatDoesNotFitTheNewKeys() {
    assertThat(
            problems(
                GOOD.replace("threads: 4 }", "threads: 4, io: 1ms, tail: 2 }")
                    + """
                      events:
                        - { at: 1s, workload: serve, ramp-to: 20/s }
                        - { at: 1s, noise: 130%, for: 1s }
                      expect:
                        - { class: B, in-goal: 90% }
                        - { class: A, weight-changes: 1, last: 1s }
                    """))
        .containsExactly(
            "s.yaml:16:79: error WLM0517E workload serve has I/O, but the machine has no device"
                + " (hint: give the machine io-channels)",
            "s.yaml:16:90: error WLM0516E key tail does not go with this distribution (hint: remove"
                + " it)",
            "s.yaml:18:7: error WLM0506E over of an event is missing",
            "s.yaml:19:24: error WLM0507E noise must be a share such as 95%, found 130%",
            "s.yaml:21:16: error WLM0510E there is no service class B",
            "s.yaml:22:16: error WLM0516E key class does not go with weight-changes (hint: remove"
                + " it)");
  }

  @Test
  void aGroupHasWorkOrGroupsBelow() {
    assertThat(problems(GOOD + "    - { cgroup: /demo/a/b }\n"))
        .containsExactly(
            "s.yaml:12:5: error WLM0514E /demo/a has workloads and groups below it; Linux permits"
                + " one or the other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "simulation:",
        "[]",
        "simulation: [a, b]",
        "simulation: { name: *x }",
        "a: &x [*x]",
        "a: \"\\x",
        "a: \"\\u12",
        "? [a, b]\n: c",
        "- - - - - - - - - - - - - - - - - - - - -",
        "%YAML 3.0\n---\n",
        "a: !!binary x",
        "\t",
        "simulation: { groups: 1, events: 2, phases: {} }"
      })
  void refusesHostileTextsKindly(String text) {
    ScenarioResult result = ScenarioReader.read("s.yaml", text, Path.of("/nowhere"));

    assertThat(result.scenario()).isEmpty();
    assertThat(result.problems()).isNotEmpty();
  }

  @Test
  void refusesDeepNesting() {
    assertThat(problems("a: " + "[".repeat(100_000)))
        .containsExactly("s.yaml:1:35: error WLM0109E values are nested deeper than 32 levels");
  }

  @Test
  void saysWhyAFileCannotBeRead() {
    assertThat(ScenarioReader.read(Path.of("/nowhere/s.yaml")).problems())
        .extracting(Problem::toString)
        .containsExactly("/nowhere/s.yaml: error WLM0101E cannot read the file: no such file");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void neverThrowsWhateverIsBroken(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(GOOD);
      for (int k = 0; k <= random.nextInt(4); k++) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[]:-&*!|\"'\\\n 9".charAt(random.nextInt(16)));
          default -> text.setLength(at + 1);
        }
      }
      ScenarioResult result = ScenarioReader.read("s.yaml", text.toString(), Path.of("/nowhere"));
      assertThat(result.scenario().isPresent() || !result.problems().isEmpty()).isTrue();
    }
  }
}
