package io.openwlm.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the scripts of packaging/agents as agents do, against state files of our own. */
final class HookBed {
  static final Path AGENTS = Path.of("..", "packaging", "agents").toAbsolutePath().normalize();
  static final Path SCRIPT = AGENTS.resolve("wlm-budget.sh");
  private static final JsonType<Object> ANYTHING = Jsonb.builder().build().type(Object.class);

  final Path directory;
  final Map<String, String> environment = new TreeMap<>();

  /** What came of a run. */
  record Ended(int exitCode, String out, String err) {
    /** The one line of JSON that a hook printed. */
    Map<?, ?> json() {
      assertThat(out).endsWith("\n");
      assertThat(out.strip().lines()).as("one line of JSON").hasSize(1);
      return (Map<?, ?>) ANYTHING.fromJson(out);
    }
  }

  HookBed(Path directory) {
    this.directory = directory;
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("WLM_SIGNAL_DIRECTORY", directory.toString());
  }

  Path stateFile(String agent) throws IOException {
    Path file = directory.resolve(agent).resolve("state.json");
    Files.createDirectories(file.getParent());
    return file;
  }

  void write(String agent, String text) throws IOException {
    Files.writeString(stateFile(agent), text);
  }

  /** A state file as wlmd publishes it, valid for another minute. */
  static String state(String signal, String more) throws IOException {
    Instant now = Instant.now();
    return """
    {"v":1,"agent":"scraper","class":"SCRAPE","importance":5,"signal":"%s",
     "signal_reason":"because","budget_total":50000,"budget_remaining":4500,
     "window_ends_at":"%s","valid_until":"%s","boot_id":"%s"%s}
    """
        .formatted(
            signal,
            now.plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS),
            now.plusSeconds(60),
            bootId(),
            more);
  }

  static String bootId() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  Ended run(String stdin, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
    command.addAll(List.of(arguments));
    return start(stdin, command);
  }

  Ended start(String stdin, List<String> command) throws IOException, InterruptedException {
    Path err = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(stdin.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // A script that reads no input may have ended.
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  /** What Hermes, Claude Code and Codex send, as their references document it. */
  static String input(String kit, String event) {
    String common =
        "\"hook_event_name\":\"%s\",\"session_id\":\"s1\",\"cwd\":\"/home/u\"".formatted(event);
    String tool =
        "\"tool_name\":\"terminal\",\"tool_input\":{\"command\":\"rm -rf \\\"$HOME\\\"\"}";
    return switch (kit) {
      case "hermes" -> "{" + common + ",\"profile\":\"default\"," + tool + ",\"extra\":{}}";
      case "claude-code" ->
          "{"
              + common
              + ",\"transcript_path\":\"/t.jsonl\",\"permission_mode\":\"default\","
              + tool
              + "}";
      default ->
          "{"
              + common
              + ",\"transcript_path\":null,\"permission_mode\":\"default\",\"model\":\"m\","
              + "\"turn_id\":\"t\",\"tool_use_id\":\"u\","
              + tool
              + "}";
    };
  }

  Ended hook(String kit, String event) throws IOException, InterruptedException {
    return run(input(kit, event), "hook", kit, event, "scraper");
  }
}
