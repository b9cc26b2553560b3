package io.openwlm.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.FluidPlant;
import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.Strategy;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WlmCycleTest {
  private static final long SECOND = Cases.SECOND;
  private static final long ORIGIN = -77 * SECOND;

  private final FluidPlant plant = new FluidPlant(2, 0.8, 0.4, 0.8);
  private final FakeMachine machine = new FakeMachine(plant, 100, 100, 100);
  private final List<IntervalRecord> recorded = new ArrayList<>();
  private long now = ORIGIN;

  private WlmCycle cycle(boolean enforce) {
    return cycle(enforce, SECOND);
  }

  private WlmCycle cycle(boolean enforce, long adjustmentNanos) {
    ServiceDefinition three =
        Cases.definition(
            Cases.velocity("INTERACT", 1, 10, 10_000),
            Cases.velocity("BUILD", 3, 10, 10_000),
            Cases.discretionary("BATCH", 10, 10_000));
    ServiceDefinition definition =
        three.with(
            new HostSettings(
                new ControlSettings(
                    enforce,
                    SECOND / 4,
                    adjustmentNanos,
                    Strategy.PI_CONTROLLER,
                    ControlSettings.OnStop.LEAVE),
                three.cgroupRoot()));
    List<TransactionIntake> intakes =
        definition.serviceClasses().stream().map(c -> new TransactionIntake(c.goal())).toList();
    return new WlmCycle(
        new PolicyInForce(ActivePolicy.first(definition), "test.yaml", 0, "me"),
        new CyclePorts(machine, machine, machine, recorded::add),
        work -> WorkClassifier.UNMANAGED,
        new AdaptiveStrategy(),
        intakes,
        new ManagerIdentity("host", "simulated", "1", 1, 2, List.of()),
        new WlmCycle.Start(now, 0, null));
  }

  private void runSeconds(WlmCycle cycle, int seconds) {
    long end = now + seconds * SECOND;
    while (now < end) {
      now = Math.min(end, cycle.run(now, now / 1_000_000));
    }
    cycle.run(now, now / 1_000_000);
  }

  private static ClassStatus of(WlmCycle cycle, String name) {
    return cycle.status().classes().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void flood() {
    plant.wants[0] = 1.9;
    plant.wants[2] = 24;
  }

  @Test
  void recoversTheImportantClassAndExplainsHow() {
    machine.adopted = true;
    WlmCycle cycle = cycle(true);
    runSeconds(cycle, 3);
    flood();
    runSeconds(cycle, 8);
    ClassStatus interact = of(cycle, "INTERACT");
    assertThat(interact.performanceIndex()).isLessThanOrEqualTo(1.0);
    assertThat(interact.evidence()).isEqualTo("using/delay");
    DecisionStatus raise =
        cycle.status().decisions().stream()
            .filter(d -> d.act().equals("RAISE"))
            .findFirst()
            .orElseThrow();
    assertThat(raise.serviceClass()).isEqualTo("INTERACT");
    assertThat(raise.performanceIndex()).isGreaterThan(1.0);
    assertThat(raise.changes().getFirst().importance()).isEqualTo(1);
    assertThat(raise.changes().get(1).serviceClass()).isEqualTo("BATCH");
    assertThat(raise.writes()).extracting(DecisionStatus.Write::result).contains("APPLIED");
    assertThat(raise.after()).isNotEmpty();
  }

  @Test
  void recordsEachIntervalOnceWithTheDecisionsSinceTheOneBefore() {
    machine.adopted = true;
    WlmCycle cycle = cycle(true);
    runSeconds(cycle, 3);
    flood();
    runSeconds(cycle, 3);
    now += 60 * SECOND; // a suspend: nothing to judge, nothing to record
    runSeconds(cycle, 2);
    assertThat(recorded).hasSize((int) cycle.status().intervals() - 1);
    assertThat(recorded)
        .allSatisfy(r -> {
          assertThat(r.samples()).isBetween(1, 5);
          assertThat(r.endEpochMillis() - r.startEpochMillis()).isEqualTo(1000);
          assertThat(r.measurement().classes()).hasSize(3);
          assertThat(r.settings()).hasSize(3);
        });
    List<Long> ids =
        recorded.stream().flatMap(r -> r.decisions().stream()).map(DecisionStatus::id).toList();
    assertThat(ids).isNotEmpty().doesNotHaveDuplicates().isSorted();
    assertThat(ids).hasSameSizeAs(cycle.status().decisions());
  }

  @Test
  void letsUnusedProtectionFlowBackBetweenTwoIntervalsAndExplainsIt() {
    machine.adopted = true;
    plant.wants[0] = 0.2;
    machine.heldBytes[0] = 400L << 20;
    machine.protectedBytes[0] = 2L << 30;
    WlmCycle cycle = cycle(true, 10 * SECOND);
    runSeconds(cycle, 29);
    assertThat(machine.protectedBytes[0]).isEqualTo(500L << 20);
    DecisionStatus back = cycle.status().decisions().getFirst();
    assertThat(back.act()).isEqualTo("FLOW BACK");
    assertThat(back.reason()).isEqualTo("MEMORY_UNUSED");
    assertThat(back.serviceClass()).isEqualTo("INTERACT");
    assertThat(back.writes()).extracting(DecisionStatus.Write::result).containsExactly("APPLIED");
    assertThat(of(cycle, "INTERACT").state()).isEqualTo("giving back");
  }

  @Test
  void saysOnceWhatWouldFlowBackWhileItOnlyObserves() {
    plant.wants[0] = 0.2;
    machine.heldBytes[0] = 400L << 20;
    machine.protectedBytes[0] = 2L << 30;
    WlmCycle cycle = cycle(false, 10 * SECOND);
    runSeconds(cycle, 120);
    assertThat(machine.writes).isEmpty();
    List<DecisionStatus> said =
        cycle.status().decisions().stream()
            .filter(d -> d.reason().equals("MEMORY_UNUSED"))
            .toList();
    assertThat(said).hasSize(1);
    assertThat(said.getFirst().writes())
        .extracting(DecisionStatus.Write::result)
        .containsExactly("OBSERVE_ONLY");
  }

  @Test
  void helpsImportantWorkWithinHalfASecondOfAFlood() {
    machine.adopted = true;
    WlmCycle cycle = cycle(true, 10 * SECOND);
    runSeconds(cycle, 21);
    int before = machine.weights[0];
    machine.writes.clear();
    plant.wants[0] = 1.99;
    plant.wants[1] = 20;
    plant.wants[2] = 60;
    long end = now + SECOND / 2;
    while (now < end) {
      now = Math.min(end, cycle.run(now, now / 1_000_000));
    }
    cycle.run(now, now / 1_000_000);
    assertThat(machine.weights[0]).isGreaterThan(before);
    assertThat(cycle.status().decisions().getFirst().detail()).contains("between two intervals");
    assertThat(plant.run(machine.weights)[0].pi()).isLessThanOrEqualTo(1);
  }

  @Test
  void writesNothingWhileItOnlyObservesButSaysWhatItWouldDo() {
    WlmCycle cycle = cycle(false);
    flood();
    runSeconds(cycle, 10);
    assertThat(machine.writes).isEmpty();
    assertThat(machine.weights).containsExactly(100, 100, 100);
    assertThat(cycle.status().enforcing()).isFalse();
    assertThat(cycle.status().decisions())
        .anySatisfy(d ->
            assertThat(d.writes())
                .isNotEmpty()
                .allMatch(w -> w.result().equals(Result.OBSERVE_ONLY.name())));
  }

  @Test
  void switchesBetweenObservingAndEnforcing() {
    WlmCycle cycle = cycle(false);
    flood();
    runSeconds(cycle, 3);
    cycle.setEnforce(true, "root", now, 0);
    runSeconds(cycle, 4);
    assertThat(machine.writes).isNotEmpty();
    cycle.setEnforce(false, "root", now, 0);
    int written = machine.writes.size();
    runSeconds(cycle, 5);
    assertThat(machine.writes).hasSize(written);
    assertThat(cycle.status().decisions())
        .extracting(DecisionStatus::detail)
        .contains("enforcing, by root", "observing only, by root");
  }

  @Test
  void keepsTheWeightsOfAnEarlierRunInsteadOfSettingFirstOnes() {
    machine.adopted = true;
    WlmCycle cycle = cycle(true);
    runSeconds(cycle, 5);
    assertThat(machine.writes).isEmpty();
  }

  @Test
  void leavesARefusedClassAloneForAWhile() {
    machine.answer = Result.REFUSED;
    WlmCycle cycle = cycle(true);
    runSeconds(cycle, 20);
    assertThat(machine.writes).as("no retry storm").hasSizeLessThanOrEqualTo(3);
    assertThat(of(cycle, "INTERACT").state()).startsWith("n/a(");
    assertThat(cycle.status().warnings().toString()).doesNotContain("null");
  }

  @Test
  void doesNotJudgeAnIntervalAcrossASuspend() {
    WlmCycle cycle = cycle(true);
    runSeconds(cycle, 3);
    flood();
    now += 3600 * SECOND;
    cycle.run(now, 0);
    assertThat(cycle.status().decisions().getFirst().reason()).isEqualTo("CLOCK_JUMP");
  }

  @Test
  void restoreBringsBackTheOriginalsAndStopsEnforcing() {
    WlmCycle cycle = cycle(true);
    flood();
    runSeconds(cycle, 5);
    assertThat(machine.weights).isNotEqualTo(machine.original);
    cycle.restore("root", now, 0);
    assertThat(machine.weights).isEqualTo(machine.original);
    runSeconds(cycle, 5);
    assertThat(machine.weights).isEqualTo(machine.original);
  }

  @Test
  void samplingAllocatesNothing() {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().threadId();
    var meter =
        new io.openwlm.core.measure.IntervalMeter(
            Cases.definition(Cases.velocity("A", 1, 1, 100)),
            List.of(new TransactionIntake(new io.openwlm.model.definition.Goal.VelocityGoal(5))),
            2,
            0);
    var sample = new io.openwlm.core.port.SystemSample(1);
    for (int k = 0; k < 100; k++) {
      meter.accept(sample);
    }
    long before = threads.getThreadAllocatedBytes(id);
    before = threads.getThreadAllocatedBytes(id);
    for (int k = 0; k < 1000; k++) {
      sample.atNanos += SECOND;
      meter.accept(sample);
    }
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(1000);
  }
}
