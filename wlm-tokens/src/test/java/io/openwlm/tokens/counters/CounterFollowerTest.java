package io.openwlm.tokens.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.token.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterFollowerTest {
  @TempDir Path dir;
  private CounterBed bed;

  @BeforeEach
  void open() throws IOException {
    bed = new CounterBed(dir.resolve("ledger"), dir.resolve("token_counters.jsonl"));
  }

  @AfterEach
  void close() throws IOException {
    bed.close();
  }

  @Test
  void readsKindsOfTokensOnceEach() throws IOException {
    bed.poll();
    bed.append(bed.record(1_000, 200));
    bed.poll();
    bed.append(bed.record(10, 2));
    bed.poll();
    bed.poll();
    assertThat(bed.counts().used()).isEqualTo(new TokenUsage(1_010, 0, 0, 202, 0));
    assertThat(bed.counts().requests()).isEqualTo(2);
    assertThat(bed.count(CounterEvent.COUNTED)).isEqualTo(2);
    assertThat(bed.count(CounterEvent.BAD_LINE)).isZero();
  }

  @Test
  void acceptsTheFirstSeedsFormWithoutItsWeight() throws IOException {
    bed.append(CounterBed.seedRecord(5_000) + CounterBed.seedRecord(5_000));
    bed.poll();
    assertThat(bed.used()).as("equal lines without an id are two calls").isEqualTo(10_000);
    assertThat(bed.counts().spent().milliTokens()).isEqualTo(10_000_000);
  }

  @Test
  void waitsForTheEndOfALine() throws IOException {
    String line = bed.record(100, 0);
    bed.append(line.substring(0, 30));
    bed.poll();
    assertThat(bed.used()).isZero();
    bed.append(line.substring(30));
    bed.poll();
    assertThat(bed.used()).isEqualTo(100);
    assertThat(bed.count(CounterEvent.BAD_LINE)).isZero();
  }

  @Test
  void aTornLineKillsOnlyItself() throws IOException {
    bed.append(bed.record(1, 0).substring(0, 40));
    bed.append(bed.record(100, 0));
    bed.append("\0\0\0\0" + bed.record(10, 0).substring(1));
    bed.append("\0\0\0\n");
    bed.poll();
    assertThat(bed.used()).isEqualTo(110);
    assertThat(bed.count(CounterEvent.BAD_LINE)).isEqualTo(1);
    assertThat(bed.count(CounterEvent.MISSING)).as("nothing was before it").isZero();
  }

  @Test
  void countsWhatItCannotRead() throws IOException {
    String whole = bed.record(7, 0);
    bed.append("hello\n");
    bed.append(whole.replace("\"in\":7", "\"in\":8"));
    bed.append(CounterBed.seedRecord(3).replace(":3,", ":-3,"));
    bed.append(CounterBed.seedRecord(3).replace(":3,", ":3.5,"));
    bed.append(CounterBed.seedRecord(3).replace(":3,", ":99999999999999999999,"));
    bed.append("{\"class\":{},\"x\":[1]}\n");
    bed.append("x".repeat(40_000) + "\n");
    bed.append(CounterBed.seedRecord(1));
    bed.poll();
    assertThat(bed.count(CounterEvent.BAD_LINE)).isEqualTo(7);
    assertThat(bed.used()).isEqualTo(1);
  }

  @Test
  void seesMissingSequencesAndDuplicates() throws IOException {
    bed.append(CounterBed.record("a", 1, 10, 0));
    bed.append(CounterBed.record("a", 1, 10, 0));
    bed.append(CounterBed.record("e", 5, 10, 0));
    bed.poll();
    assertThat(bed.used()).isEqualTo(20);
    assertThat(bed.count(CounterEvent.DUPLICATE)).isEqualTo(1);
    assertThat(bed.count(CounterEvent.MISSING)).isEqualTo(3);
  }

  @Test
  void recordsFarFromNowCountNow() throws IOException {
    String early = CounterBed.seedRecord(5).replace("" + CounterBed.MILLIS, "1000000000000");
    String late = CounterBed.seedRecord(5).replace("" + CounterBed.MILLIS, "4000000000000");
    bed.append(early + late);
    bed.poll();
    assertThat(bed.used()).isEqualTo(10);
    assertThat(bed.count(CounterEvent.OUT_OF_TIME)).isEqualTo(2);
    assertThat(bed.ledger.picture(bed.nanos).nodes().getFirst().limits().getFirst().spent())
        .isEqualTo(10_000);
  }

  @Test
  void aTruncatedFileIsReadFromItsBeginning() throws IOException {
    bed.append(bed.record(100, 0) + bed.record(100, 0));
    bed.poll();
    Files.write(bed.file, new byte[0]);
    bed.append(bed.record(7, 0));
    bed.poll();
    assertThat(bed.used()).isEqualTo(207);
    assertThat(bed.count(CounterEvent.TRUNCATED)).isEqualTo(1);
  }

  @Test
  void aFileThatWasReplacedInPlaceIsSeenByItsContent() throws IOException {
    bed.append(bed.record(100, 0));
    bed.poll();
    Files.write(bed.file, new byte[0]);
    for (int i = 0; i < 5; i++) {
      bed.append(bed.record(1, 0));
    }
    bed.poll();
    assertThat(bed.used()).isEqualTo(105);
    assertThat(bed.count(CounterEvent.REPLACED)).isEqualTo(1);
  }

  @Test
  void afterARestartARotatedFileIsReadToItsEndFirst() throws IOException {
    bed.append(bed.record(100, 0));
    bed.poll();
    bed.append(bed.record(20, 0));
    Files.move(bed.file, dir.resolve("token_counters.jsonl.1"));
    bed.append(bed.record(3, 0));
    bed.follower.close();
    bed.follower = new CounterFollower("scraper", "SCRAPE", bed.file, bed.ledger);
    bed.pollPastGrace();
    assertThat(bed.used()).isEqualTo(123);
    assertThat(bed.count(CounterEvent.LOST)).isZero();
    assertThat(bed.count(CounterEvent.MISSING)).isZero();
  }

  @Test
  void saysThatAnOldFileIsGone() throws IOException {
    bed.append(bed.record(100, 0));
    bed.poll();
    bed.append(bed.record(20, 0));
    Path kept = dir.resolve("elsewhere");
    Files.move(bed.file, kept);
    bed.append(bed.record(3, 0));
    bed.follower.close();
    bed.follower = new CounterFollower("scraper", "SCRAPE", bed.file, bed.ledger);
    bed.pollPastGrace();
    assertThat(bed.used()).isEqualTo(103);
    assertThat(bed.count(CounterEvent.LOST)).isEqualTo(1);
    assertThat(bed.count(CounterEvent.MISSING)).isEqualTo(1);
  }

  @Test
  void readsNoLinkAndNothingThatAnyoneMayWrite() throws IOException {
    Path secret = dir.resolve("secret");
    Files.writeString(secret, CounterBed.seedRecord(5));
    Files.createSymbolicLink(bed.file, secret);
    bed.poll();
    assertThat(bed.used()).isZero();
    assertThat(bed.follower.problem()).contains("no regular file");
    Files.delete(bed.file);
    bed.append(CounterBed.seedRecord(5));
    Files.setPosixFilePermissions(bed.file, PosixFilePermissions.fromString("rw-rw-rw-"));
    bed.poll();
    assertThat(bed.used()).isZero();
    assertThat(bed.follower.problem()).contains("anyone may write");
    Files.setPosixFilePermissions(bed.file, PosixFilePermissions.fromString("rw-r-----"));
    bed.poll();
    assertThat(bed.used()).isEqualTo(5);
    assertThat(bed.follower.problem()).isEmpty();
  }

  @Test
  void countsExactlyOnceOverCrashesAnywhere() throws IOException {
    Random random = new Random(Long.getLong("wlm.seed", 5));
    long written = 0;
    Path home = dir.resolve("ledger");
    for (int crash = 0; crash < 6; crash++) {
      int lines = 1 + random.nextInt(20);
      for (int i = 0; i < lines; i++) {
        long tokens = random.nextInt(1_000);
        bed.append(CounterBed.seedRecord(tokens));
        written += tokens;
        if (random.nextInt(4) == 0) {
          bed.poll();
        }
      }
      if (random.nextBoolean()) {
        bed.ledger.force();
      }
      Path copy = Files.createDirectory(dir.resolve("crash-" + crash));
      try (Stream<Path> files = Files.list(home)) {
        for (Path file : files.toList()) {
          String name = file.getFileName().toString();
          if (name.startsWith("ledger-")) {
            try {
              Files.copy(file, copy.resolve(name));
            } catch (java.nio.file.NoSuchFileException e) {
              continue; // it was unfinished, and is finished now
            }
          }
        }
      }
      bed.close();
      home = copy;
      bed = new CounterBed(copy, bed.file);
    }
    bed.poll();
    assertThat(bed.used()).isEqualTo(written);
  }

  @Test
  void hostileLinesNeverThrow() throws IOException {
    Random random = new Random(Long.getLong("wlm.seed", 11));
    String good = bed.record(5, 5).strip();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder line = new StringBuilder(good);
      for (int edits = random.nextInt(6); edits >= 0; edits--) {
        int at = random.nextInt(line.length());
        switch (random.nextInt(3)) {
          case 0 -> line.setCharAt(at, "\"{}[],:\\u0-9.eE\0x".charAt(random.nextInt(17)));
          case 1 -> line.delete(at, Math.min(line.length(), at + random.nextInt(9)));
          default -> line.insert(at, line.substring(0, random.nextInt(line.length())));
        }
        if (line.isEmpty()) {
          line.append('{');
        }
      }
      CounterLine read = CounterLine.read(line.toString());
      assertThat(read == null || read.call().usage().total() >= 0).isTrue();
    }
  }
}
