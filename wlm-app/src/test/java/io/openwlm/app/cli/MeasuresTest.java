package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTest {
  @ParameterizedTest
  @CsvSource({
    "12ms,12000000",
    "1.5s,1500000000",
    "800us,800000",
    "90ns,90",
    "0ms,0",
    "2min,120000000000",
    "24h,86400000000000"
  })
  void readsTimesWithUnits(String text, long nanos) {
    assertThat(Measures.nanos(text)).contains(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12", "ms", "", "-1ms", "1.2.3s", "1 m", "NaNs", "1e9s", "25h", "99999999999999h"})
  void refusesEverythingElse(String text) {
    assertThat(Measures.nanos(text)).isEmpty();
  }
}
