package io.openwlm.app.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.app.cli.CommandContext;
import io.openwlm.app.cli.Wlm;
import io.openwlm.model.codec.DefinitionReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every bad definition stops {@code wlm check} and {@code wlmd} with exit code 7 and its message,
 * and nothing is made: no state directory, no socket.
 */
class BadDefinitionsExitCodeTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("wlm.root"), "wlm-model/src/test/resources/bad");

  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> refusesEachWithSeven() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      List<Path> bad =
          files
              .filter(f -> f.toString().endsWith(".bad.yaml"))
              .filter(f -> DefinitionReader.read(f).hasErrors())
              .sorted()
              .toList();
      assertThat(bad).hasSizeGreaterThan(20);
      return bad.stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> refuses(file)));
    }
  }

  private void refuses(Path file) {
    String first = DefinitionReader.read(file).errors().getFirst().toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(stream(out), stream(err), Map.of(), false, true, socket -> null);
    assertThat(new Wlm(context).run("check", file.toString())).isEqualTo(7);
    assertThat(out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8))
        .contains(first);

    Path state = directory.resolve("state");
    Path socket = directory.resolve("wlmd.sock");
    int exit =
        new CommandLine(new Wlmd())
            .execute(
                "--state",
                state.toString(),
                "--socket",
                socket.toString(),
                "--enforce",
                file.toString());
    assertThat(exit).isEqualTo(7);
    assertThat(state).doesNotExist();
    assertThat(socket).doesNotExist();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
