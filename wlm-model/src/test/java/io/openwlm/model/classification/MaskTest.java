package io.openwlm.model.classification;

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
    "a%*, a, true",
    "CICS%, CICS, true",
    "CICS%, CICSA, true",
    "CICS%, CICSAB, false",
    "A%C, A, false",
    "A*B, A*B, true",
    "A*B, AXB, false",
    "ABC, 'ABC   ', true",
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
    "CICS%, CICS, true",
    "CICS, CICS%, false",
    "A*B*, A*BC, true",
    "a, a, true"
  })
  void coversWhatItAlwaysMatches(String mask, String other, boolean covers) {
    assertThat(new Mask(mask).covers(new Mask(other))).isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "DEPT12, XXXXDEPT12YY, 5, true, true",
    "DEPT12, XXXXDEPT12YY, 5, false, false",
    "DEPT12, XXXXDEPT12, 5, false, true",
    "DEPT12, XXXXDEPT13YY, 5, true, false",
    "A, XY, 3, true, false",
    "%, XY, 3, true, true"
  })
  void comparesFromAStartPosition(
      String mask, String value, int start, boolean part, boolean matches) {
    assertThat(new Mask(mask).matches(value, start, part)).isEqualTo(matches);
  }

  @Test
  void refusesMasksThatItCannotKeep() {
    for (String bad : new String[] {"", "a\u0000", "x".repeat(4097)}) {
      assertThatThrownBy(() -> new Mask(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
