package io.openwlm.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.status.IntakeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogSourceTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path directory;
  private final RecordingControl control = new RecordingControl();
  private final List<String> log = new ArrayList<>();
  private Path file;
  private SourceTally tally;
  private AccessLogSource source;
  private long now;

  @BeforeEach
  void open() {
    file = directory.resolve("access.log");
    Selector selector =
        new Selector(
            List.of(new Selector.Rule("WEB", new Glob("/**"), null, "2xx", java.util.Map.of())));
    tally =
        new SourceTally(
            new SourceTally.Kind("front", "access-log", file.toString()),
            selector,
            control,
            log::add);
    source =
        new AccessLogSource(
            new SourceConfig.AccessLog(
                "front", selector, file, new JsonLines("t", 1, "p", "", "s")),
            tally);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private static String line(int nanos) {
    return "{\"t\":" + nanos + ",\"p\":\"/x\",\"s\":200}\n";
  }

  private void write(Path to, String text) throws IOException {
    Files.writeString(
        to,
        text,
        StandardCharsets.ISO_8859_1,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<Long> poll() {
    now += SECOND / 4;
    source.poll(now);
    return control.nanos("WEB");
  }

  private IntakeSource status() {
    return tally.status();
  }

  @Test
  void startsAtTheEndAndPassesOverTheLineThatIsBeingWritten() throws IOException {
    write(file, line(1) + "{\"t\":2,");
    assertThat(poll()).isEmpty();
    write(file, "\"p\":\"/x\",\"s\":200}\n" + line(3));
    assertThat(poll()).containsExactly(3L);
    assertThat(status().bad()).isZero();
  }

  @Test
  void aTornLineWaitsForItsEnd() throws IOException {
    write(file, "");
    poll();
    String line = line(7);
    for (int i = 0; i < line.length(); i++) {
      assertThat(poll()).isEmpty();
      write(file, line.substring(i, i + 1));
    }
    assertThat(poll()).containsExactly(7L);
  }

  @Test
  void followsARenameAndStillReadsTheOldFile() throws IOException {
    write(file, line(1));
    poll();
    write(file, line(2));
    Path old = directory.resolve("access.log.1");
    Files.move(file, old);
    write(old, line(3)); // the server has not been told yet
    write(file, line(4));
    poll();
    write(old, line(5));
    assertThat(poll()).containsExactlyInAnyOrder(2L, 3L, 4L, 5L);
    now += AccessLogSource.OLD_FILE_NANOS;
    poll();
    write(old, line(6)); // stated: what comes more than a minute late is not read
    assertThat(poll()).hasSize(4);
  }

  @Test
  void aFileThatIsGoneForAWhileIsReadFromItsStart() throws IOException {
    write(file, line(1));
    poll();
    Files.delete(file);
    poll();
    assertThat(status().state()).isEqualTo("failed");
    assertThat(status().lastError()).isEqualTo("there is no such file");
    write(file, line(2));
    assertThat(poll()).containsExactly(2L);
    assertThat(status().state()).isEqualTo("ok");
    assertThat(log).anyMatch(l -> l.contains("works again"));
  }

  @Test
  void followsCopyTruncate() throws IOException {
    write(file, line(1));
    poll();
    write(file, line(2));
    poll();
    Files.writeString(file, ""); // cut off
    poll();
    write(file, line(3));
    assertThat(poll()).containsExactly(2L, 3L);
  }

  @Test
  void noticesAFileThatWasCutOffAndHasGrownAgain() throws IOException {
    write(file, line(1));
    poll();
    Files.writeString(file, line(12345) + line(2) + line(3));
    assertThat(poll()).containsExactly(12345L, 2L, 3L);
  }

  @Test
  void aShortFileThatGrowsIsNotTakenForACutOne() throws IOException {
    write(file, "");
    poll();
    for (int i = 0; i < 40; i++) {
      write(file, "{}\n");
      poll();
    }
    assertThat(status().bad()).isEqualTo(40);
  }

  @Test
  void goesOnBehindTheHoleOfAWriterThatDoesNotAppend() throws IOException {
    try (FileChannel writer =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      writer.write(ByteBuffer.wrap(line(1).getBytes(StandardCharsets.US_ASCII)));
      poll();
      writer.write(ByteBuffer.wrap(line(2).getBytes(StandardCharsets.US_ASCII)));
      poll();
      Files.writeString(file, "");
      writer.write(ByteBuffer.wrap((line(3) + line(4)).getBytes(StandardCharsets.US_ASCII)));
      assertThat(poll()).containsExactly(2L, 3L, 4L);
    }
  }

  @Test
  void hostileLinesAreCountedToldOnceAndNeverShown() throws IOException {
    write(file, "");
    poll();
    String secret = "root:$6$secret\u001b[2J";
    write(file, (secret + "\n").repeat(50) + "\u0000\u0000\n" + "\u00ff\u00fe\n");
    write(file, "x".repeat(3 << 20) + "\n" + line(5));
    assertThat(poll()).containsExactly(5L);
    assertThat(status().bad()).isEqualTo(52); // NULs alone are an empty line
    assertThat(log).hasSizeBetween(1, 2);
    assertThat(log.toString() + status()).doesNotContain("secret").doesNotContain("\u001b");
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "x\n");
    Files.createSymbolicLink(file, secret);
    poll();
    write(secret, line(1));
    assertThat(poll()).isEmpty();
    assertThat(status().lastError()).isEqualTo("not a regular file but a link");
  }

  @Test
  void countsOnlyWhatTheRulesTake() throws IOException {
    write(file, "");
    poll();
    write(file, "{\"t\":1,\"p\":\"/x\",\"s\":500}\n" + line(2));
    assertThat(poll()).containsExactly(2L);
    assertThat(status().transactions()).isEqualTo(1);
    assertThat(status().lag()).contains("1 of no class");
  }

  @Test
  void eachLineCountsOnceWhateverTheRotation() throws IOException {
    write(file, "");
    poll();
    java.util.Random random = new java.util.Random(7);
    List<Long> written = new ArrayList<>();
    int next = 1;
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(50); i > 0; i--) {
        written.add((long) next);
        text.append(line(next++));
      }
      int half = random.nextInt(text.length() + 1);
      write(file, text.substring(0, half));
      if (random.nextBoolean()) {
        poll();
      }
      write(file, text.substring(half));
      if (random.nextInt(10) == 0) {
        // Between two looks a file is renamed at most once here, as a log rotation does.
        Files.move(file, directory.resolve("old." + round));
        write(file, "");
        poll();
      }
    }
    poll();
    assertThat(control.nanos("WEB")).containsExactlyInAnyOrderElementsOf(written);
    assertThat(status().bad()).isZero();
  }
}
