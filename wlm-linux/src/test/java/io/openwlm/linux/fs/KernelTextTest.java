package io.openwlm.linux.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTextTest {
  private static final byte[] USAGE = KernelText.key("usage_usec");
  private static final byte[] SOME = KernelText.key("some");
  private static final byte[] TOTAL = KernelText.key("total=");

  @Test
  void findsANumberByItsKey() {
    ByteBuffer text = bytes("nr_usage_usec 1\nusage_usec 42\nusage_usec_x 7\n");
    assertThat(KernelText.flat(text, USAGE)).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "usage_usec",
        "usage_usec\n",
        "usage_usec \n",
        "usage_usec x\n",
        "usage_usec -1\n",
        "usage_usec 1x\n",
        "usage_usec 99999999999999999999\n",
        "usage_usec=1\n",
        "other 1\n",
        "\n\n\n"
      })
  void malformedFlatTextGivesNone(String text) {
    assertThat(KernelText.flat(bytes(text), USAGE)).isEqualTo(KernelText.NONE);
  }

  @Test
  void findsTheTotalOfTheRightLine() {
    ByteBuffer text =
        bytes("full avg10=0.00 total=5\nsome avg10=0.00 avg60=0.47 avg300=1.11 total=22911208\n");
    assertThat(KernelText.nested(text, SOME, TOTAL)).isEqualTo(22911208);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "some", "some avg10=0\n", "some avg10=0\nfull total=5\n", "some total=\n"})
  void malformedNestedTextGivesNone(String text) {
    assertThat(KernelText.nested(bytes(text), SOME, TOTAL)).isEqualTo(KernelText.NONE);
  }

  @Test
  void findsColumns() {
    assertThat(KernelText.column(bytes("129833 61741 2\n"), 0)).isEqualTo(129833);
    assertThat(KernelText.column(bytes("129833 61741 2\n"), 1)).isEqualTo(61741);
    assertThat(KernelText.column(bytes("129833\n"), 1)).isEqualTo(KernelText.NONE);
    assertThat(KernelText.column(bytes(""), 0)).isEqualTo(KernelText.NONE);
  }

  @Test
  void parsesWholeNumbersOnly() {
    assertThat(KernelText.parse(" 1024\n")).isEqualTo(1024);
    assertThat(KernelText.parse("")).isEqualTo(KernelText.NONE);
    assertThat(KernelText.parse("-5")).isEqualTo(KernelText.NONE);
    assertThat(KernelText.parse("1 2")).isEqualTo(KernelText.NONE);
    assertThat(KernelText.parse("1234567890123456789")).isEqualTo(KernelText.NONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyBytesGiveANumberOrNone(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      String alphabet = "some total= 0123456789\nusage_usec";
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] =
            random.nextInt(10) == 0
                ? (byte) random.nextInt()
                : (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      ByteBuffer text = ByteBuffer.wrap(bytes);
      String what = "seed " + seed + " round " + i;
      assertThat(KernelText.flat(text, USAGE)).as(what).isGreaterThanOrEqualTo(-1);
      assertThat(KernelText.nested(text, SOME, TOTAL)).as(what).isGreaterThanOrEqualTo(-1);
      assertThat(KernelText.column(text, 1)).as(what).isGreaterThanOrEqualTo(-1);
    }
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
