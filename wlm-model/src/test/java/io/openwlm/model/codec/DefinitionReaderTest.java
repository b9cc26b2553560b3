package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.Strategy;
import io.openwlm.model.definition.WeightRange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionReaderTest {
  private static final Path EXAMPLES = Path.of(System.getProperty("wlm.root", ".."), "examples");

  private static ServiceDefinition read(String text) {
    DefinitionResult result = DefinitionReader.read("test.yaml", text);
    assertThat(result.errors()).isEmpty();
    return result.definition().orElseThrow();
  }

  private static Goal goal(String goal) {
    String importance = goal.equals("discretionary") ? "" : "\n      importance: 2";
    return read("service-definition:\n  name: T\n  service-classes:\n    - name: A\n      goal: "
            + goal
            + importance
            + "\n      cgroup: /wlm/a\n")
        .serviceClasses()
        .getFirst()
        .goal();
  }

  @Test
  void readsTheWholeProjectForm() {
    ServiceDefinition d =
        read(
            """
            service-definition:
              name: WEBHOST
              description: one
                and two
              cgroup-root: /top
              control: { enforce: true, sampling-interval: 100ms, adjustment-interval: 2s,
                         on-stop: restore, strategy: pi-controller }
              service-classes:
                - name: INTERACT
                  description: people wait
                  importance: 1
                  goal: { response-time: 500ms, percentile: 90, velocity-without-transactions: 70 }
                  cgroup: /top/interactive
                  placement: move
                  weight: { min: 10, max: 1000 }
                  reporters: [www-data, 1000]
                - name: BATCH
                  goal: discretionary
              classification:
                - when: { executable: /usr/sbin/nginx, user: www-%%* }
                  service-class: INTERACT
                - when: { command: sshd }
                  service-class: UNMANAGED
              default-service-class: BATCH
            """);
    assertThat(d)
        .isEqualTo(
            ServiceDefinition.ofHost(
                DefinitionHeader.of("WEBHOST", "one and two"),
                new HostSettings(
                    new ControlSettings(
                        true,
                        100_000_000L,
                        2_000_000_000L,
                        Strategy.PI_CONTROLLER,
                        ControlSettings.OnStop.RESTORE),
                    new CgroupPath("/top")),
                List.of(
                    ServiceClass.of(
                        "INTERACT",
                        "people wait",
                        new Goal.PercentileResponseTimeGoal(90, 500_000_000L, 70),
                        new Importance(1),
                        new HostBinding(
                            new WeightRange(10, 1000),
                            new CgroupPath("/top/interactive"),
                            Placement.MOVE,
                            List.of("www-data", "1000"))),
                    ServiceClass.of(
                        "BATCH",
                        "",
                        new Goal.DiscretionaryGoal(),
                        Importance.DISCRETIONARY,
                        HostBinding.NONE)),
                List.of(
                    ClassificationRule.of(
                        List.of(
                            Condition.of(QualifierType.EXECUTABLE, "/usr/sbin/nginx"),
                            Condition.of(QualifierType.UI, "www-%%*")),
                        "INTERACT"),
                    ClassificationRule.of(
                        List.of(Condition.of(QualifierType.TN, "sshd")), "UNMANAGED")),
                "BATCH"));
  }

  @Test
  void fillsInDefaults() {
    ServiceDefinition d =
        read(
            """
            service-definition:
              name: SMALL
              service-classes:
                - { name: A, importance: 3, goal: { velocity: 30 }, cgroup: /wlm/a }
            """);
    assertThat(d.control()).isEqualTo(ControlSettings.DEFAULT);
    assertThat(d.cgroupRoot()).isEqualTo(new CgroupPath("/wlm"));
    assertThat(d.classification()).isEqualTo(ClassificationRules.NONE);
    assertThat(d.policies()).containsExactly(ServicePolicy.DEFAULT);
    assertThat(d.serviceClasses().getFirst().weights()).isEqualTo(WeightRange.DEFAULT);
  }

  @Test
  void readsEveryGoal() {
    assertThat(goal("{ response-time: 1.5s }"))
        .isEqualTo(new Goal.AverageResponseTimeGoal(1_500_000_000L, 60));
    assertThat(goal("{ response-time: 2min, percentile: 1 }"))
        .isEqualTo(new Goal.PercentileResponseTimeGoal(1, 120_000_000_000L, 60));
    assertThat(goal("{ velocity: 99 }")).isEqualTo(new Goal.VelocityGoal(99));
    assertThat(goal("{ throughput: 90/min }")).isEqualTo(new Goal.ThroughputGoal(1.5));
    assertThat(goal("{ throughput: 2K/s }")).isEqualTo(new Goal.ThroughputGoal(2000));
    assertThat(goal("{ tokens: 10000/hour }")).isEqualTo(new Goal.TokenBudgetGoal("10000/hour"));
    assertThat(goal("discretionary")).isEqualTo(new Goal.DiscretionaryGoal());
  }

  @Test
  void readsTheFirstSeedsCpuExample() {
    DefinitionResult result = DefinitionReader.read(EXAMPLES.resolve("first-seed-cpu.yaml"));
    ServiceDefinition d = result.definition().orElseThrow();
    assertThat(d.name()).isEqualTo("FIRST-SEED-CPU");
    assertThat(d.serviceClasses())
        .containsExactly(
            ServiceClass.of(
                "interactive",
                "",
                new Goal.PercentileResponseTimeGoal(99, 2_000_000_000L, 60),
                new Importance(1),
                new HostBinding(
                    new WeightRange(10, 1000),
                    new CgroupPath("/wlm/interactive"),
                    Placement.IN_PLACE,
                    List.of())),
            ServiceClass.of(
                "batch",
                "",
                new Goal.VelocityGoal(10),
                new Importance(3),
                new HostBinding(
                    new WeightRange(1, 900),
                    new CgroupPath("/wlm/batch"),
                    Placement.IN_PLACE,
                    List.of())));
    assertThat(result.notes()).extracting(Problem::code).containsExactly("WLM0160I");
  }

  @Test
  void readsTheFirstSeedsTokenExampleUnchanged() {
    DefinitionResult result = DefinitionReader.read(EXAMPLES.resolve("first-seed-token.yaml"));
    ServiceClass agent = result.definition().orElseThrow().serviceClasses().getFirst();
    assertThat(agent.goal()).isEqualTo(new Goal.TokenBudgetGoal("10000/hour"));
    assertThat(agent.isManaged()).isFalse();
    assertThat(result.problems()).isEmpty();
  }

  @Test
  void readsTheFormOfTheFirstSeedsCode() {
    ServiceDefinition d =
        read(
            """
            service_classes:
              - name: agent
                cgroup: /wlm/agent
                goal: { type: token_budget, target: "" }
                importance: 1
                daily_budget: 500000
                min_budget: 1000
                model_weights: { big-model: 3.5, small: 1 }
              - name: rate
                cgroup: /wlm/rate
                goal: { type: throughput, target: "100/min" }
                importance: 2
              - name: v
                cgroup: /wlm/v
                goal: { type: velocity, target: "30" }
                importance: 2
            budget_cycle: "6h"
            """);
    assertThat(d.serviceClasses())
        .extracting(ServiceClass::goal)
        .containsExactly(
            new Goal.TokenBudgetGoal("500000/6h"),
            new Goal.ThroughputGoal(100 / 60.0),
            new Goal.VelocityGoal(30));
  }

  @Test
  void namesAShortDefinitionAfterItsFile() {
    assertThat(SeedForm.definitionName("my policy.v2.yaml")).isEqualTo("MY-POLICY-V2");
    assertThat(SeedForm.definitionName("/etc/wlm/01_web.yaml")).isEqualTo("WEB");
    assertThat(SeedForm.definitionName("42")).isEqualTo("DEFINITION");
    assertThat(SeedForm.definitionName("x".repeat(99))).hasSize(32);
  }

  @Test
  void readsTextWithByteOrderMarkAndWindowsLineEndsAtTheSamePlaces() {
    String text = "service-definition:\n  name: T\n  nmae: X\n  service-classes: []\n";
    DefinitionResult plain = DefinitionReader.read("t", text);
    DefinitionResult dressed = DefinitionReader.read("t", "\uFEFF" + text.replace("\n", "\r\n"));
    assertThat(dressed.problems()).isEqualTo(plain.problems()).hasSize(2);
  }

  @Test
  void readsJson() {
    ServiceDefinition d =
        read(
            """
            {"service-definition": {"name": "J", "service-classes": [
              {"name": "A", "goal": {"velocity": 30}, "importance": 1, "cgroup": "/wlm/a"}]}}
            """);
    assertThat(d.name()).isEqualTo("J");
  }

  @Test
  void pointsAtTheValue() {
    Problem problem =
        DefinitionReader.read(
                "demo.yaml",
                """
                service-definition:
                  name: T
                  service-classes:
                    - name: A
                      goal: { velocity: 30 }
                      cgroup: /wlm/a
                      importance: 6
                """)
            .problems()
            .getFirst();
    assertThat(problem)
        .isEqualTo(
            new Problem(
                Severity.ERROR,
                "WLM0107E",
                "demo.yaml",
                7,
                19,
                "/service-definition/service-classes/0/importance",
                "importance must be 1 to 5, found 6",
                "1 is the highest"))
        .hasToString(
            "demo.yaml:7:19: error WLM0107E importance must be 1 to 5, found 6"
                + " (hint: 1 is the highest)");
  }
}
