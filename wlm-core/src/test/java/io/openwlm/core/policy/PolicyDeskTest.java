package io.openwlm.core.policy;

import static io.openwlm.core.policy.FakeMachine.plant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.core.port.PolicyControl.InstallRequest;
import io.openwlm.core.port.PolicyControl.Obstacle;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyDeskTest {
  private final MemoryCoupleDataSet store = new MemoryCoupleDataSet();
  private FakeMachine machine = new FakeMachine();
  private PolicyDesk desk = new PolicyDesk(store, machine, "HOST01");

  @BeforeEach
  void begin() throws Exception {
    start(plant(50), null);
  }

  /** A daemon starts on the same couple data set, on a machine where time went on. */
  private List<String> start(@Nullable ServiceDefinition given, @Nullable String policy)
      throws Exception {
    long seconds = machine.seconds;
    machine = new FakeMachine();
    machine.seconds = seconds;
    desk = new PolicyDesk(store, machine, "HOST01");
    PolicyDesk.Start start = desk.start(given, "plant.yaml", policy, "root");
    machine.start(start.order());
    desk.attach(machine);
    return start.notes();
  }

  private InstallAnswer install(ServiceDefinition definition, @Nullable String hash) {
    return desk.install(definition, "new.yaml", hash, "ada");
  }

  private ActivationAnswer activate(String policy, long confirmWithinSeconds) {
    return desk.activate(new ActivationRequest(policy, false, confirmWithinSeconds), "ada");
  }

  private static Obstacle obstacle(ActivationAnswer answer) {
    return ((ActivationAnswer.Refused) answer).obstacle();
  }

  private void inForce(String policy, long revision) {
    assertThat(machine.policy).isEqualTo(policy);
    assertThat(machine.revisionSeen).isEqualTo(revision);
    assertThat(desk.active().policy()).isEqualTo(policy);
    assertThat(desk.active().revision()).isEqualTo(revision);
  }

  @Test
  void startsWithTheDefinitionThatIsGiven() {
    inForce("DAY", 1);
    assertThat(desk.installed().byUser()).isEqualTo("root");
    assertThat(desk.history()).hasSize(1);
  }

  @Test
  void installingChangesNothingUntilActivation() {
    assertThat(install(plant(60), null)).isInstanceOf(InstallAnswer.Installed.class);
    inForce("DAY", 1);
    assertThat(activate("NIGHT", 0)).isInstanceOf(ActivationAnswer.InForce.class);
    inForce("NIGHT", 2);
    assertThat(desk.definition(2)).contains(plant(60));
    assertThat(desk.definition(1)).contains(plant(50));
    assertThat(desk.definition(3)).isEmpty();
  }

  @Test
  void refusesAnInstallThatWasMadeFromAnOlderRevision() {
    String first = desk.installed().hash();
    install(plant(60), first);
    assertThat(install(plant(70), first)).isEqualTo(new InstallAnswer.Stale(desk.installed()));
    assertThat(install(plant(70), desk.installed().hash().substring(0, 11)))
        .isInstanceOf(InstallAnswer.Stale.class);
    assertThat(install(plant(70), desk.installed().hash().substring(0, 12)))
        .isInstanceOf(InstallAnswer.Installed.class);
    assertThat(desk.installed().number()).isEqualTo(3);
  }

  @Test
  void installsTheSameDefinitionOnce() {
    String first = desk.installed().hash();
    install(plant(60), first);
    assertThat(install(plant(60), first))
        .as("a retry after an answer that got lost")
        .isEqualTo(new InstallAnswer.Unchanged(desk.installed()));
    assertThat(desk.history()).hasSize(2);
  }

  @Test
  void refusesAnOldRevisionAgainUnlessForced() {
    install(plant(60), null);
    InstallAnswer refused = install(plant(50), null);
    assertThat(refused)
        .isInstanceOfSatisfying(
            InstallAnswer.Refused.class,
            r -> {
              assertThat(r.obstacle()).isEqualTo(Obstacle.CONFLICT);
              assertThat(r.reason()).contains("revision 1 again", "revision 2 replaced it");
            });
    assertThat(desk.install(new InstallRequest(plant(50), "old", null, true), "ada"))
        .isInstanceOf(InstallAnswer.Installed.class);
    assertThat(desk.installed().number()).isEqualTo(3);
  }

  @Test
  void refusesToRemoveTheActivePolicyUnlessForced() {
    assertThat(install(plant(60, "NIGHT"), null)).isInstanceOf(InstallAnswer.Refused.class);
    activate("NIGHT", 0);
    assertThat(install(plant(60, "NIGHT"), null)).isInstanceOf(InstallAnswer.Installed.class);
  }

  @Test
  void chainsRevisionsByTheirHashes() {
    install(plant(60), null);
    install(plant(70), null);
    var revisions = store.revisions();
    assertThat(revisions.get(0).previousHash()).isEqualTo(revisions.get(1).hash());
    assertThat(revisions.get(0).holds(store.text(3).orElseThrow())).isTrue();
    assertThat(revisions.get(0).holds(store.text(2).orElseThrow())).isFalse();
  }

  @Test
  void tellsASecondActivationWhoIsAtIt() {
    List<ActivationAnswer> second = new ArrayList<>();
    machine.during = () -> second.add(activate("DAY", 0));
    assertThat(activate("NIGHT", 0)).isInstanceOf(ActivationAnswer.InForce.class);
    assertThat(second)
        .containsExactly(new ActivationAnswer.Busy("HOST01", "NIGHT", machine.epochMillis()));
    machine.during = null;
    assertThat(activate("DAY", 0)).isInstanceOf(ActivationAnswer.InForce.class);
  }

  @Test
  void undoesAnActivationThatTheMachineRefuses() throws Exception {
    machine.next = new Enactor.Outcome.NotDone("no such machine");
    assertThat(obstacle(activate("NIGHT", 0))).isEqualTo(Obstacle.FAILED);
    inForce("DAY", 1);
    assertThat(desk.activations())
        .extracting(e -> e.event().what())
        .containsExactly(What.FAILED, What.ACTIVATED, What.ACTIVATED);
    start(null, null);
    inForce("DAY", 1);
  }

  @Test
  void bringsTheMachineToWhatIsRecordedWhenItAnswersAgain() {
    machine.next = new Enactor.Outcome.Unknown("no answer");
    assertThat(activate("NIGHT", 0)).isInstanceOf(ActivationAnswer.Refused.class);
    assertThat(desk.active().policy()).isEqualTo("NIGHT");
    assertThat(machine.policy).isEqualTo("DAY");
    machine.next = new Enactor.Outcome.Done();
    assertThat(desk.tick()).hasValueSatisfying(t -> assertThat(t).startsWith("WLM0814I"));
    inForce("NIGHT", 1);
    assertThat(desk.tick()).isEmpty();
  }

  @Test
  void rollsBackWhatNobodyConfirmsInTime() {
    install(plant(60), null);
    activate("NIGHT", 10);
    machine.seconds += 9;
    assertThat(desk.tick()).isEmpty();
    inForce("NIGHT", 2);
    machine.seconds += 1;
    assertThat(desk.tick())
        .contains(
            "WLM0812W policy NIGHT was not confirmed in time: DAY of revision 1 is in force again");
    inForce("DAY", 1);
    assertThat(desk.active().rollsBackAtEpochMillis()).isNull();
    assertThat(desk.confirm("ada")).isEqualTo(new ActivationAnswer.NothingPending());
  }

  @Test
  void keepsWhatIsConfirmed() {
    activate("NIGHT", 10);
    assertThat(desk.active().rollsBackAtEpochMillis()).isEqualTo(machine.epochMillis() + 10_000);
    assertThat(desk.confirm("bob")).isInstanceOf(ActivationAnswer.InForce.class);
    machine.seconds += 100;
    assertThat(desk.tick()).isEmpty();
    inForce("NIGHT", 1);
    assertThat(desk.active().byUser()).isEqualTo("ada");
    assertThat(desk.activations().getFirst().event().byUser()).isEqualTo("bob");
  }

  @Test
  void refusesAConfirmationThatComesTooLate() {
    activate("NIGHT", 10);
    machine.seconds += 10;
    assertThat(desk.confirm("ada")).isEqualTo(new ActivationAnswer.NothingPending());
    desk.tick();
    inForce("DAY", 1);
  }

  @Test
  void rollsBackWhenAsked() {
    activate("NIGHT", 600);
    assertThat(obstacle(activate("DAY", 0))).isEqualTo(Obstacle.CONFLICT);
    assertThat(desk.rollback("ada")).isInstanceOf(ActivationAnswer.InForce.class);
    inForce("DAY", 1);
    assertThat(desk.rollback("ada")).isEqualTo(new ActivationAnswer.NothingPending());
  }

  @Test
  void comesBackWithWhatWasAcknowledgedLast() throws Exception {
    install(plant(60), null);
    activate("NIGHT", 0);
    assertThat(start(plant(50), null)).anyMatch(n -> n.startsWith("WLM0817W"));
    inForce("NIGHT", 2);
    assertThat(start(plant(60), null)).isEmpty();
    inForce("NIGHT", 2);
    start(null, null);
    inForce("NIGHT", 2);
    assertThat(desk.active().byUser()).isEqualTo("ada");
  }

  @Test
  void takesAnEditedFileAndKeepsThePolicyIfItHasIt() throws Exception {
    activate("NIGHT", 0);
    start(plant(60), null);
    inForce("NIGHT", 2);
    start(plant(70, "DAY"), null);
    inForce("DAY", 3);
    start(null, "DAY");
    assertThat(desk.activations()).hasSize(4);
  }

  @Test
  void rollsBackAtTheStartWhatWasNotConfirmedWhileTheDaemonWasDown() throws Exception {
    activate("NIGHT", 10);
    machine.seconds += 11;
    assertThat(start(null, null)).anyMatch(n -> n.startsWith("WLM0812W"));
    inForce("DAY", 1);
  }

  @Test
  void goesOnWaitingForTheConfirmationAfterARestart() throws Exception {
    activate("NIGHT", 10);
    machine.seconds += 5;
    start(null, null);
    inForce("NIGHT", 1);
    machine.seconds += 4;
    assertThat(desk.tick()).isEmpty();
    machine.seconds += 1;
    assertThat(desk.tick()).isPresent();
    inForce("DAY", 1);
  }

  @Test
  void aClockThatWentBackDoesNotMakeTheWaitLonger() throws Exception {
    activate("NIGHT", 10);
    machine.seconds -= 100_000;
    start(null, null);
    machine.seconds += 10;
    assertThat(desk.tick()).isPresent();
    inForce("DAY", 1);
  }

  @Test
  void deactivatesUntilThenNextActivationAlsoOverARestart() throws Exception {
    assertThat(desk.deactivate("ada")).isInstanceOf(ActivationAnswer.InForce.class);
    assertThat(machine.released).isTrue();
    assertThat(desk.active().deactivated()).isTrue();
    assertThat(start(plant(50), null)).anyMatch(n -> n.startsWith("WLM0816W"));
    assertThat(machine.released).isTrue();
    activate("NIGHT", 10);
    assertThat(machine.released).isFalse();
    desk.rollback("ada");
    assertThat(desk.active().deactivated()).as("what was before").isTrue();
    assertThat(machine.released).isTrue();
  }

  @Test
  void rollsBackTheMachineEvenIfItCannotBeWrittenDown() throws Exception {
    activate("NIGHT", 10);
    machine.seconds += 10;
    store.fails = true;
    assertThat(desk.tick()).hasValueSatisfying(t -> assertThat(t).startsWith("WLM0813E"));
    assertThat(machine.policy).isEqualTo("DAY");
    assertThat(desk.tick()).as("not at every turn").isEmpty();
    machine.seconds += 5;
    store.fails = false;
    int before = machine.enacted;
    assertThat(desk.tick()).hasValueSatisfying(t -> assertThat(t).startsWith("WLM0812W"));
    assertThat(machine.enacted).isEqualTo(before);
    inForce("DAY", 1);
  }

  @Test
  void refusesEverythingWhenTheStoreFailsAndChangesNothing() {
    install(plant(60), null);
    store.fails = true;
    assertThat(install(plant(70), null)).isInstanceOf(InstallAnswer.Refused.class);
    assertThat(obstacle(activate("NIGHT", 0))).isEqualTo(Obstacle.FAILED);
    assertThat(obstacle(desk.deactivate("ada"))).isEqualTo(Obstacle.FAILED);
    inForce("DAY", 1);
    assertThat(machine.enacted).isZero();
  }

  @Test
  void saysWhatAnActivationWouldChangeAndChangesNothing() {
    install(plant(60), null);
    ActivationAnswer would = desk.activate(new ActivationRequest("NIGHT", true, 0), "ada");
    assertThat(((ActivationAnswer.Would) would).changes())
        .contains("~ policy DAY -> NIGHT", "service classes that differ: 1 (WEB)")
        .anyMatch(line -> line.contains("50") && line.contains("60"));
    inForce("DAY", 1);
    assertThat(desk.activations()).hasSize(1);
  }

  @Test
  void refusesPoliciesAndRevisionsThatAreNotThere() {
    assertThat(activate("WEEKEND", 0))
        .isEqualTo(new ActivationAnswer.NoSuchPolicy(List.of("DAY", "NIGHT")));
    assertThat(obstacle(desk.activate(new ActivationRequest("DAY", false, 0, 9), "ada")))
        .isEqualTo(Obstacle.CONFLICT);
    assertThat(obstacle(activate("NIGHT", -1))).isEqualTo(Obstacle.INVALID);
  }

  @Test
  void hasNothingToStartWithWithoutADefinition() {
    PolicyDesk empty = new PolicyDesk(new MemoryCoupleDataSet(), machine, "HOST01");
    assertThatThrownBy(() -> empty.start(null, "", null, "root"))
        .isInstanceOf(PolicyDesk.NothingToStartWith.class);
    assertThatThrownBy(() -> start(null, "WEEKEND"))
        .isInstanceOf(PolicyDesk.NothingToStartWith.class)
        .hasMessageContaining("DAY, NIGHT");
  }

  @Test
  void worksWithoutACoupleDataSetButChangesNothing() {
    PolicyDesk without = new PolicyDesk(new UnreadableCoupleDataSet("broken"), machine, "HOST01");
    PolicyOrder order = without.startWithout(plant(50), "plant.yaml", "root");
    without.attach(machine);
    assertThat(order.deactivated()).isTrue();
    assertThat(without.active().deactivated()).isTrue();
    assertThat(without.install(plant(60), "x", null, "ada"))
        .isEqualTo(new InstallAnswer.Refused("broken"));
    assertThat(without.activate(new ActivationRequest("NIGHT", false, 0), "ada"))
        .isInstanceOf(ActivationAnswer.Refused.class);
    assertThat(without.tick()).isEmpty();
    Activation active = without.active();
    assertThat(active.policy()).isEqualTo("DAY");
    ActivationEntry none = without.newestEntry();
    assertThat(none).isNull();
  }
}
