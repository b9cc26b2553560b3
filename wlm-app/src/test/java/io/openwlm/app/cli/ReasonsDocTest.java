package io.openwlm.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.decision.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/reasons.md is the catalogue of the reason codes: each once, in the words of the product. */
class ReasonsDocTest {
  private static final Path PAGE = Path.of("..", "docs", "reasons.md");

  private static List<String> rows() throws IOException {
    try (Stream<String> lines = Files.lines(PAGE)) {
      return lines.filter(l -> l.startsWith("| `")).toList();
    }
  }

  @Test
  void hasEveryCodeOnceAndNoOther() throws IOException {
    List<String> listed = rows().stream().map(r -> r.split("`")[1]).toList();
    List<String> codes = Arrays.stream(ReasonCode.values()).map(Enum::name).toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(codes);
  }

  @ParameterizedTest
  @EnumSource(ReasonCode.class)
  void saysWhatTheProductSays(ReasonCode reason) throws IOException {
    assertThat(rows())
        .contains("| `" + reason.name() + "` | " + reason.text() + " | " + reason.action() + " |");
  }

  @Test
  void noTwoCodesMeanTheSame() {
    assertThat(Arrays.stream(ReasonCode.values()).map(ReasonCode::text)).doesNotHaveDuplicates();
  }
}
