package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.record.smf.Numbers;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Number formats against values that are known from elsewhere. */
class NumbersTest {

  @Test
  void writesHexadecimalFloats() {
    assertThat(Numbers.toHexFloat(1)).isEqualTo(0x4110000000000000L);
    assertThat(Numbers.toHexFloat(-118.625)).isEqualTo(0xC276A00000000000L);
    assertThat(Numbers.toHexFloat(0.5)).isEqualTo(0x4080000000000000L);
    assertThat(Numbers.toHexFloat(0)).isZero();
    assertThat(Numbers.toHexFloat(Double.NaN)).isZero();
    assertThat(Numbers.toHexFloat(1e300)).isEqualTo(Long.MAX_VALUE);
    assertThat(Numbers.toHexFloat(1e-300)).isZero();
  }

  @Test
  void hexadecimalFloatsReadBackExactly() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-60, 60));
      assertThat(Numbers.ofHexFloat(Numbers.toHexFloat(value))).isEqualTo(value);
    }
  }

  @Test
  void writesPackedDecimals() {
    assertThat(Numbers.toPacked(126325, 4)).containsExactly(0x01, 0x26, 0x32, 0x5f);
    assertThat(Numbers.ofPacked(new byte[] {0x01, 0x26, 0x32, 0x5f}, 0, 4)).isEqualTo(126325);
    assertThat(Numbers.ofPacked(new byte[] {0x0a, 0x5f}, 0, 2)).isEqualTo(-1);
    assertThat(Numbers.ofPacked(new byte[] {0x01, 0x23}, 0, 2)).isEqualTo(-1);
  }

  @Test
  void writesClockValues() {
    assertThat(Numbers.toClock(0)).isEqualTo(0x7D91048BCA000000L);
    long time = 1_795_278_733_512L; // beyond the sign bit
    assertThat(Numbers.toClock(time)).isNegative();
    assertThat(Numbers.ofClock(Numbers.toClock(time))).isEqualTo(time);
  }
}
