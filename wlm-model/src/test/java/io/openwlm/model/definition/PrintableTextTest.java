package io.openwlm.model.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void showsWhatCouldSteerATerminalAsCodes() {
    assertThat(PrintableText.of("a\u001b[31m\n\u202eb\ud800"))
        .isEqualTo("a\\u001b[31m\\u000a\\u202eb\\ud800");
  }

  @Test
  void keepsLettersOfAllScripts() {
    assertThat(PrintableText.of("größe 日本 😀")).isEqualTo("größe 日本 😀");
  }

  @Test
  void cutsLongText() {
    assertThat(PrintableText.of("x".repeat(61))).isEqualTo("x".repeat(60) + "...");
    assertThat(PrintableText.of("x".repeat(60))).isEqualTo("x".repeat(60));
  }
}
