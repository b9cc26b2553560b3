package io.openwlm.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.Jsonb;
import io.openwlm.server.NeedsPrograms;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that users copy are well-formed, and each command in them works. */
class HookConfigTest {
  private static final Pattern COMMAND =
      Pattern.compile("/usr/lib/wlm/agents/wlm-budget\\.sh (hook [a-z-]+ [A-Za-z_]+ AGENT)");
  @TempDir private Path directory;

  private static Map<?, ?> json(String file) throws Exception {
    String text = Files.readString(HookBed.AGENTS.resolve(file));
    return (Map<?, ?>) Jsonb.builder().build().type(Object.class).fromJson(text);
  }

  @Test
  void everyCommandOfEveryKitWorks() throws Exception {
    HookBed bed = new HookBed(directory);
    bed.write("AGENT", HookBed.state("yellow", ""));
    Set<String> seen = new TreeSet<>();
    for (String file :
        new String[] {"hermes/config.yaml", "claude-code/settings.json", "codex/hooks.json"}) {
      String text = Files.readString(HookBed.AGENTS.resolve(file));
      Matcher command = COMMAND.matcher(text);
      int commands = text.split("wlm-budget\\.sh", -1).length - 1;
      for (int i = 0; i < commands; i++) {
        assertThat(command.find()).as("command %d of %s", i, file).isTrue();
        HookBed.Ended ended = bed.run("{}", command.group(1).split(" "));
        assertThat(ended.exitCode()).as(command.group(1)).isZero();
        assertThat(ended.json()).isNotNull();
        seen.add(command.group(1));
      }
    }
    assertThat(seen).hasSize(8);
  }

  @Test
  void hooksStandUnderTheEventThatTheyAnswer() throws Exception {
    for (String file : new String[] {"claude-code/settings.json", "codex/hooks.json"}) {
      Map<?, ?> events = (Map<?, ?>) json(file).get("hooks");
      assertThat(new ArrayList<Object>(events.keySet()))
          .isEqualTo(List.of("UserPromptSubmit", "PreToolUse", "Stop"));
      events.forEach((event, groups) -> {
        Map<?, ?> group = (Map<?, ?>) ((List<?>) groups).getFirst();
        Map<?, ?> hook = (Map<?, ?>) ((List<?>) group.get("hooks")).getFirst();
        assertThat(hook.get("type")).isEqualTo("command");
        assertThat((String) hook.get("command")).contains(" " + event + " ");
      });
    }
    assertThat(new ArrayList<Object>(json("codex/hooks.json").keySet()))
        .as("Codex refuses other keys at the root")
        .isEqualTo(List.of("description", "hooks"));
  }

  @Test
  void everyKitSendsItsCallsThroughTheProxy() throws Exception {
    assertThat(Files.readString(HookBed.AGENTS.resolve("hermes/config.yaml")))
        .contains("api: http://127.0.0.1:8642/v1", "provider: custom:wlm", "fail_closed: true");
    assertThat(((Map<?, ?>) json("claude-code/settings.json").get("env")).get("ANTHROPIC_BASE_URL"))
        .isEqualTo("http://127.0.0.1:8642");
    assertThat(Files.readString(HookBed.AGENTS.resolve("codex/config.toml")))
        .contains(
            "base_url = \"http://127.0.0.1:8642/v1\"",
            "wire_api = \"responses\"",
            "model_provider = \"wlm\"");
  }

  @Test
  void theExampleRunsACommandOnlyWhileTheBudgetLetsIt() throws Exception {
    HookBed bed = new HookBed(directory);
    String script = HookBed.AGENTS.resolve("generic/before-call.sh").toString();
    List<String> command = List.of("sh", script, "scraper", "sh", "-c", "echo \"ran $WLM_SIGNAL\"");
    for (String[] expected :
        new String[][] {
          {"green", "0", "ran green\n"}, {"yellow", "0", "ran yellow\n"}, {"red", "75", ""}
        }) {
      bed.write("scraper", HookBed.state(expected[0], ""));
      HookBed.Ended ended = bed.start("", command);
      assertThat(ended.exitCode()).isEqualTo(Integer.parseInt(expected[1]));
      assertThat(ended.out()).isEqualTo(expected[2]);
    }
    bed.write("scraper", "");
    assertThat(bed.start("", command).exitCode()).isEqualTo(75);
    bed.environment.put("WLM_ON_STALE", "allow");
    assertThat(bed.start("", command).out()).isEqualTo("ran unknown\n");
  }

  @Test
  @NeedsPrograms("shellcheck")
  void shellcheckHasNothingToSay() throws Exception {
    List<String> command = new ArrayList<>(List.of("shellcheck", "-s", "sh"));
    try (Stream<Path> files = Files.walk(HookBed.AGENTS)) {
      files.filter(f -> f.toString().endsWith(".sh")).forEach(f -> command.add(f.toString()));
    }
    assertThat(command).hasSizeGreaterThan(4);
    HookBed.Ended ended = new HookBed(directory).start("", command);
    assertThat(ended.out() + ended.err()).isEmpty();
    assertThat(ended.exitCode()).isZero();
  }
}
