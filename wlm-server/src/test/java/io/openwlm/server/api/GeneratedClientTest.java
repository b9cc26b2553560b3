package io.openwlm.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client generated from openapi.json compiles and works. Needs what {@code npm ci} installs in
 * src/test/client; only where CI is set its absence is a failure.
 */
class GeneratedClientTest {
  private static final Path CLIENT =
      Path.of(System.getProperty("wlm.root"), "wlm-server/src/test/client");
  @TempDir Path directory;

  @Test
  void asksReadsAndChangesThroughGeneratedTypes() throws Exception {
    boolean installed = Files.isDirectory(CLIENT.resolve("node_modules"));
    assertThat(installed || System.getenv("CI") == null)
        .as("npm ci has run in %s", CLIENT)
        .isTrue();
    assumeTrue(installed, "npm ci has not run in " + CLIENT);
    run(List.of("npm", "run", "-s", "generate"));
    run(List.of("npm", "run", "-s", "compile"));
    try (ApiBed bed = new ApiBed(directory)) {
      String token = bed.bearer().substring("Authorization: Bearer ".length());
      String out =
          run(
              List.of(
                  "node", "generated/out/client.js", "http://localhost:" + bed.api.port(), token));
      assertThat(out)
          .isEqualTo(
              """
              policy DEFAULT met 0
              index 1.84 goal 90% < 50ms
              activation 200
              enforcing true
              missing 404 NOT_FOUND
              """);
      assertThat(bed.manager.calls)
          .containsExactly("enforce true by " + System.getProperty("user.name"));
    }
  }

  private static String run(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(CLIENT.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out;
  }
}
