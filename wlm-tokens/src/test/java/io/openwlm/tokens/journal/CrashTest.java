package io.openwlm.tokens.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.tokens.journal.Samples.HandClock;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that reserves and settles is killed with SIGKILL, each time somewhere else. What it had
 * forced is there after each kill, and nothing was counted twice.
 */
class CrashTest {
  private static final int KILLS = 12;

  /** A call that was under way is held as if all its input went into the cache. */
  private static final long A_HOLD_ABOVE_ITS_USE = 50;

  @TempDir Path dir;

  @Test
  void aKillLosesNothingThatWasDurable() throws Exception {
    Random random = new Random(Long.getLong("wlm.seed", 20_261_121L));
    long done = 0;
    int groups = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  CrashChild.class.getName(),
                  dir.resolve("ledger").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      long begun = done;
      try (BufferedReader said = child.inputReader(StandardCharsets.US_ASCII)) {
        assertThat(said.readLine()).as("kill %d", kill).startsWith("open ");
        int lines = 2 + random.nextInt(30);
        String line = said.readLine();
        for (int i = 0; line != null; i++, line = said.readLine()) {
          if (i == lines) {
            // Not Process.destroyForcibly: that throws away what the child had said.
            child.toHandle().destroyForcibly();
          }
          if (line.matches("(done|begin) [0-9]+")) {
            long value = Long.parseLong(line.substring(line.indexOf(' ') + 1));
            begun = Math.max(begun, value);
            if (line.startsWith("done ")) {
              done = value;
              groups++;
            }
          }
        }
      }
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      try (LedgerHome home =
          LedgerHome.open(dir.resolve("ledger"), Samples.PLAN, new HandClock(), failed -> {})) {
        long counted = Samples.counted(home.ledger(), "acme");
        assertThat(counted).as("kill %d", kill).isBetween(done, begun + A_HOLD_ABOVE_ITS_USE);
        assertThat(home.ledger().audit()).isEmpty();
        assertThat(home.report().damaged()).isFalse();
        done = counted;
      }
    }
    assertThat(groups).isGreaterThan(KILLS);
  }
}
