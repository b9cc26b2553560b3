package io.openwlm.model.classification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskProperties {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithTheSameMaskAsRegularExpressionAndCoversTruly(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      Mask mask = mask(random);
      Mask other = mask(random);
      String value = text(random, "ab");
      Pattern pattern =
          Pattern.compile(
              mask.isOpen()
                  ? mask.pattern().replace("%", ".").replaceFirst("\\*$", ".*")
                  : mask.pattern().replace("%", ".") + " *");
      assertThat(mask.matches(value))
          .as(mask + " on '" + value + "'")
          .isEqualTo(pattern.matcher(value + " ".repeat(9)).matches());
      if (mask.covers(other) && other.matches(value)) {
        assertThat(mask.matches(value)).as(mask + " covers " + other + ": " + value).isTrue();
      }
    }
  }

  private static Mask mask(Random random) {
    String text = text(random, "ab%") + (random.nextBoolean() ? "*" : "");
    return new Mask(text.isEmpty() ? "*" : text);
  }

  private static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
