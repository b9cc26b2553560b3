package io.openwlm.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @Test
  void safeTextShowsWhatATerminalWouldActOn() {
    assertThat(SafeText.of("plain é 漢 ▁")).isEqualTo("plain é 漢 ▁");
    assertThat(SafeText.of("a\u001b[2J\u0085\u2028\u202e\u200f\u009b\t"))
        .isEqualTo("a\\u001b[2J\\u0085\\u2028\\u202e\\u200f\\u009b\\u0009");
    assertThat(SafeText.lines("a\nb\r")).isEqualTo("a\nb\\u000d");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void safeTextAndJsonAreInertForAnyText(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(20); n > 0; n--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x100 : 0x10000));
      }
      String safe = SafeText.of(text.toString());
      String json = new JsonText().value(text.toString()).toString();
      assertThat(safe.codePoints()).as("seed %d", seed).noneMatch(TextTest::isActive);
      assertThat(json.codePoints()).as("seed %d", seed).noneMatch(TextTest::isActive);
      assertThat(json).startsWith("\"").endsWith("\"");
    }
  }

  private static boolean isActive(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || (c >= 0xd800 && c <= 0xdfff);
  }

  @Test
  void jsonHasCommasWhereTheyBelong() {
    JsonText json = new JsonText().object().field("a", 1).field("b", "x\"\\").name("c").array();
    json.value(1.5).value(Double.NaN).object().endObject().endArray().field("d", true);
    json.optional("e", null).field("f", List.of("y", "z"));
    assertThat(json.endObject().toString())
        .isEqualTo(
            "{\"a\":1,\"b\":\"x\\\"\\\\\",\"c\":[1.5,null,{}],\"d\":true,\"e\":null,\"f\":[\"y\",\"z\"]}");
  }

  @Test
  void cellsHaveExactlyTheirWidth() {
    assertThat(Cell.left("abc", 5)).isEqualTo("abc  ");
    assertThat(Cell.right("abc", 5)).isEqualTo("  abc");
    assertThat(Cell.left("abcdef", 4)).isEqualTo("abc~");
    assertThat(Cell.cut("😀😀😀", 2)).isEqualTo("😀~");
    assertThat(Cell.cut("abc", 0)).isEmpty();
  }

  @Test
  void wrapsBetweenWords() {
    assertThat(Wrap.hanging("L: ", "one two three", 9))
        .containsExactly("L: one", "   two", "   three");
  }
}
