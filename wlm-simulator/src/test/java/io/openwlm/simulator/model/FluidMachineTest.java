package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.simulator.machine.CpuDemand;
import io.openwlm.simulator.machine.Dice;
import io.openwlm.simulator.model.Source.Needs;
import io.openwlm.simulator.model.Source.Place;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The model machine against closed formulas. */
class FluidMachineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final GroupTree tree = new GroupTree();
  private final int a = tree.leaf(new CgroupPath("/a"));
  private final int b = tree.leaf(new CgroupPath("/b"));
  private final int c = tree.leaf(new CgroupPath("/c"));
  private final int dx = tree.leaf(new CgroupPath("/d/x"));
  private final int dy = tree.leaf(new CgroupPath("/d/y"));
  private final double[] caps = new double[tree.size()];
  private double responses;
  private long ended;

  FluidMachineTest() {
    Arrays.fill(caps, Double.POSITIVE_INFINITY);
  }

  private FluidMachine machine(double cpus) {
    return new FluidMachine(
        tree,
        cpus,
        caps,
        1,
        0,
        (source, period, arrived, end) -> {
          responses += end - arrived;
          ended++;
        });
  }

  private static void spin(FluidMachine machine, int leaf, int threads) {
    machine.add(new SpinnerSource(machine, new Place(machine.nextSource(), leaf, -1, -1), threads));
  }

  private static void open(
      FluidMachine machine, int leaf, int threads, double perSecond, CpuDemand cpu, long seed) {
    Place place = new Place(machine.nextSource(), leaf, -1, -1);
    Needs needs = new Needs(threads, cpu, null, new Dice(seed));
    machine.add(new OpenSource(machine, place, needs, new Dice(seed + 1), true, perSecond));
  }

  private static double cpus(FluidMachine machine, int leaf) {
    machine.settle();
    return machine.cpu.station(leaf).busyNanos / machine.nowNanos();
  }

  @Test
  void sharesByWeightWhatOthersLeave() {
    FluidMachine machine = machine(4);
    machine.cpu.setWeight(a, 300, 0);
    spin(machine, a, 8);
    spin(machine, b, 8);
    spin(machine, c, 1);
    machine.cpu.setWeight(c, 10_000, 0);
    machine.advanceTo(10 * SECOND);
    // c can use one CPU only; the three that are left are shared 3 to 1.
    assertThat(cpus(machine, c)).isCloseTo(1, within(1e-9));
    assertThat(cpus(machine, a)).isCloseTo(2.25, within(1e-9));
    assertThat(cpus(machine, b)).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void sharesLevelByLevel() {
    FluidMachine machine = machine(3);
    machine.cpu.setWeight(dx, 9000, 0);
    spin(machine, a, 8);
    spin(machine, dx, 8);
    spin(machine, dy, 8);
    machine.advanceTo(SECOND);
    // a and d share equally whatever the weights below d are.
    assertThat(cpus(machine, a)).isCloseTo(1.5, within(1e-9));
    assertThat(cpus(machine, dx)).isCloseTo(1.5 * 9000 / 9100, within(1e-9));
    assertThat(cpus(machine, dy)).isCloseTo(1.5 * 100 / 9100, within(1e-9));
  }

  @Test
  void givesNoGroupMoreThanItsCapAndBooksWhatIsHeldBack() {
    caps[a] = 0.5;
    FluidMachine machine = machine(2);
    spin(machine, a, 2);
    spin(machine, b, 1);
    machine.advanceTo(10 * SECOND);
    assertThat(cpus(machine, a)).isCloseTo(0.5, within(1e-9));
    assertThat(cpus(machine, b)).isCloseTo(1, within(1e-9));
    Station station = machine.cpu.station(a);
    // Without the cap it could have one CPU: 0.5 more than it has.
    assertThat(station.heldBackNanos / machine.nowNanos()).isCloseTo(0.5, within(1e-9));
    assertThat(station.waitingNanos / machine.nowNanos()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void meanResponseTimeIsThatOfProcessorSharing() {
    // M/M/1-PS: service / (1 - utilisation) = 10 ms / 0.3.
    FluidMachine machine = machine(1);
    open(machine, a, 1_000_000, 70, new CpuDemand(10 * MILLI, true), 5);
    machine.advanceTo(20_000 * SECOND);
    assertThat(responses / ended / MILLI).isCloseTo(10 / 0.3, within(1.2));
    assertThat(ended / 20_000.0).isCloseTo(70, within(0.5));
    assertThat(cpus(machine, a)).isCloseTo(0.7, within(0.01));
  }

  @Test
  void meanResponseTimeOfProcessorSharingDependsOnTheMeanOnly() {
    FluidMachine machine = machine(1);
    open(machine, a, 1_000_000, 70, new CpuDemand(10 * MILLI, false), 5);
    machine.advanceTo(20_000 * SECOND);
    assertThat(responses / ended / MILLI).isCloseTo(10 / 0.3, within(1.2));
  }

  @Test
  void oneThreadServesFirstComeFirstServed() {
    // M/D/1: 10 ms + 10 ms x 0.7 / (2 x 0.3).
    FluidMachine machine = machine(4);
    open(machine, a, 1, 70, new CpuDemand(10 * MILLI, false), 5);
    machine.advanceTo(20_000 * SECOND);
    assertThat(responses / ended / MILLI).isCloseTo(10 + 10 * 0.7 / 0.6, within(0.6));
  }

  @Test
  void closedUsersKeepLittlesLaw() {
    // 20 users = (response + 200 ms) x throughput.
    FluidMachine machine = machine(1);
    Place place = new Place(machine.nextSource(), a, -1, -1);
    Needs needs = new Needs(20, new CpuDemand(10 * MILLI, true), null, new Dice(3));
    machine.add(
        new ClosedSource(
            machine, place, needs, new ClosedSource.Cycle(20, 200 * MILLI, true), new Dice(4)));
    machine.advanceTo(10_000 * SECOND);
    double response = responses / ended / SECOND;
    double perSecond = ended / 10_000.0;
    assertThat((response + 0.2) * perSecond).isCloseTo(20, within(0.1));
    assertThat(cpus(machine, a)).isCloseTo(perSecond * 0.01, within(0.005));
  }

  @Test
  void theDeviceServesByWeightAfterTheCpu() {
    FluidMachine machine = machine(8);
    machine.io.setWeight(a, 300, 0);
    for (int leaf : new int[] {a, b}) {
      Place place = new Place(machine.nextSource(), leaf, -1, -1);
      Needs needs =
          new Needs(8, new CpuDemand(MILLI, true), new CpuDemand(50 * MILLI, true), new Dice(leaf));
      machine.add(
          new ClosedSource(
              machine, place, needs, new ClosedSource.Cycle(8, 0, false), new Dice(9)));
    }
    machine.advanceTo(1000 * SECOND);
    machine.settle();
    assertThat(machine.io.station(a).busyNanos / machine.nowNanos()).isCloseTo(0.75, within(0.01));
    assertThat(machine.io.station(b).busyNanos / machine.nowNanos()).isCloseTo(0.25, within(0.01));
  }

  @Test
  void threadsShortOfMemoryLoseTime() {
    FluidMachine machine =
        new FluidMachine(tree, 4, caps, 1, 1_000_000, (source, period, arrived, end) -> {});
    spin(machine, a, 2);
    spin(machine, b, 2);
    machine.memory.setWanted(a, 1_000_000);
    machine.memory.setWanted(b, 1_000_000);
    machine.memory.setLow(a, 1_000_000);
    machine.memoryChanged();
    machine.advanceTo(SECOND);
    assertThat(cpus(machine, a)).isCloseTo(2, within(1e-9));
    // b has nothing of its working set.
    assertThat(cpus(machine, b)).isCloseTo(2 / Memory.MOST_SLOW, within(1e-9));
    assertThat(machine.cpu.station(b).stalledNanos / SECOND).isCloseTo(1.9, within(1e-9));

    machine.memory.setLow(a, 0);
    machine.memoryChanged();
    // Half of the working set each: three times as long.
    assertThat(machine.cpu.station(a).slow).isEqualTo(3);
  }

  @Test
  void workThatIsStoppedLeavesEverythingToTheOthers() {
    FluidMachine machine = machine(1);
    open(machine, a, 10, 500, new CpuDemand(10 * MILLI, true), 5);
    open(machine, a, 10, 10, new CpuDemand(10 * MILLI, true), 8);
    machine.advanceTo(10 * SECOND);
    machine.sources().getFirst().stop();
    assertThat(machine.sources().getFirst().present()).isZero();
    double before = cpus(machine, a) * machine.nowNanos();
    machine.advanceTo(1010 * SECOND);
    double used = cpus(machine, a) * machine.nowNanos() - before;
    assertThat(used / (1000 * SECOND)).isCloseTo(0.1, within(0.01));
  }
}
