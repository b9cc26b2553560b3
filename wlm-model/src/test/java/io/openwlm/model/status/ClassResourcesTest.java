package io.openwlm.model.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import org.junit.jupiter.api.Test;

class ClassResourcesTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void timeOfProcessesThatNeitherRanNorWaitedIsIdle() {
    // Three processes for 2 s: 1 s running, 0.5 s for a CPU, 0.3 s for I/O, 0.2 s for memory.
    UsingDelay time = new UsingDelay(SECOND, SECOND / 2, 0, 3 * SECOND / 10, 2 * SECOND / 10, 0);
    ClassResources r = ClassResources.of(measured(3, time));
    assertThat(r.ioDelayPercent()).isEqualTo(15);
    assertThat(r.memoryDelayPercent()).isEqualTo(10);
    assertThat(r.queueDelayPercent()).isZero();
    assertThat(r.idlePercent()).isEqualTo(100.0 * 4 / 6);
    assertThat(r.refaultsPerSecond()).isEqualTo(20);
    assertThat(r.swapInsPerSecond()).isEqualTo(2);
    assertThat(r.ioPerSecond()).isEqualTo(5);
    assertThat(r.serviceUnitsPerSecond()).isEqualTo(500);
    assertThat(r.memoryBytes()).isEqualTo(4096);
  }

  @Test
  void manyBusyThreadsOfOneProcessLeaveNoIdleTime() {
    ClassResources r = ClassResources.of(measured(1, UsingDelay.ofCpu(5 * SECOND, SECOND, 0)));
    assertThat(r.idlePercent()).isZero();
  }

  @Test
  void nothingSeenIsUnknownNotZero() {
    ClassResources r = ClassResources.of(measured(0, UsingDelay.NONE));
    assertThat(r.ioDelayPercent()).isNegative();
    assertThat(r.idlePercent()).isNegative();
  }

  private static ClassMeasurement measured(int processes, UsingDelay time) {
    return new ClassMeasurement(
        "WEB",
        ClassPresence.PRESENT,
        processes,
        2 * SECOND,
        new Consumption(SECOND, 0, 10, 4096, 1000, new Consumption.Refaults(40, 4)),
        time,
        Pressure.UNKNOWN,
        Transactions.NONE);
  }
}
