package io.openwlm.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuDemandTest {

  @Test
  void demandsDrawnTogetherAreThoseDrawnOneByOne() {
    List<DemandShape> shapes =
        List.of(
            DemandShape.EXPONENTIAL,
            DemandShape.FIXED,
            new DemandShape.LogNormal(2),
            new DemandShape.Pareto(1.5));
    for (DemandShape shape : shapes) {
      // Of the small mean many are below what a demand is at least.
      for (long mean : new long[] {1_500, 4_000_000}) {
        CpuDemand demand = new CpuDemand(mean, shape);
        double[] together = new double[1_000];
        demand.draw(new Dice(7), together);
        Dice dice = new Dice(7);
        for (double each : together) {
          assertThat(each).isEqualTo((double) demand.draw(dice));
        }
      }
    }
  }
}
