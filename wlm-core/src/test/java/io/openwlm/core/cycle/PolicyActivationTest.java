package io.openwlm.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.FluidPlant;
import io.openwlm.core.adjust.PiControllerStrategy;
import io.openwlm.core.policy.Enactor;
import io.openwlm.core.policy.PolicyOrder;
import io.openwlm.core.port.ManagerControl.ReportAnswer;
import io.openwlm.core.port.RecordSink;
import io.openwlm.model.classification.ClassificationRule;
import io.openwlm.model.classification.Condition;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.ChangeHistory;
import io.openwlm.model.definition.ClassificationRules;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.ServicePolicy;
import io.openwlm.model.definition.ServicePolicy.ClassOverride;
import io.openwlm.model.status.ClassStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PolicyActivationTest {
  private static final long SECOND = Cases.SECOND;

  private long now = 1_000 * SECOND;
  private boolean factoryFails;
  private int cyclesMade;
  private final ControlDesk desk = desk();
  private static final ServiceDefinition PLANT = plant("PLANT", "WEB", "BATCH");
  private static final ServiceDefinition OTHER = plant("OTHER", "NEW", "BATCH");

  private ControlDesk desk() {
    return new ControlDesk(
        Set.of("root"),
        _ -> Optional.empty(),
        () -> now,
        (inForce, classifier, intakes, start) -> {
          if (factoryFails) {
            throw new IllegalStateException("no such machine");
          }
          cyclesMade++;
          FakeMachine machine = new FakeMachine(new FluidPlant(2, 0.5, 0.5), 100, 100);
          return new WlmCycle(
              inForce,
              new CyclePorts(machine, machine, machine, RecordSink.NONE),
              classifier,
              new PiControllerStrategy(),
              intakes,
              new ManagerIdentity("host", "simulated", "1", 1, 2, List.of()),
              start);
        });
  }

  /** Two classes, a rule that sends user www to the first, policies DAY and NIGHT. */
  private static ServiceDefinition plant(String name, String first, String second) {
    ServiceDefinition base =
        Cases.definition(Cases.velocity(first, 1, 1, 10_000), Cases.velocity(second, 3, 1, 10_000));
    ClassOverride night =
        new ClassOverride(
            first,
            List.of(new ServiceClassPeriod(new Goal.VelocityGoal(11), new Importance(4), null)),
            null,
            null,
            null,
            null);
    return new ServiceDefinition(
        DefinitionHeader.of(name, ""),
        List.of(policy("DAY"), policy("NIGHT", night)),
        base.classes(),
        ClassificationRules.forProcesses(
            List.of(ClassificationRule.of(List.of(Condition.of(QualifierType.UI, "www")), first)),
            null),
        base.parameters(),
        base.environments(),
        base.host(),
        List.of());
  }

  private static ServicePolicy policy(String name, ClassOverride... overrides) {
    return new ServicePolicy(
        name, "", ChangeHistory.NONE, List.of(overrides), List.of(), List.of());
  }

  private static PolicyOrder order(ServiceDefinition definition, String policy, String byUser) {
    return new PolicyOrder(definition, policy, "plant.yaml", 7, byUser);
  }

  private Enactor.Outcome enact(ServiceDefinition definition, String policy) {
    return ask(() -> desk.enact(order(definition, policy, "ada")));
  }

  private void open() {
    desk.open(order(PLANT, "DAY", "root"), now, 0);
  }

  /** Asks from another thread while this one serves, as the daemon does. */
  private <T> T ask(Supplier<T> request) {
    CompletableFuture<T> answer = CompletableFuture.supplyAsync(request);
    while (!answer.isDone()) {
      desk.serve(now, now / 1_000_000);
      Thread.onSpinWait();
    }
    return answer.join();
  }

  private ClassStatus first() {
    return desk.status().classes().getFirst();
  }

  @Test
  void opensWithTheFirstPolicy() {
    open();
    assertThat(desk.status().policy()).isEqualTo("DAY");
    assertThat(desk.status().definitionFile()).isEqualTo("plant.yaml");
    assertThat(first().goal()).isEqualTo("velocity 50");
  }

  @Test
  void activatesOverridesOfAPolicyAndSaysSo() {
    open();
    assertThat(enact(PLANT, "NIGHT")).isEqualTo(new Enactor.Outcome.Done());
    assertThat(desk.status().policy()).isEqualTo("NIGHT");
    assertThat(desk.status().policyByUser()).isEqualTo("ada");
    assertThat(desk.status().policySinceEpochMillis()).isEqualTo(7);
    assertThat(first().goal()).isEqualTo("velocity 11");
    assertThat(first().importance()).isEqualTo(4);
    assertThat(desk.status().decisions().getFirst().detail())
        .isEqualTo("policy NIGHT of PLANT in force, by ada");
  }

  @Test
  void classifiesByTheRulesOfTheNewPolicy() {
    open();
    WorkAttributes www = WorkAttributes.of(SubsystemType.OMVS, 0, Map.of(QualifierType.UI, "www"));
    assertThat(desk.classify(www)).contains("result: WEB");
    enact(OTHER, "DAY");
    assertThat(desk.status().definition()).isEqualTo("OTHER");
    assertThat(desk.classify(www)).contains("result: NEW");
  }

  @Test
  void keepsTheOldPolicyIfTheNewOneCannotBeBuilt() {
    open();
    factoryFails = true;
    assertThat(enact(PLANT, "NIGHT"))
        .isInstanceOfSatisfying(
            Enactor.Outcome.NotDone.class,
            not -> assertThat(not.reason()).contains("no such machine"));
    assertThat(desk.status().policy()).isEqualTo("DAY");
    factoryFails = false;
    assertThat(enact(PLANT, "WEEKEND")).isInstanceOf(Enactor.Outcome.NotDone.class);
    assertThat(desk.status().policy()).isEqualTo("DAY");
    assertThat(cyclesMade).isEqualTo(1);
  }

  @Test
  void enforcesNothingWhileNoPolicyIsActive() {
    open();
    ask(() -> desk.setEnforce(true, "ada"));
    assertThat(ask(() -> desk.release("ada"))).isEqualTo(new Enactor.Outcome.Done());
    assertThat(desk.status().enforcing()).isFalse();
    assertThat(ask(() -> desk.setEnforce(true, "ada"))).startsWith("refused: no policy is active");
    assertThat(desk.status().enforcing()).isFalse();
    enact(PLANT, "NIGHT");
    assertThat(ask(() -> desk.setEnforce(true, "ada"))).isEqualTo("enforcing");
  }

  @Test
  void reportsGoOnForClassesThatStayAndEndForThoseThatGo() {
    open();
    long[] times = {1_000_000};
    assertThat(desk.report("WEB", times, 1, 0, 0, 0, 1, "root")).isEqualTo(ReportAnswer.ACCEPTED);
    enact(OTHER, "DAY");
    assertThat(desk.report("WEB", times, 1, 0, 0, 0, 1, "root"))
        .isEqualTo(ReportAnswer.UNKNOWN_CLASS);
    assertThat(desk.report("BATCH", times, 1, 0, 0, 0, 1, "root")).isEqualTo(ReportAnswer.ACCEPTED);
  }

  @Test
  void keepsModeAndCountsOfTheManager() {
    open();
    ask(() -> desk.setEnforce(true, "ada"));
    for (int i = 0; i < 30; i++) {
      now += SECOND;
      desk.cycle().run(now, now / 1_000_000);
    }
    long intervals = desk.status().intervals();
    assertThat(intervals).isPositive();
    enact(PLANT, "NIGHT");
    assertThat(desk.status().enforcing()).isTrue();
    assertThat(desk.status().intervals()).isEqualTo(intervals);
    assertThat(desk.status().decisions()).extracting(d -> d.act()).contains("POLICY", "MODE");
  }

  @Test
  void countsHitsPerRuleAndStartsAnewWithEachPolicy() {
    open();
    ServiceClass web = plant("PLANT", "WEB", "BATCH").serviceClasses().getFirst();
    assertThat(desk.rules()).anyMatch(r -> r.serviceClass().equals(web.name()) && r.hits() == 0);
    assertThat(desk.rules()).extracting(r -> r.subsystem()).contains("OMVS", "STC");
  }
}
