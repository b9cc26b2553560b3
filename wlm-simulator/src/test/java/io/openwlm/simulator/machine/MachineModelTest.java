package io.openwlm.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MachineModelTest {
  private static final long SECOND = 1_000_000_000L;

  private final MachineModel machine = new MachineModel(2);
  private final CpuGroup a = machine.makeGroup(machine.root(), "a");
  private final CpuGroup b = machine.makeGroup(machine.root(), "b");

  private SpinnerWorkload spin(CpuGroup group, int threads) {
    SpinnerWorkload workload = new SpinnerWorkload(machine, "burner", threads);
    workload.start(group);
    return workload;
  }

  @Test
  void aThreadUsesOneCpuAtMost() {
    machine.setWeight(a, 10_000);
    spin(a, 1);
    spin(b, 3);

    machine.advanceTo(10 * SECOND);

    assertThat(a.usageNanos()).isCloseTo(10 * SECOND, within(SECOND / 5));
    assertThat(b.usageNanos()).isCloseTo(10 * SECOND, within(SECOND / 5));
  }

  @Test
  void whatOneCannotUseGoesToTheOthersByWeight() {
    CpuGroup c = machine.makeGroup(machine.root(), "c");
    machine.setWeight(c, 300);
    machine.setWeight(a, 10_000);
    spin(a, 1);
    spin(b, 2);
    spin(c, 2);

    machine.advanceTo(10 * SECOND);

    assertThat((double) c.usageNanos() / b.usageNanos()).isCloseTo(3, within(0.1));
  }

  @Test
  void aNewBusyGroupIsNotOwedWhatItNeverAskedFor() {
    spin(a, 2);
    machine.advanceTo(10 * SECOND);
    long before = a.usageNanos();
    spin(b, 2);

    machine.advanceTo(11 * SECOND);

    assertThat(a.usageNanos() - before).isCloseTo(SECOND, within(SECOND / 20));
  }

  @Test
  void aChangedWeightCountsAtOnce() {
    spin(a, 2);
    spin(b, 2);
    machine.advanceTo(5 * SECOND);
    long before = a.usageNanos();
    machine.setWeight(a, 300);

    machine.advanceTo(6 * SECOND);

    assertThat(a.usageNanos() - before).isCloseTo(3 * SECOND / 2, within(SECOND / 20));
  }

  @Test
  void aLimitHoldsAndTheOthersGetTheRest() {
    machine.setLimit(a, 50_000_000, 100_000_000);
    spin(a, 2);
    spin(b, 2);

    machine.advanceTo(10 * SECOND);

    assertThat(a.usageNanos()).isEqualTo(5 * SECOND);
    assertThat(b.usageNanos()).isEqualTo(15 * SECOND);
    // With equal weights it uses its 50 ms on one CPU, then both its threads wait for 50 ms.
    assertThat(a.bandwidth().throttledNanos()).isCloseTo(10 * SECOND, within(SECOND));
    assertThat(a.bandwidth().throttledPeriods()).isEqualTo(100);
  }

  @Test
  void aLimitLeavesCpusIdle() {
    machine.setLimit(a, 150_000_000, 100_000_000);
    spin(a, 4);

    machine.advanceTo(10 * SECOND);
    assertThat(machine.root().usageNanos()).isEqualTo(15 * SECOND);
    machine.setLimit(a, Bandwidth.NO_LIMIT, 100_000_000);
    machine.advanceTo(20 * SECOND);

    assertThat(machine.root().usageNanos()).as("lifted").isEqualTo(35 * SECOND);
  }

  @Test
  void theTighterOfTwoLimitsHolds() {
    CpuGroup inner = machine.makeGroup(a, "inner");
    machine.setLimit(a, 30_000_000, 100_000_000);
    machine.setLimit(inner, 10_000_000, 50_000_000);
    spin(inner, 2);
    spin(a, 1);

    machine.advanceTo(10 * SECOND);

    assertThat(a.usageNanos()).isEqualTo(3 * SECOND);
    assertThat(inner.usageNanos()).isBetween(SECOND, 2 * SECOND);
    machine.setLimit(a, Bandwidth.NO_LIMIT, 100_000_000);
    long before = inner.usageNanos();
    machine.advanceTo(20 * SECOND);
    assertThat(inner.usageNanos() - before).isEqualTo(2 * SECOND);
  }

  @Test
  void workThatComesWhileItsGroupIsThrottledWaitsForTheNextPeriod() {
    machine.setLimit(a, 10_000_000, 100_000_000);
    spin(a, 1);
    machine.advanceTo(50_000_000);
    SpinnerWorkload late = spin(a, 1);

    machine.advanceTo(100_000_000);
    assertThat(late.usedNanos()).isZero();
    machine.advanceTo(10 * SECOND);

    assertThat(late.usedNanos()).isCloseTo(SECOND / 2, within(SECOND / 50));
  }

  @Test
  void aMovedProcessGoesOnInItsNewGroup() {
    spin(a, 2);
    spin(b, 2);
    machine.advanceTo(SECOND);
    SimProcess process = a.processes().iterator().next();
    long before = a.usageNanos();

    machine.move(process, b);
    machine.advanceTo(2 * SECOND);

    assertThat(a.usageNanos()).isEqualTo(before);
    assertThat(process.group()).isSameAs(b);
    assertThat(process.runNanos()).isCloseTo(2 * SECOND, within(SECOND / 20));
  }

  @Test
  void jobsGetNewNumbersAndFollowTheirParent() {
    PeriodicJobs jobs =
        new PeriodicJobs(
            machine,
            new PeriodicJobs.Settings("cc1", 2, new CpuDemand(50_000_000, false), 10_000_000),
            1,
            "build");
    jobs.start(a);
    machine.advanceTo(SECOND - 1);
    int before = a.processes().stream().mapToInt(SimProcess::pid).max().orElseThrow();
    machine.move(a.processes().iterator().next(), b);

    machine.advanceTo(2 * SECOND);

    assertThat(a.processes()).isEmpty();
    assertThat(b.processes()).first().extracting(SimProcess::command).isEqualTo("make");
    assertThat(b.processes()).last().matches(job -> job.pid() > before);
    assertThat(jobs.done()).isBetween(64L, 68L);
  }

  @Test
  void aStoppedWorkloadLeavesNothingBehind() {
    SpinnerWorkload spinners = spin(a, 4);
    machine.advanceTo(SECOND);
    spinners.stop();
    long used = a.usageNanos();

    machine.advanceTo(2 * SECOND);

    assertThat(machine.processes()).isEmpty();
    assertThat(a.usageNanos()).isEqualTo(used).isEqualTo(2 * SECOND);
    machine.removeGroup(a);
    assertThat(machine.root().children()).containsExactly(b);
  }

  @Test
  void requestsKeepTheirArrivalsAndDemandsWhateverTheMachineDoes() {
    assertThat(served(false)).isEqualTo(served(true));
  }

  private static long served(boolean contended) {
    MachineModel machine = new MachineModel(1);
    RequestWorkload requests =
        new RequestWorkload(
            machine,
            new RequestWorkload.Settings("s", 4, new CpuDemand(2_000_000, true), 50, true),
            3,
            "s",
            (_, _) -> {});
    CpuGroup group = machine.makeGroup(machine.root(), "s");
    machine.setWeight(group, 10_000);
    requests.start(group);
    if (contended) {
      new SpinnerWorkload(machine, "burner", 3).start(machine.root());
    }
    machine.at(10 * SECOND, () -> requests.setRate(0));
    machine.advanceTo(12 * SECOND);
    assertThat(requests.inFlight()).isZero();
    assertThat(requests.oldestNanos()).isZero();
    return requests.usedNanos();
  }

  @Test
  void tellsHowManyRequestsWaitAndHowLong() {
    RequestWorkload requests =
        new RequestWorkload(
            machine,
            new RequestWorkload.Settings("s", 1, new CpuDemand(SECOND, false), 10, false),
            3,
            "s",
            (_, _) -> {});
    requests.start(a);

    machine.advanceTo(SECOND);

    assertThat(requests.inFlight()).isEqualTo(10);
    assertThat(requests.oldestNanos()).isEqualTo(900_000_000L);
  }

  @Test
  void refusesWhatNoMachineHas() {
    assertThatThrownBy(() -> new MachineModel(0)).hasMessageContaining("cpus 0");
    assertThatThrownBy(() -> machine.setWeight(a, 0)).hasMessage("weight 0");
    machine.advanceTo(5);
    assertThatThrownBy(() -> machine.advanceTo(4)).hasMessageContaining("cannot go back");
    spin(a, 1);
    assertThatThrownBy(() -> machine.removeGroup(a)).hasMessage("/a is in use");
  }
}
