package io.openwlm.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of the machine over generated loads. */
class MachineModelProperties {
  private static final long SECOND = 1_000_000_000L;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 25);
  }

  /** A machine with random groups, weights and loads that start and stop. */
  private static final class Bed {
    final Random random;
    final MachineModel machine;
    final CpuGroup demo;
    final List<CpuGroup> groups = new ArrayList<>();
    final List<Workload> workloads = new ArrayList<>();
    final StringBuilder trace = new StringBuilder();

    Bed(long seed) {
      random = new Random(seed);
      machine = new MachineModel(1 + random.nextInt(6));
      demo = machine.makeGroup(machine.root(), "demo");
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        groups.add(machine.makeGroup(demo, "g" + i));
        machine.setWeight(groups.getLast(), 1 + random.nextInt(10_000));
      }
      groups.add(machine.root());
      for (int i = 0; i < 2 + random.nextInt(8); i++) {
        add(seed, i);
      }
      if (seed % 2 == 0) {
        limit(new Random(seed));
      }
    }

    /** Limits that come and go; {@code demo} holds most of the others. */
    private void limit(Random dice) {
      for (CpuGroup group : groups.subList(0, groups.size() - 1)) {
        limit(dice, group, dice.nextInt(2) * SECOND);
        limit(dice, group, 3 * SECOND);
      }
      limit(dice, demo, 2 * SECOND);
    }

    private void limit(Random dice, CpuGroup group, long atNanos) {
      long period = 1_000_000L * (1 + dice.nextInt(200));
      long quota = dice.nextInt(4) == 0 ? Bandwidth.NO_LIMIT : 1 + dice.nextLong(2 * period);
      machine.at(atNanos, () -> machine.setLimit(group, quota, period));
    }

    private void add(long seed, int number) {
      String name = "w" + number;
      CpuDemand cpu = new CpuDemand(1 + random.nextInt(30_000_000), random.nextBoolean());
      Workload workload =
          switch (random.nextInt(3)) {
            case 0 -> new SpinnerWorkload(machine, name, 1 + random.nextInt(5));
            case 1 ->
                new PeriodicJobs(
                    machine,
                    new PeriodicJobs.Settings(
                        name, 1 + random.nextInt(4), cpu, random.nextInt(50_000_000)),
                    seed,
                    name);
            default ->
                new RequestWorkload(
                    machine,
                    new RequestWorkload.Settings(
                        name,
                        1 + random.nextInt(16),
                        cpu,
                        1 + random.nextInt(300),
                        random.nextBoolean()),
                    seed,
                    name,
                    (now, nanos) -> trace.append(now).append(' ').append(nanos).append('\n'));
          };
      workloads.add(workload);
      CpuGroup group = groups.get(random.nextInt(groups.size()));
      machine.at(random.nextInt(2) * SECOND, () -> workload.start(group));
      if (random.nextInt(3) == 0) {
        machine.at(3 * SECOND + random.nextInt(1_000_000_000), workload::stop);
      }
      if (random.nextInt(3) == 0) {
        int weight = 1 + random.nextInt(10_000);
        machine.at(2 * SECOND, () -> machine.setWeight(groups.getFirst(), weight));
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void givesWhatIsAskedForUpToWhatThereIs(long seed) {
    Bed bed = new Bed(seed);
    CpuGroup root = bed.machine.root();
    long step = 1_000_000L;
    for (long at = step; at <= 5 * SECOND; at += step) {
      long usedBefore = root.usageNanos();
      long waitedBefore = root.pressure().some().totalNanos();

      bed.machine.advanceTo(at);

      long used = root.usageNanos() - usedBefore;
      long waited = root.pressure().some().totalNanos() - waitedBefore;
      assertThat(used).isBetween(0L, bed.machine.cpus() * step);
      // Work conservation: while anybody waits, every CPU works.
      assertThat(used).isGreaterThanOrEqualTo(bed.machine.cpus() * waited);
    }
    long accounts = bed.workloads.stream().mapToLong(Workload::usedNanos).sum();
    assertThat(accounts).isEqualTo(root.usageNanos());
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noGroupUsesMoreInAPeriodThanItsLimit(long seed) {
    Bed bed = new Bed(seed);
    long period = 10_000_000L;
    long quota = 1 + new Random(seed).nextLong(2 * period);
    bed.machine.setLimit(bed.demo, quota, period);
    for (long end = period; end < 2 * SECOND; end += period) {
      long before = bed.demo.usageNanos();
      bed.machine.advanceTo(end);
      assertThat(bed.demo.usageNanos() - before).isLessThan(quota + bed.machine.cpus());
    }
    Bandwidth bandwidth = bed.demo.bandwidth();
    assertThat(bandwidth.throttledPeriods()).isLessThanOrEqualTo(bandwidth.periods() + 1);
    assertThat(bandwidth.throttledNanos()).isLessThanOrEqualTo(bed.machine.cpus() * 2 * SECOND);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void countersNeverFall(long seed) {
    Bed bed = new Bed(seed);
    long[] before = new long[4 * bed.groups.size()];
    for (long at = 0; at <= 5 * SECOND; at += 50_000_000L) {
      bed.machine.advanceTo(at);
      for (int i = 0; i < bed.groups.size(); i++) {
        CpuGroup group = bed.groups.get(i);
        long[] now = {
          group.usageNanos(),
          group.pressure().some().totalNanos(),
          group.pressure().full().totalNanos(),
          bed.workloads.stream().mapToLong(Workload::usedNanos).sum()
        };
        for (int k = 0; k < now.length; k++) {
          assertThat(now[k]).isGreaterThanOrEqualTo(before[4 * i + k]);
          before[4 * i + k] = now[k];
        }
        assertThat(now[2]).isLessThanOrEqualTo(now[1]);
        assertThat(now[1]).isLessThanOrEqualTo(at);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theSameSeedGivesTheSameRun(long seed) {
    assertThat(run(seed, 5 * SECOND)).isEqualTo(run(seed, 37_000_001L));
  }

  private static String run(long seed, long step) {
    Bed bed = new Bed(seed);
    for (long at = step; at < 5 * SECOND; at += step) {
      bed.machine.advanceTo(at);
    }
    bed.machine.advanceTo(5 * SECOND);
    for (SimProcess process : bed.machine.processes()) {
      for (SimThread thread : process.threads()) {
        bed.trace
            .append(thread.tid())
            .append(' ')
            .append(thread.runNanos())
            .append(' ')
            .append(thread.delayNanos())
            .append('\n');
      }
    }
    return bed.trace.toString();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void busyGroupsShareInTheRatioOfTheirWeights(long seed) {
    Random random = new Random(seed);
    int cpus = 1 + random.nextInt(4);
    MachineModel machine = new MachineModel(cpus);
    CpuGroup demo = machine.makeGroup(machine.root(), "demo");
    int count = 2 + random.nextInt(4);
    List<CpuGroup> groups = new ArrayList<>();
    double weights = 0;
    for (int i = 0; i < count; i++) {
      CpuGroup group = machine.makeGroup(demo, "g" + i);
      int weight = 20 + random.nextInt(400);
      weights += weight;
      machine.setWeight(group, weight);
      // Enough threads to use any share.
      new SpinnerWorkload(machine, "burner", cpus + random.nextInt(3)).start(group);
      groups.add(group);
    }

    machine.advanceTo(60 * SECOND);

    for (CpuGroup group : groups) {
      double expected = group.weight() / weights;
      double share = group.usageNanos() / (60.0 * SECOND * cpus);
      assertThat(share).isCloseTo(expected, within(0.02 * expected));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void threadsOfAGroupShareEqually(long seed) {
    Random random = new Random(seed);
    int cpus = 1 + random.nextInt(4);
    MachineModel machine = new MachineModel(cpus);
    int threads = cpus + random.nextInt(10);
    new SpinnerWorkload(machine, "burner", threads).start(machine.root());

    machine.advanceTo(30 * SECOND);

    double expected = 30.0 * SECOND * cpus / threads;
    for (SimThread thread : machine.processes().iterator().next().threads()) {
      assertThat((double) thread.runNanos()).isCloseTo(expected, within(0.02 * expected));
      assertThat(thread.runNanos() + thread.delayNanos()).isEqualTo(30 * SECOND);
    }
  }
}
