package io.openwlm.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.port.SystemSample;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceAdjusterTest {
  private static final long MIB = 1 << 20;

  private final ServiceDefinition definition =
      Cases.definition(Cases.velocity("DB", 1, 1, 10_000), Cases.discretionary("BATCH", 1, 10_000));
  private final ResourceAdjuster adjuster = new ResourceAdjuster(definition);
  private final SystemSample sample = new SystemSample(2);
  private final List<ClassSettings> kernel =
      new ArrayList<>(
          List.of(new ClassSettings(100, 100, 1000 * MIB), new ClassSettings(100, 100, 0)));
  private ClassSettings original = new ClassSettings(100, 100, 0);
  private double index = 0.8;
  private double cpus = 0.5;
  private long operations = 50;
  private double memoryWait;
  private boolean enforcing = true;
  private Set<Integer> blocked = Set.of();

  ResourceAdjusterTest() {
    for (int i = 0; i < 2; i++) {
      sample.presence[i] = ClassPresence.PRESENT;
      sample.processes[i] = 3;
      sample.memoryBytes[i] = 400 * MIB;
      sample.memoryDelayNanos[i] = 0;
      sample.ioDelayNanos[i] = 0;
      sample.ioOperations[i] = 0;
    }
  }

  /** The first class goes on as the fields say, for so many looks. */
  private List<Adjustment> look(int looks) {
    List<Adjustment> done = new ArrayList<>();
    PerformanceReport report =
        Cases.situation(definition, new int[] {100, 100}, Seen.of(index), Seen.of(0.81)).report();
    for (int k = 0; k < looks; k++) {
      sample.atNanos += ResourceAdjuster.EVERY_NANOS;
      sample.usageNanos[0] += Math.round(cpus * ResourceAdjuster.EVERY_NANOS);
      sample.memoryDelayNanos[0] += Math.round(memoryWait * ResourceAdjuster.EVERY_NANOS);
      sample.ioOperations[0] += operations;
      ResourceAdjuster.Look look =
          new ResourceAdjuster.Look(sample, report, kernel, blocked, i -> original);
      var proposal = adjuster.look(1, look, enforcing);
      if (enforcing) {
        kernel.clear();
        kernel.addAll(proposal.wanted());
      }
      done.addAll(proposal.decision().adjustments());
    }
    return done;
  }

  @Test
  void takesProtectionBackToWhatTheClassHoldsAndSome() {
    assertThat(look(ResourceAdjuster.OVER_LOOKS)).isEmpty();
    List<Adjustment> done = look(20);
    assertThat(done).hasSize(1);
    assertThat(done.getFirst().reason()).isEqualTo(ReasonCode.MEMORY_UNUSED);
    assertThat(done.getFirst().receiver()).isEqualTo("DB");
    assertThat(kernel.getFirst()).isEqualTo(new ClassSettings(100, 100, 500 * MIB));
  }

  @Test
  void keepsTheMostThatWasHeldInTheLastLooks() {
    look(1);
    sample.memoryBytes[0] = 600 * MIB;
    look(1);
    sample.memoryBytes[0] = 100 * MIB;
    look(ResourceAdjuster.OVER_LOOKS - 1);
    assertThat(kernel.getFirst().memoryLowBytes()).isEqualTo(750 * MIB);
  }

  @Test
  void keepsWhatWasThereBeforeTheManager() {
    original = new ClassSettings(100, 100, 900 * MIB);
    look(20);
    assertThat(kernel.getFirst().memoryLowBytes()).isEqualTo(900 * MIB);
  }

  @Test
  void leavesWorkThatMissesItsGoalAlone() {
    index = 1.1;
    assertThat(look(50)).isEmpty();
  }

  @Test
  void leavesWorkWithoutAnIndexAlone() {
    index = Double.NaN;
    assertThat(look(50)).isEmpty();
  }

  @Test
  void leavesWorkThatWaitsForMemoryAlone() {
    memoryWait = 0.02;
    assertThat(look(50)).isEmpty();
  }

  @Test
  void leavesSmallConsumersAlone() {
    cpus = 0.005;
    assertThat(look(50)).isEmpty();
  }

  @Test
  void leavesBlockedClassesAlone() {
    blocked = Set.of(0);
    assertThat(look(50)).isEmpty();
  }

  @Test
  void leavesAloneWhatItCannotSee() {
    sample.presence[0] = ClassPresence.DENIED;
    assertThat(look(50)).isEmpty();
    sample.presence[0] = ClassPresence.PRESENT;
    sample.memoryBytes[0] = SystemSample.UNKNOWN;
    assertThat(look(50)).isEmpty();
  }

  @Test
  void startsAnewAfterAClockJump() {
    look(ResourceAdjuster.OVER_LOOKS);
    sample.atNanos += 3600 * Cases.SECOND;
    assertThat(look(ResourceAdjuster.OVER_LOOKS)).isEmpty();
    assertThat(look(1)).hasSize(1);
  }

  @Test
  void takesBackAllOfAClassWithoutProcesses() {
    sample.processes[0] = 0;
    index = Double.NaN;
    cpus = 0;
    operations = 0;
    kernel.set(0, new ClassSettings(100, 400, 1000 * MIB));
    assertThat(look(ResourceAdjuster.QUIET_LOOKS)).isEmpty();
    assertThat(look(1)).extracting(Adjustment::reason).containsOnly(ReasonCode.CLASS_EMPTY);
    assertThat(kernel.getFirst()).isEqualTo(new ClassSettings(100, 100, 0));
  }

  @Test
  void workThatComesBackIsNotTakenForIdle() {
    sample.processes[0] = 0;
    look(ResourceAdjuster.QUIET_LOOKS);
    sample.processes[0] = 2;
    assertThat(look(ResourceAdjuster.OVER_LOOKS - 1)).isEmpty();
  }

  @Test
  void takesTheIoWeightBackOfWorkThatDoesNoIo() {
    kernel.set(0, new ClassSettings(100, 400, 0));
    operations = 0;
    assertThat(look(ResourceAdjuster.QUIET_LOOKS)).isEmpty();
    assertThat(look(1)).extracting(Adjustment::reason).containsExactly(ReasonCode.IO_UNUSED);
    assertThat(kernel.getFirst().ioWeight()).isEqualTo(100);
  }

  @Test
  void neverTouchesCpuWeights() {
    original = new ClassSettings(1, 100, 0);
    cpus = 0;
    operations = 0;
    sample.processes[0] = 0;
    look(100);
    assertThat(kernel.getFirst().cpuWeight()).isEqualTo(100);
  }

  @Test
  void saysAThingOnceWhileItOnlyObserves() {
    enforcing = false;
    assertThat(look(100)).hasSize(1);
    sample.memoryBytes[0] = 200 * MIB;
    assertThat(look(100)).hasSize(1);
  }
}
