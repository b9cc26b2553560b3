package io.openwlm.app.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.openwlm.app.llm.ProxyBed.Agent;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.upstream.Course;
import io.openwlm.simulator.upstream.ModelWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An unmodified agent program, Codex, with the settings of packaging/agents/codex through the
 * proxy. Needs {@code npm ci} in src/test/agents; where CI is set it must have run.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RealAgentsTest {
  private static final Path ROOT = Path.of(System.getProperty("wlm.root", ".."));
  private static final Path PROGRAMS = ROOT.resolve("wlm-app/src/test/agents/node_modules");
  private static final TokenUsage USED = new TokenUsage(100, 30, 20, 40, 10);
  private static final Agent CODER = new Agent("coder", 100_000_000);
  private static final Agent STOPPED = new Agent("stopped", 100_000_000);

  @TempDir private Path directory;
  private ProxyBed bed;

  @BeforeEach
  void start() throws Exception {
    boolean installed = Files.isDirectory(PROGRAMS);
    assertThat(installed || System.getenv("CI") == null)
        .as("npm ci has run beside %s", PROGRAMS)
        .isTrue();
    assumeThat(installed).as("npm ci has run beside %s", PROGRAMS).isTrue();
    Path keys = Files.createDirectory(directory.resolve("keys"));
    bed = new ProxyBed(keys, new ModelWords((n, asked) -> Course.plain(USED)), CODER, STOPPED);
    bed.ledger.stop("stopped", "test");
  }

  @AfterEach
  void stop() throws Exception {
    if (bed != null) {
      bed.close();
    }
  }

  /** What the program printed, both channels, after its exit code. */
  private String codex(Agent agent) throws IOException, InterruptedException {
    Path home = Files.createDirectory(directory.resolve("codex-" + agent.name()));
    String kit = Files.readString(ROOT.resolve("packaging/agents/codex/config.toml"));
    Files.writeString(
        home.resolve("config.toml"),
        "check_for_update_on_startup = false\n"
            + kit.replace("MODEL\"", "m\"").replace("http://127.0.0.1:8642", bed.origin())
            + "\n[analytics]\nenabled = false\n");
    Path out = directory.resolve("out-" + agent.name());
    ProcessBuilder command =
        new ProcessBuilder(
            PROGRAMS.resolve(".bin/codex").toString(),
            "exec",
            "--skip-git-repo-check",
            "say something");
    Map<String, String> environment = command.environment();
    environment.put("CODEX_HOME", home.toString());
    environment.put("HOME", home.toString());
    environment.put("WLM_KEY", agent.key());
    // Nothing but this machine can be reached.
    for (String name : new String[] {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"}) {
      environment.put(name, "http://127.0.0.1:9");
    }
    environment.put("NO_PROXY", "127.0.0.1");
    environment.put("no_proxy", "127.0.0.1");
    Process process =
        command
            .directory(home.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(200, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("codex does not end: " + Files.readString(out));
    }
    return process.exitValue() + "\n" + new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
  }

  @Test
  void codexIsChargedWhatTheProviderBilled() throws Exception {
    String said = codex(CODER);
    assertThat(said).startsWith("0\n").contains("tokens used");
    bed.awaitQuiet(CODER);
    assertThat(bed.upstream.account().begun()).isPositive();
    assertThat(bed.used(CODER)).isEqualTo(bed.upstream.account().total());
    assertThat(bed.used(CODER).total()).isEqualTo(200L * bed.upstream.account().begun());
  }

  @Test
  void codexEndsAtOnceWhereAnOperatorStoppedIt() throws Exception {
    String said = codex(STOPPED);
    assertThat(said).doesNotStartWith("0\n").contains("an operator stopped");
    assertThat(bed.upstream.account().begun()).isZero();
    assertThat(bed.refusals(STOPPED)).isPositive();
  }
}
