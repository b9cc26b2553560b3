package io.openwlm.tokens.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Defects of the first seed's counter files (numbers of the reference, section 0). Each test does
 * the same to a model of the seed and to this reader: the seed fails it.
 */
class SeedDefectsTest {
  @TempDir Path dir;
  private CounterBed bed;

  /** How the seed took counters: rename, read, delete; then apply in memory. */
  private static final class Seed {
    private final Path file;
    private final Path processing;
    long consumed;

    Seed(Path file) {
      this.file = file;
      processing = file.resolveSibling("token_counters.jsonl.processing");
    }

    /**
     * @param crash true if it dies before it applies what it read
     */
    void tick(boolean crash) throws IOException {
      if (!Files.exists(file)) {
        return;
      }
      Files.move(file, processing, StandardCopyOption.REPLACE_EXISTING);
      List<Long> read = new ArrayList<>();
      for (String line : Files.readAllLines(processing, StandardCharsets.ISO_8859_1)) {
        CounterLine parsed = CounterLine.read(line);
        if (parsed != null) {
          read.add(parsed.call().usage().total());
        }
      }
      Files.delete(processing);
      if (!crash) {
        read.forEach(tokens -> consumed += tokens);
      }
    }
  }

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(dir.resolve("seed"));
    bed = new CounterBed(dir.resolve("ledger"), dir.resolve("token_counters.jsonl"));
  }

  @AfterEach
  void close() throws IOException {
    bed.close();
  }

  private Seed seed() {
    return new Seed(dir.resolve("seed/token_counters.jsonl"));
  }

  @Test
  void defect4CrashBetweenRenameAndApplyLosesATick() throws IOException {
    Seed seed = seed();
    CounterBed.append(seed.file, CounterBed.seedRecord(1_000));
    seed.tick(true);
    seed.tick(false);
    assertThat(seed.consumed).as("the seed forgot it").isZero();

    bed.append(CounterBed.seedRecord(1_000));
    bed.poll();
    assertThat(bed.ledger.force()).isTrue();
    bed.close();
    bed = new CounterBed(dir.resolve("ledger"), bed.file);
    bed.poll();
    assertThat(bed.used()).isEqualTo(1_000);
  }

  @Test
  void defect5AWriterThatOpenedTheFileBeforeTheRenameIsNotHeard() throws IOException {
    Seed seed = seed();
    CounterBed.append(seed.file, CounterBed.seedRecord(1));
    try (Writer writer =
        Files.newBufferedWriter(seed.file, StandardOpenOption.APPEND)) {
      seed.tick(false);
      writer.write(CounterBed.seedRecord(500));
    }
    seed.tick(false);
    assertThat(seed.consumed).as("the seed did not hear it").isEqualTo(1);

    bed.append(CounterBed.seedRecord(1));
    bed.poll();
    try (Writer writer =
        Files.newBufferedWriter(bed.file, StandardOpenOption.APPEND)) {
      Files.move(bed.file, dir.resolve("token_counters.jsonl.1"));
      bed.append(CounterBed.seedRecord(20));
      bed.poll();
      writer.write(CounterBed.seedRecord(500));
    }
    bed.pollPastGrace();
    assertThat(bed.used()).isEqualTo(521);
    assertThat(bed.count(CounterEvent.ROTATED)).isEqualTo(1);
  }

  @Test
  void defect6ARestartHandsOutAFreshBudget() throws IOException {
    Seed seed = seed();
    CounterBed.append(seed.file, CounterBed.seedRecord(900));
    seed.tick(false);
    Seed restarted = seed();
    assertThat(restarted.consumed).as("the seed kept it in memory only").isZero();

    bed.append(CounterBed.seedRecord(900));
    bed.poll();
    String window = window();
    bed.close();
    bed = new CounterBed(dir.resolve("ledger"), bed.file);
    bed.poll();
    assertThat(bed.used()).isEqualTo(900);
    assertThat(window()).as("windows do not drift to the time of the start").isEqualTo(window);
    assertThat(window).isEqualTo("2026-11@Z");
  }

  private String window() {
    return bed.ledger.picture(bed.nanos).nodes().getFirst().limits().getFirst().windowId();
  }

  @Test
  void defect9DuplicatesAndTornLinesAreInvisible() throws IOException {
    Seed seed = seed();
    String record = CounterBed.record("same", 1, 100, 0);
    String torn = CounterBed.record("torn", 2, 50, 0).substring(0, 60);
    CounterBed.append(seed.file, record + record + torn + "\n");
    seed.tick(false);
    assertThat(seed.consumed).as("the seed counted it twice and said nothing").isEqualTo(200);

    bed.append(record + record + torn + "\n");
    bed.poll();
    assertThat(bed.used()).isEqualTo(100);
    assertThat(bed.count(CounterEvent.DUPLICATE)).isEqualTo(1);
    assertThat(bed.count(CounterEvent.BAD_LINE)).isEqualTo(1);
  }

  @Test
  void defect10AnyAgentChargesAnother() throws IOException {
    String forged = CounterBed.seedRecord(1_000_000).replace("SCRAPE", "CHAT");
    CounterLine read = CounterLine.read(forged.strip());
    assertThat(read).isNotNull();
    assertThat(read.owner()).as("the seed believed the line").isEqualTo("CHAT");

    bed.append(forged + CounterBed.seedRecord(7));
    bed.poll();
    assertThat(bed.used()).isEqualTo(7);
    assertThat(bed.ledger.picture(1).nodes().getLast().counts().used().total())
        .as("chat pays nothing")
        .isZero();
    assertThat(bed.count(CounterEvent.FOREIGN)).isEqualTo(1);
  }
}
