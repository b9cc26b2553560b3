package io.openwlm.model.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BottleneckTest {
  private static Bottleneck of(double using, double cpu, double io, double queue) {
    return new Bottleneck(using, cpu, 0, io, 0, queue, "test");
  }

  @Test
  void aQueueIsHelpedByHelpingItsServers() {
    Bottleneck behindBusyServers = of(4, 6, 0, 90);
    assertThat(behindBusyServers.largest()).isEqualTo(DelayType.QUEUE);
    assertThat(behindBusyServers.remedy()).isEqualTo(DelayType.CPU);
    assertThat(behindBusyServers.cpuPart()).isEqualTo(1);
    assertThat(of(2, 1, 7, 90).remedy()).isEqualTo(DelayType.IO);
    assertThat(of(2, 1, 7, 90).cpuPart()).isCloseTo(0.3, within(1e-12));
  }

  @Test
  void aQueueBeforeServersThatWaitForNothingIsTheBottleneck() {
    assertThat(of(49.9, 0.1, 0, 50).remedy()).isEqualTo(DelayType.QUEUE);
    assertThat(of(0, 0, 0, 100).remedy()).isEqualTo(DelayType.QUEUE);
    assertThat(of(0, 0, 0, 100).cpuPart()).isZero();
    assertThat(of(96, 1, 0, 3).remedy()).isEqualTo(DelayType.NONE);
  }

  @Test
  void withoutAQueueBothAreTheSame() {
    assertThat(of(50, 30, 20, 0).remedy()).isEqualTo(DelayType.CPU);
    assertThat(of(50, 20, 30, 0).remedy()).isEqualTo(of(50, 20, 30, 0).largest());
    assertThat(of(50, 20, 30, 0).cpuPart()).isEqualTo(0.7);
  }
}
