package io.openwlm.sysplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoredRevision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that installs and activates is killed 200 times with SIGKILL, each time somewhere else.
 * After each kill the couple data set holds everything that was acknowledged, at most the one
 * change more that had begun, and one activation in force.
 */
class CrashTest {
  private static final int KILLS = 200;
  private static final int MOST_LINES = 60;

  @TempDir Path dir;
  private long revision;
  private String hash = StoredRevision.NONE;
  private long epoch;
  private int acknowledged;
  private int between;

  /** What the child said: acknowledged, or only begun. */
  private String begun = "";

  @Test
  void nothingAcknowledgedIsEverLost() throws Exception {
    long seed = Long.getLong("wlm.seed", 20_261_121L);
    Random random = new Random(seed);
    Path couple = dir.resolve("couple");
    // The next child starts while this one works: a start takes longer than what is tested.
    Process next = start(couple, random.nextLong());
    try {
      for (int kill = 1; kill <= KILLS; kill++) {
        String place = "kill " + kill + " with -Dwlm.seed=" + seed;
        Process child = next;
        next = start(couple, random.nextLong());
        killOne(child, random, place);
        look(couple, place);
      }
    } finally {
      next.destroyForcibly();
    }
    assertThat(acknowledged).as("changes acknowledged").isGreaterThan(KILLS);
    assertThat(between).as("kills between begin and acknowledgement").isGreaterThan(10);
  }

  /** Runs a child for some lines and some microseconds more, then kills it. */
  private void killOne(Process child, Random random, String place) throws Exception {
    try (OutputStream go = child.getOutputStream()) {
      go.write('\n');
    }
    try (BufferedReader said = child.inputReader(StandardCharsets.US_ASCII)) {
      int lines = random.nextInt(MOST_LINES);
      String first = said.readLine();
      assertThat(first).as(place).isEqualTo("open " + revision + " " + epoch);
      for (int i = 0; i < lines; i++) {
        take(said.readLine(), place);
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(1500));
      // Not Process.destroyForcibly: that throws away what the child had said.
      child.toHandle().destroyForcibly();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        take(line, place);
      }
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).as(place).isTrue();
    assertThat(child.exitValue()).as("%s: ended by SIGKILL", place).isEqualTo(137);
  }

  private void take(String line, String place) {
    assertThat(line).as("%s: the child goes on", place).isNotNull();
    String[] words = line.split(" ");
    if (words[0].equals("begin")) {
      begun = line;
      return;
    }
    assertThat(words[0]).as("%s: %s", place, line).isEqualTo("done");
    begun = "";
    acknowledged++;
    if (words[1].equals("r")) {
      revision = Long.parseLong(words[2]);
      hash = words[3];
    } else {
      epoch = Long.parseLong(words[2]);
    }
  }

  /** Compares with what is there; what had only begun may be there or not. */
  private void look(Path couple, String place) {
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple)) {
      long found = store.newest().map(StoredRevision::number).orElse(0L);
      long active = store.activation().map(ActivationEntry::epoch).orElse(0L);
      if (!begun.isEmpty()) {
        between++;
      }
      if (begun.startsWith("begin r ") && found == revision + 1) {
        assertThat(store.newest().orElseThrow().hash()).as(place).isEqualTo(begun.substring(8));
        revision = found;
        hash = begun.substring(8);
      }
      if (begun.equals("begin a " + (epoch + 1)) && active == epoch + 1) {
        epoch = active;
      }
      begun = "";
      assertThat(found).as(place).isEqualTo(revision);
      assertThat(active).as(place).isEqualTo(epoch);
      assertThat(store.newest().map(StoredRevision::hash).orElse(StoredRevision.NONE))
          .as(place)
          .isEqualTo(hash);
      oneInForce(store, place);
    }
  }

  private static void oneInForce(EmbeddedCoupleDataSet store, String place) {
    List<Long> epochs = new ArrayList<>();
    store.activations().forEach(e -> epochs.add(e.epoch()));
    assertThat(epochs).as(place).doesNotHaveDuplicates();
    store
        .activation()
        .ifPresent(now -> {
          assertThat(now.held().policy()).as(place).isEqualTo("P" + now.epoch());
          assertThat(store.text(now.held().revision())).as(place).isPresent();
          if (now.pending() != null) {
            assertThat(store.text(now.pending().fallback().revision())).as(place).isPresent();
          }
        });
    store.revisions().forEach(r -> assertThat(store.text(r.number())).as(place).isPresent());
  }

  private static Process start(Path couple, long seed) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            couple.toString(),
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
