package io.openwlm.tokens.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several rotations before the reader has left a file. Records have no id: no second look helps.
 */
class RotationTest {
  @TempDir Path dir;
  private CounterBed bed;
  private Path file;
  private int second = 1_000_000;

  @BeforeEach
  void open() throws IOException {
    file = dir.resolve("token_counters.jsonl");
    bed = new CounterBed(dir.resolve("ledger"), file);
  }

  @AfterEach
  void close() throws IOException {
    bed.close();
  }

  /** Writes a record; each later than the one before. */
  private void write(Path to, long tokens) throws IOException {
    CounterBed.append(to, CounterBed.seedRecord(tokens));
    Files.setLastModifiedTime(to, FileTime.fromMillis(++second * 1_000L));
  }

  private Path numbered(int number) {
    return dir.resolve("token_counters.jsonl." + number);
  }

  /** As logrotate does it: the oldest have the highest numbers. */
  private void rotate() throws IOException {
    for (int i = 5; i >= 1; i--) {
      if (Files.exists(numbered(i))) {
        Files.move(numbered(i), numbered(i + 1));
      }
    }
    Files.move(file, numbered(1));
  }

  private void pollLong() {
    for (int i = 0; i < 5; i++) {
      bed.pollPastGrace();
    }
  }

  @Test
  void twoRotationsWithinTheGraceTimeLoseNothing() throws IOException {
    write(numbered(2), 1_000_000); // older than the reader: not its business
    write(file, 1);
    bed.poll();
    rotate();
    write(file, 20);
    rotate();
    write(file, 300);
    rotate();
    write(file, 4_000);
    pollLong();
    assertThat(bed.used()).isEqualTo(4_321);
    assertThat(bed.count(CounterEvent.ROTATED)).isEqualTo(3);
    assertThat(bed.count(CounterEvent.LOST)).isZero();
  }

  @Test
  void rotationsWhileTheDaemonIsDownLoseNothing() throws IOException {
    write(file, 1);
    bed.poll();
    bed.follower.close();
    write(file, 50_000); // not read before the rotation
    rotate();
    write(file, 20);
    rotate();
    write(file, 300);
    bed.follower = new CounterFollower("scraper", "SCRAPE", file, bed.ledger);
    pollLong();
    assertThat(bed.used()).isEqualTo(50_321);
    assertThat(bed.count(CounterEvent.LOST)).isZero();
  }

  @Test
  void aDownTimeBetweenTwoRotatedFilesReadsNoneTwice() throws IOException {
    write(file, 1);
    bed.poll();
    rotate();
    write(file, 20);
    rotate();
    write(file, 300);
    bed.pollPastGrace();
    assertThat(bed.used()).as("one rotation further").isGreaterThanOrEqualTo(21);
    bed.follower.close();
    bed.follower = new CounterFollower("scraper", "SCRAPE", file, bed.ledger);
    pollLong();
    assertThat(bed.used()).isEqualTo(321);
  }

  @Test
  void datesBehindTheNameAreRotationsAndCopiesAreNot() throws IOException {
    write(file, 1);
    bed.poll();
    Files.move(file, dir.resolve("token_counters.jsonl-20261121"));
    write(file, 20);
    Files.move(file, dir.resolve("token_counters.jsonl-20261122"));
    write(dir.resolve("token_counters.jsonl.bak"), 1_000_000);
    write(dir.resolve("token_counters.jsonl.new"), 1_000_000);
    write(file, 300);
    pollLong();
    assertThat(bed.used()).isEqualTo(321);
  }

  @Test
  void aFileThatWasPackedBeforeItWasReadIsCountedAsLost() throws IOException {
    write(numbered(7).resolveSibling("token_counters.jsonl.7.gz"), 5); // older: read or not ours
    write(file, 1);
    bed.poll();
    rotate();
    write(dir.resolve("token_counters.jsonl.3.gz"), 20);
    write(file, 300);
    pollLong();
    assertThat(bed.used()).isEqualTo(301);
    assertThat(bed.count(CounterEvent.LOST)).isEqualTo(1);
    assertThat(bed.count(CounterEvent.BAD_LINE)).isZero();
  }
}
