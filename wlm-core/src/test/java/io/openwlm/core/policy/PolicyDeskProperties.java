package io.openwlm.core.policy;

import static io.openwlm.core.policy.FakeMachine.plant;
import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.PolicyControl.ActivationAnswer;
import io.openwlm.core.port.PolicyControl.ActivationRequest;
import io.openwlm.core.port.PolicyControl.InstallAnswer;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random installs, activations, confirmations, rollbacks, deactivations, waits, failures of store
 * and machine, and restarts, against a model of a few variables: desk and machine always say what
 * the model says.
 */
class PolicyDeskProperties {
  private static final int CASES = 150;
  private static final int STEPS = 60;

  /** What is in force. */
  private record Now(String policy, long revision, boolean deactivated) {}

  private MemoryCoupleDataSet store = new MemoryCoupleDataSet();
  private FakeMachine machine = new FakeMachine();
  private PolicyDesk desk = new PolicyDesk(store, machine, "HOST");
  private List<ServiceDefinition> installed = new ArrayList<>();
  private Now now = new Now("DAY", 1, false);
  private @Nullable Now fallback;
  private long deadlineSeconds;
  private String place = "";

  private static List<Long> seeds() {
    String one = System.getProperty("wlm.seed");
    if (one != null) {
      return List.of(Long.parseLong(one));
    }
    List<Long> all = new ArrayList<>();
    for (long seed = 1; seed <= CASES; seed++) {
      all.add(seed);
    }
    return all;
  }

  @Test
  void deskAndMachineDoWhatTheModelSays() throws Exception {
    for (long seed : seeds()) {
      Random random = new Random(seed);
      begin();
      for (int step = 0; step < STEPS; step++) {
        place = "-Dwlm.seed=" + seed + " step " + step;
        step(random);
        look();
      }
    }
  }

  private void begin() throws Exception {
    store = new MemoryCoupleDataSet();
    machine = new FakeMachine();
    installed = new ArrayList<>(List.of(plant(1)));
    now = new Now("DAY", 1, false);
    fallback = null;
    restart(plant(1));
  }

  private void restart(@Nullable ServiceDefinition given) throws Exception {
    long seconds = machine.seconds;
    machine = new FakeMachine();
    machine.seconds = seconds;
    desk = new PolicyDesk(store, machine, "HOST");
    machine.start(desk.start(given, "plant.yaml", null, "root").order());
    desk.attach(machine);
  }

  private void step(Random random) throws Exception {
    switch (random.nextInt(9)) {
      case 0 -> install(random);
      case 1, 2 -> activate(random);
      case 3 -> confirm();
      case 4 -> rollback();
      case 5 -> {
        machine.seconds += random.nextInt(8);
        overIfDue();
        desk.tick();
      }
      case 6 -> {
        machine.seconds += random.nextInt(8);
        overIfDue();
        restart(random.nextBoolean() ? null : installed.get(random.nextInt(installed.size())));
      }
      case 7 -> {
        if (random.nextInt(3) == 0) {
          assertThat(desk.deactivate("ada")).as(place).isInstanceOf(ActivationAnswer.InForce.class);
          now = new Now(now.policy(), now.revision(), true);
          fallback = null;
        }
      }
      default -> storeFails(random);
    }
  }

  private void overIfDue() {
    if (fallback != null && machine.seconds >= deadlineSeconds) {
      now = fallback;
      fallback = null;
    }
  }

  private void install(Random random) {
    ServiceDefinition next = plant(1 + random.nextInt(90));
    InstallAnswer answer = desk.install(next, "new.yaml", null, "ada");
    if (installed.getLast().equals(next)) {
      assertThat(answer).as(place).isInstanceOf(InstallAnswer.Unchanged.class);
    } else if (installed.contains(next)) {
      assertThat(answer).as(place).isInstanceOf(InstallAnswer.Refused.class);
    } else {
      assertThat(answer).as(place).isInstanceOf(InstallAnswer.Installed.class);
      installed.add(next);
    }
  }

  private void activate(Random random) {
    String policy = random.nextBoolean() ? "DAY" : "NIGHT";
    long within = random.nextBoolean() ? 0 : 1 + random.nextInt(10);
    boolean refuses = random.nextInt(4) == 0;
    machine.next = refuses ? new Enactor.Outcome.NotDone("cannot") : new Enactor.Outcome.Done();
    ActivationAnswer answer = desk.activate(new ActivationRequest(policy, false, within), "ada");
    machine.next = new Enactor.Outcome.Done();
    if (fallback != null || refuses) {
      assertThat(answer).as(place).isInstanceOf(ActivationAnswer.Refused.class);
      return;
    }
    assertThat(answer).as(place).isInstanceOf(ActivationAnswer.InForce.class);
    fallback = within == 0 ? null : now;
    deadlineSeconds = machine.seconds + within;
    now = new Now(policy, installed.size(), false);
  }

  private void confirm() {
    ActivationAnswer answer = desk.confirm("ada");
    if (fallback == null) {
      assertThat(answer).as(place).isEqualTo(new ActivationAnswer.NothingPending());
    } else {
      assertThat(answer).as(place).isInstanceOf(ActivationAnswer.InForce.class);
      fallback = null;
    }
  }

  private void rollback() {
    ActivationAnswer answer = desk.rollback("ada");
    if (fallback == null) {
      assertThat(answer).as(place).isEqualTo(new ActivationAnswer.NothingPending());
    } else {
      assertThat(answer).as(place).isInstanceOf(ActivationAnswer.InForce.class);
      now = fallback;
      fallback = null;
    }
  }

  /** While the store fails everything is refused and nothing changes. */
  private void storeFails(Random random) {
    store.fails = true;
    assertThat(desk.install(plant(91 + random.nextInt(9)), "x", null, "ada"))
        .as(place)
        .isInstanceOf(InstallAnswer.Refused.class);
    assertThat(desk.activate(new ActivationRequest("NIGHT", false, 0), "ada"))
        .as(place)
        .isInstanceOf(ActivationAnswer.Refused.class);
    store.fails = false;
  }

  private void look() {
    assertThat(
            new Now(desk.active().policy(), desk.active().revision(), desk.active().deactivated()))
        .as(place)
        .isEqualTo(now);
    assertThat(desk.active().rollsBackAtEpochMillis() != null)
        .as(place)
        .isEqualTo(fallback != null);
    assertThat(machine.policy).as(place).isEqualTo(now.policy());
    assertThat(machine.released).as(place).isEqualTo(now.deactivated());
    assertThat(machine.revisionSeen).as(place).isEqualTo(now.revision());
    assertThat(desk.history()).as(place).hasSize(installed.size());
  }
}
