package io.openwlm.app.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.SignalSink.AgentSignal;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.tokens.signal.SignalFiles;
import io.openwlm.tokens.signal.StateFileReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The hooks read what the daemon publishes. */
class PublishedStateTest {
  private static final long VALID_MILLIS = 60_000;
  @TempDir private Path directory;

  private static AgentSignal agent(int importance, Signal signal, long windowEndsMillis) {
    BudgetStatus status =
        new BudgetStatus(
            "scraper",
            "agent",
            "acme",
            "SCRAPE",
            importance,
            signal.key(),
            "a reason with \"quotes\", a line\nbreak and \"signal\":\"green\"",
            new BudgetStatus.Tokens(20_000, 10_000, 8_000, 5_000, 500, 4_500, windowEndsMillis),
            List.of(),
            BudgetStatus.Forecast.UNKNOWN,
            null,
            TokenUsage.NONE,
            7,
            Map.of(),
            0,
            null,
            null);
    AgentBudget budget =
        new AgentBudget(
            "SCRAPE",
            0,
            8_000,
            20_000,
            List.of(),
            importance <= 2
                ? AgentBudget.OnUnavailable.ALLOW_CAPPED
                : AgentBudget.OnUnavailable.DENY,
            List.of(),
            null,
            null);
    return new AgentSignal(status, "w", budget);
  }

  private void publish(AgentSignal signal, long writtenMillis) throws Exception {
    SignalFiles files = new SignalFiles(HookBed.bootId(), () -> 0, VALID_MILLIS, line -> {});
    files.configure(directory.toString(), VALID_MILLIS);
    files.publish(List.of(signal), 0, writtenMillis, true);
  }

  @ParameterizedTest
  @EnumSource(Signal.class)
  void everySignalOfTheDaemonIsRead(Signal signal) throws Exception {
    long now = System.currentTimeMillis();
    publish(agent(3, signal, now + 3_600_000), now);
    HookBed bed = new HookBed(directory);
    assertThat(bed.run("", "check", "scraper").exitCode()).isEqualTo(signal.exitCode());
    HookBed.Ended told = bed.hook("hermes", "pre_llm_call");
    if (signal == Signal.YELLOW) {
      assertThat((String) told.json().get("context"))
          .containsPattern("4500 tokens left until 20[0-9-]*T[0-9:]*Z");
    }
  }

  @Test
  void anOldFileStopsTheLessImportantOnly() throws Exception {
    long now = System.currentTimeMillis();
    HookBed bed = new HookBed(directory);
    for (int importance = 1; importance <= 5; importance++) {
      publish(agent(importance, Signal.GREEN, now), now - 2 * VALID_MILLIS);
      assertThat(bed.run("", "check", "scraper").exitCode()).isEqualTo(Signal.STALE_EXIT_CODE);
      assertThat(bed.hook("hermes", "pre_tool_call").exitCode())
          .as("importance %d", importance)
          .isEqualTo(importance <= 2 ? 0 : 2);
    }
    publish(agent(1, Signal.BLACK, now), now - 2 * VALID_MILLIS);
    assertThat(bed.hook("hermes", "pre_tool_call").exitCode()).as("black stays black").isEqualTo(2);
  }

  @Test
  void theScriptAgreesWithTheReaderOfTheCommand() throws Exception {
    long now = System.currentTimeMillis();
    HookBed bed = new HookBed(directory);
    for (Signal signal : Signal.values()) {
      for (long age : new long[] {0, 2 * VALID_MILLIS, -2 * VALID_MILLIS}) {
        publish(agent(3, signal, now + 3_600_000), now - age);
        String whole = Files.readString(bed.stateFile("scraper"));
        for (String text :
            new String[] {
              whole,
              whole.substring(0, whole.length() / 2),
              whole.replace("\"signal\":", "\"signal2\":"),
              whole.replace(HookBed.bootId(), "00000000-0000-0000-0000-000000000000"),
              "",
              "[]"
            }) {
          bed.write("scraper", text);
          StateFileReader.Now reader =
              new StateFileReader.Now(HookBed.bootId(), age * 1_000_000, now);
          int expected = StateFileReader.read(bed.stateFile("scraper"), reader).exitCode();
          assertThat(bed.run("", "check", "scraper").exitCode()).as(text).isEqualTo(expected);
        }
      }
    }
  }

  /** What docs/token-signals.md says of the script: its age is that of the time of day. */
  @Test
  void theScriptTakesTheAgeFromTheTimeOfDayAndTheReaderFromTheMonotonicClock() throws Exception {
    long now = System.currentTimeMillis();
    HookBed bed = new HookBed(directory);
    StateFileReader.Now just = new StateFileReader.Now(HookBed.bootId(), 0, now);
    for (long step : new long[] {-2 * VALID_MILLIS, 2 * VALID_MILLIS}) {
      publish(agent(3, Signal.GREEN, now + 3_600_000), now + step);
      assertThat(StateFileReader.read(bed.stateFile("scraper"), just).exitCode()).isZero();
      assertThat(bed.run("", "check", "scraper").exitCode())
          .as("after a step of the clock, until the next publication")
          .isEqualTo(Signal.STALE_EXIT_CODE);
    }
    publish(agent(3, Signal.GREEN, now + 3_600_000), now);
    StateFileReader.Now later =
        new StateFileReader.Now(HookBed.bootId(), 2 * VALID_MILLIS * 1_000_000, now);
    assertThat(StateFileReader.read(bed.stateFile("scraper"), later).exitCode())
        .isEqualTo(Signal.STALE_EXIT_CODE);
    assertThat(bed.run("", "check", "scraper").exitCode())
        .as("the clock was set back to when it held")
        .isZero();
  }
}
