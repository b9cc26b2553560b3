package io.openwlm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares text with a file of the test resources; {@code -Dwlm.golden=write} writes it anew. */
public final class Golden {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden");

  private Golden() {}

  public static void check(String name, List<String> lines) {
    Path file = DIRECTORY.resolve(name + ".txt");
    try {
      if ("write".equals(System.getProperty("wlm.golden"))) {
        Files.write(file, lines);
      }
      assertThat(lines)
          .as("%s (rewrite with -Dwlm.golden=write)", file)
          .isEqualTo(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
