package io.openwlm.model.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {
  @ParameterizedTest
  @CsvSource({
    "nginx, nginx, true",
    "nginx, nginx2, false",
    "nginx, ngin, false",
    "ng%nx, ngunx, true",
    "ng%nx, ngnx, false",
    "www*, www-data, true",
    "www*, www, true",
    "www*, ww, false",
    "*, '', true",
    "*, x, true",
    "a%*, ab, true",
    "a%*, a, false",
    "/wlm/ci/*, /wlm/ci/front, true",
    "/wlm/ci/*, /wlm/ci2/front, false",
    "Nginx, nginx, false"
  })
  void matchesTheWholeValue(String mask, String value, boolean matches) {
    assertThat(new Mask(mask).matches(value)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "www*, www-data, true",
    "www*, www%, true",
    "www*, ww*, false",
    "www%, www*, false",
    "www%, wwwx, true",
    "wwwx, www%, false",
    "*, %%%*, true",
    "a, a, true"
  })
  void coversWhatItAlwaysMatches(String mask, String other, boolean covers) {
    assertThat(new Mask(mask).covers(new Mask(other))).isEqualTo(covers);
  }

  @Test
  void refusesMasksThatItCannotKeep() {
    for (String bad : new String[] {"", "a*b", "**", "a\u0000", "x".repeat(4097)}) {
      assertThatThrownBy(() -> new Mask(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
