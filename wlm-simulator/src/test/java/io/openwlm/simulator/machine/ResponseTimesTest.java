package io.openwlm.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The simulated machine against what was measured on a real one: 2 CPUs, two groups of two burning
 * threads each, and a service. Orders of magnitude, not exact values.
 */
class ResponseTimesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final double MILLI = 1e6;

  /** Response times in milliseconds of a service in a group of this weight; 0: no groups. */
  private record Measured(List<Double> sorted, double serviceCpus) {
    double percentile(int percent) {
      return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }
  }

  private static Measured measure(int weight, int threads, double perSecond, long cpuNanos) {
    MachineModel machine = new MachineModel(2);
    List<Double> millis = new ArrayList<>();
    RequestWorkload service =
        new RequestWorkload(
            machine,
            new RequestWorkload.Settings(
                "service", threads, new CpuDemand(cpuNanos, false), perSecond, true),
            7,
            "service",
            (_, nanos) -> millis.add(nanos / MILLI));
    service.start(group(machine, "service", weight));
    new SpinnerWorkload(machine, "burner", 2).start(group(machine, "b1", weight == 0 ? 0 : 100));
    new SpinnerWorkload(machine, "burner", 2).start(group(machine, "b2", weight == 0 ? 0 : 100));
    machine.advanceTo(20 * SECOND);
    Collections.sort(millis);
    Measured measured = new Measured(millis, service.usedNanos() / 20e9);
    return measured;
  }

  private static CpuGroup group(MachineModel machine, String name, int weight) {
    if (weight == 0) {
      return machine.root();
    }
    CpuGroup group = machine.makeGroup(machine.root(), name);
    machine.setWeight(group, weight);
    return group;
  }

  // Measured with 16 threads, 2 ms of work, 80 % of one CPU: p99 25 ms without groups, 1095 ms and
  // growing with equal weights (67 % is the share), 9 ms with 4:1, 8 ms with 32:1.

  @Test
  void equalWeightsBelowTheDemandAreACliff() {
    Measured equal = measure(100, 16, 400, 2_000_000);

    assertThat(equal.percentile(99)).isGreaterThan(500);
    assertThat(equal.serviceCpus).isBetween(0.65, 0.68);
  }

  @Test
  void fourTimesTheWeightServesInTime() {
    assertThat(measure(400, 16, 400, 2_000_000).percentile(99)).isBetween(4.0, 20.0);
  }

  @Test
  void moreThanEnoughWeightGainsLittle() {
    assertThat(measure(3200, 16, 400, 2_000_000).percentile(99)).isBetween(2.0, 15.0);
  }

  @Test
  void withoutGroupsManyThreadsGetManyShares() {
    assertThat(measure(0, 16, 400, 2_000_000).percentile(99)).isBetween(5.0, 50.0);
  }

  // Measured with 4 threads, 2 ms of work, 40 % of one CPU: p99 16 ms with equal weights, 7 ms with
  // 4:1, 0.4 to 0.85 s with 1:2 and 3.6 s with 1:8.

  @Test
  void aShareAboveTheDemandCostsSlicesOnly() {
    assertThat(measure(100, 4, 200, 2_000_000).percentile(99)).isBetween(8.0, 40.0);
    assertThat(measure(400, 4, 200, 2_000_000).percentile(99)).isBetween(3.0, 15.0);
  }

  @Test
  void aShareBelowTheDemandGrowsABacklog() {
    assertThat(measure(50, 4, 200, 2_000_000).percentile(99)).isGreaterThan(200);
    assertThat(measure(12, 4, 200, 2_000_000).percentile(99)).isGreaterThan(2_000);
  }

  // Measured with 1 thread, 1 ms of work every 5 ms: p99 5.8 ms with equal weights, 3.8 ms with
  // 4:1.

  @Test
  void aLightServiceWaitsForASliceAtMost() {
    assertThat(measure(100, 1, 200, 1_000_000).percentile(99)).isBetween(3.0, 12.0);
    assertThat(measure(400, 1, 200, 1_000_000).percentile(50)).isLessThan(1.5);
  }
}
