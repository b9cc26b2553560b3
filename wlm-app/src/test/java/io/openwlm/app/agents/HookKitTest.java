package io.openwlm.app.agents;

import static io.openwlm.app.agents.HookBed.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.Signal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hooks answer in the documented forms, for every signal. */
class HookKitTest {
  @TempDir private Path directory;
  private HookBed bed = new HookBed(Path.of(""));

  @BeforeEach
  void start() {
    bed = new HookBed(directory);
  }

  private void publish(Signal signal) throws Exception {
    bed.write("scraper", state(signal.key(), ""));
  }

  private static boolean stops(Signal signal) {
    return signal == Signal.RED || signal == Signal.BLACK;
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void checkHasTheExitCodesOfTheCommand(Signal signal) throws Exception {
    publish(signal);
    HookBed.Ended ended = bed.run("", "check", "scraper");
    assertThat(ended.exitCode()).isEqualTo(signal.exitCode());
    assertThat(ended.out()).startsWith("WLM: token budget " + signal.key()).hasLineCount(1);
    assertThat(ended.err()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void hermesTellsTheModelBeforeATurn(Signal signal) throws Exception {
    publish(signal);
    HookBed.Ended ended = bed.hook("hermes", "pre_llm_call");
    assertThat(ended.exitCode()).as("this event cannot block").isZero();
    if (signal == Signal.GREEN) {
      assertThat(ended.json()).isEmpty();
    } else {
      assertThat(ended.json()).hasSize(1);
      assertThat((String) ended.json().get("context")).contains(signal.key());
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void hermesBlocksToolsWhileRedOrBlack(Signal signal) throws Exception {
    publish(signal);
    HookBed.Ended ended = bed.hook("hermes", "pre_tool_call");
    if (stops(signal)) {
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.json().get("decision")).isEqualTo("block");
      assertThat((String) ended.json().get("reason")).contains(signal.key());
    } else {
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.json()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void promptsOfClaudeCodeAndCodexAreToldOrBlocked(Signal signal) throws Exception {
    publish(signal);
    for (String kit : new String[] {"claude-code", "codex"}) {
      HookBed.Ended ended = bed.hook(kit, "UserPromptSubmit");
      assertThat(ended.exitCode()).isZero();
      if (stops(signal)) {
        assertThat(ended.json().get("decision")).isEqualTo("block");
        assertThat((String) ended.json().get("reason")).contains(signal.key());
      } else if (signal == Signal.YELLOW) {
        Map<?, ?> specific = (Map<?, ?>) ended.json().get("hookSpecificOutput");
        assertThat(specific.get("hookEventName")).isEqualTo("UserPromptSubmit");
        assertThat((String) specific.get("additionalContext")).contains("yellow", "4500 tokens");
      } else {
        assertThat(ended.json()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void toolsOfClaudeCodeAndCodexAreDeniedWhileRedOrBlack(Signal signal) throws Exception {
    publish(signal);
    for (String kit : new String[] {"claude-code", "codex"}) {
      HookBed.Ended ended = bed.hook(kit, "PreToolUse");
      assertThat(ended.exitCode()).isZero();
      if (stops(signal)) {
        Map<?, ?> specific = (Map<?, ?>) ended.json().get("hookSpecificOutput");
        assertThat(specific.get("hookEventName")).isEqualTo("PreToolUse");
        assertThat(specific.get("permissionDecision")).isEqualTo("deny");
        assertThat((String) specific.get("permissionDecisionReason")).contains(signal.key());
      } else {
        assertThat(ended.json()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void aStopIsNeverBlocked(Signal signal) throws Exception {
    publish(signal);
    for (String kit : new String[] {"claude-code", "codex"}) {
      HookBed.Ended ended = bed.hook(kit, "Stop");
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.json().containsKey("decision")).isFalse();
      assertThat(ended.json().containsKey("systemMessage")).isEqualTo(signal != Signal.GREEN);
    }
  }

  @Test
  void whatNobodyKnowsBlocksUnlessTheBudgetSaysOtherwise() throws Exception {
    assertThat(bed.hook("hermes", "pre_tool_call").exitCode()).isEqualTo(2);
    assertThat(bed.hook("codex", "PreToolUse").out()).contains("\"deny\"");
    assertThat(bed.hook("claude-code", "UserPromptSubmit").out()).contains("\"block\"");

    String late = state("green", ",\"on_stale\":{\"then\":\"continue\",\"tokens\":7}");
    bed.write("scraper", late.replaceAll("\"valid_until\":\"20", "\"valid_until\":\"19"));
    assertThat(bed.run("", "check", "scraper").exitCode()).isEqualTo(Signal.STALE_EXIT_CODE);
    assertThat(bed.hook("hermes", "pre_tool_call").json()).isEmpty();
    assertThat(bed.hook("hermes", "pre_llm_call").out()).contains("unknown");

    bed.environment.put("WLM_ON_STALE", "deny");
    assertThat(bed.hook("hermes", "pre_tool_call").exitCode()).isEqualTo(2);
    bed.environment.put("WLM_ON_STALE", "allow");
    bed.write("scraper", "");
    assertThat(bed.hook("hermes", "pre_tool_call").json()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hook", "hook hermes", "hook hermes x scraper", "hook other x y", "wait a b"})
  void wrongCallsAreErrorsOfTheirOwn(String arguments) throws Exception {
    publish(Signal.GREEN);
    HookBed.Ended ended = bed.run("{}", arguments.isEmpty() ? new String[0] : arguments.split(" "));
    assertThat(ended.exitCode()).isEqualTo(64);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("wlm-budget.sh check AGENT");
  }

  @Test
  void waitsForTheEndOfARedWindow() throws Exception {
    publish(Signal.RED);
    Thread turn =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Thread.sleep(300);
                Path next = bed.directory.resolve("next");
                java.nio.file.Files.writeString(next, state("green", ""));
                java.nio.file.Files.move(
                    next, bed.stateFile("scraper"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(bed.run("", "wait", "scraper", "60").exitCode()).isZero();
    turn.join();
    publish(Signal.RED);
    assertThat(bed.run("", "wait", "scraper", "1").exitCode()).isEqualTo(Signal.RED.exitCode());
  }

  @Test
  void asksTheCommandWhereThereIsNoFile() throws Exception {
    Path wlm = directory.resolve("wlm");
    bed.environment.put("PATH", directory + ":/usr/bin:/bin");
    for (int code : new int[] {0, 10, 11, 12, 13, 1}) {
      java.nio.file.Files.writeString(
          wlm,
          "#!/bin/sh\n[ \"$*\" = 'budget check -- an agent' ] || exit 99\nexit " + code + "\n");
      assertThat(wlm.toFile().setExecutable(true)).isTrue();
      int expected = code == 1 ? Signal.STALE_EXIT_CODE : code;
      assertThat(bed.run("", "check", "an agent").exitCode()).isEqualTo(expected);
    }
  }
}
