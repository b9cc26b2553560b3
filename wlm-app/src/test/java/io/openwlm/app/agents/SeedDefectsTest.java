package io.openwlm.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects of the first seed's hooks, by the numbers of the list of twelve. */
class SeedDefectsTest {
  @TempDir private Path directory;

  /**
   * Defect 2: the seed's hook for Hermes was a gateway hook (a directory with HOOK.yaml and
   * handler.py), which runs in one process only, hears of no call and can block nothing.
   */
  @Test
  void defect2TheKitOfHermesStandsOnHooksThatRunAndBlock() throws Exception {
    try (Stream<Path> files = Files.walk(HookBed.AGENTS)) {
      List<String> names = files.map(f -> f.getFileName().toString()).toList();
      assertThat(names).contains("config.yaml").doesNotContain("HOOK.yaml", "handler.py");
    }
    String config = Files.readString(HookBed.AGENTS.resolve("hermes/config.yaml"));
    assertThat(config)
        .as("calls go through the proxy, whatever hooks do")
        .containsPattern("provider: custom:wlm");
    HookBed bed = new HookBed(directory);
    bed.write("scraper", HookBed.state("red", ""));
    HookBed.Ended ended = bed.hook("hermes", "pre_tool_call");
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.json().get("decision")).isEqualTo("block");
  }

  /**
   * Defect 12: a missing or stale file was an error of the hook, without a meaning. Here it has its
   * own exit code, and the hooks that can block do.
   */
  @Test
  void defect12MissingAndStaleFilesHaveAMeaningForHooks() throws Exception {
    HookBed bed = new HookBed(directory);
    assertThat(bed.run("", "check", "scraper").exitCode()).isEqualTo(Signal.STALE_EXIT_CODE);
    assertThat(bed.hook("hermes", "pre_tool_call").json().get("decision")).isEqualTo("block");
    String stale =
        HookBed.state("green", "").replaceAll("\"valid_until\":\"....", "\"valid_until\":\"2020");
    bed.write("scraper", stale);
    assertThat(bed.run("", "check", "scraper").exitCode()).isEqualTo(Signal.STALE_EXIT_CODE);
    assertThat(bed.hook("codex", "PreToolUse").out()).contains("\"deny\"");
  }
}
