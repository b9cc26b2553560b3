package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The npm clients of src/test/clients in one process of Node.js. Needs what {@code npm ci} installs
 * there.
 */
final class NodeClients implements AutoCloseable {
  static final Path DIRECTORY = Path.of(System.getProperty("wlm.root"), "wlm-app/src/test/clients");
  private static final JsonType<Object> ANYTHING = Jsonb.builder().build().type(Object.class);

  private final Process process;
  private final BufferedReader answers;
  private final Writer jobs;

  NodeClients() throws IOException {
    process =
        new ProcessBuilder("node", "clients.mjs")
            .directory(DIRECTORY.toFile())
            // Clients complain there about garbage of the provider, garbage included.
            .redirectError(
                Files.createDirectories(Path.of("target")).resolve("clients.log").toFile())
            .start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    jobs = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Where {@code npm ci} has run; where CI is set it must have. */
  static boolean installed() {
    boolean installed = Files.isDirectory(DIRECTORY.resolve("node_modules"));
    assertThat(installed || System.getenv("CI") == null)
        .as("npm ci has run in %s", DIRECTORY)
        .isTrue();
    return installed;
  }

  /** One call of one client, to its end. */
  ClientOutcome call(String client, String action, String base, String key, String model)
      throws IOException {
    jobs.write(
        "{\"client\":\"%s\",\"action\":\"%s\",\"base\":\"%s\",\"key\":\"%s\",\"model\":\"%s\"}\n"
            .formatted(client, action, base, key, model));
    jobs.flush();
    String line = answers.readLine();
    assertThat(line).as("an answer of clients.mjs").isNotNull();
    return ClientOutcome.of((Map<?, ?>) ANYTHING.fromJson(line));
  }

  @Override
  public void close() throws IOException {
    jobs.close();
    process.destroy();
  }
}
