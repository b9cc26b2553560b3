package io.openwlm.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogarithmTest {
  @Test
  void isRightForEveryUniformNumber() {
    Random random = new Random(7);
    double worst = 0;
    for (int i = 0; i < 1_000_000; i++) {
      double x = 1 - random.nextDouble();
      worst = Math.max(worst, Math.abs(Logarithm.of(x) - StrictMath.log(x)));
    }
    // Small numbers have large logarithms, up to 37, with larger steps between them.
    assertThat(worst).isLessThan(4e-15);
  }

  @Test
  void isRightAtTheEndsOfItsRange() {
    assertThat(Logarithm.of(1)).isCloseTo(0, within(1e-15));
    assertThat(Logarithm.of(Math.nextDown(1.0))).isCloseTo(0, within(1e-15));
    assertThat(Logarithm.of(0x1p-53)).isCloseTo(StrictMath.log(0x1p-53), within(1e-14));
    assertThat(Logarithm.of(0.5)).isCloseTo(-0.6931471805599453, within(1e-15));
  }
}
