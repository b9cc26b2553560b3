package io.openwlm.linux.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {
  @TempDir private Path directory;
  private final List<String> log = new ArrayList<>();

  private EnvironmentFile file() {
    return new EnvironmentFile(directory, log::add);
  }

  private Path path() {
    return directory.resolve("environments");
  }

  @Test
  void keepsStatesWhateverTheNamesHold() throws IOException {
    Map<String, String> states = Map.of("PAY", "QUIESCED", "a b\n%é'", "STOPPED");
    assertThat(file().save(Map.of("OLD", "STOPPED"))).isEmpty();
    assertThat(file().save(states)).isEmpty();
    assertThat(file().load()).isEqualTo(states);
    assertThat(Files.getPosixFilePermissions(path())).hasSize(2);
    try (var left = Files.list(directory)) {
      assertThat(left).as("nothing is left beside it").containsExactly(path());
    }
  }

  @Test
  void withoutAFileThereAreNoStatesAndNoMessage() {
    assertThat(file().load()).isEmpty();
    assertThat(log).isEmpty();
  }

  @Test
  void aFileCutAnywhereIsRefusedAsAWhole() throws IOException {
    file().save(Map.of("PAY", "QUIESCED", "WEB", "STOPPED"));
    byte[] whole = Files.readAllBytes(path());
    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(path(), java.util.Arrays.copyOf(whole, length));
      assertThat(file().load()).as("%d bytes", length).isEmpty();
    }
    assertThat(log).hasSize(whole.length - 1).allMatch(line -> line.startsWith("WLM0316W "));
  }

  @Test
  void aPlantedLinkIsNeitherReadNorWrittenThrough() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(path(), victim);
    assertThat(file().load()).isEmpty();
    assertThat(log).singleElement().asString().contains("symbolic link");
    assertThat(file().save(Map.of("PAY", "QUIESCED"))).isEmpty();
    assertThat(victim).hasContent("precious");
    assertThat(Files.isSymbolicLink(path())).isFalse();
  }

  @Test
  void saysWhyItCannotSave() {
    assertThat(new EnvironmentFile(directory.resolve("none"), log::add).save(Map.of("A", "B")))
        .isPresent();
  }
}
