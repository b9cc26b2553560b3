package io.openwlm.sysplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.sysplex.EmbeddedCoupleDataSet.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCoupleDataSetTest {
  @TempDir Path dir;
  private Path couple;
  private Path log;

  @BeforeEach
  void paths() {
    couple = dir.resolve("state").resolve("couple");
    log = couple.resolve("couple.log");
  }

  private EmbeddedCoupleDataSet open() {
    return EmbeddedCoupleDataSet.open(couple);
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(log);
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(log, String.join("\n", lines) + "\n");
  }

  /** Three revisions, the second active. */
  private void fill() {
    try (EmbeddedCoupleDataSet store = open()) {
      Samples.append(store, "one");
      Samples.append(store, "two \u2028\ud83d\ude00 \"\\\n\t\u0000");
      Samples.activate(store, "DAY", 2);
      Samples.append(store, "three");
    }
  }

  @Test
  void keepsRevisionsAndActivationsOverARestart() {
    List<StoredRevision> revisions;
    List<ActivationEntry> activations;
    try (EmbeddedCoupleDataSet store = open()) {
      assertThat(store.newest()).isEmpty();
      assertThat(store.activation()).isEmpty();
      Samples.append(store, "one");
      Samples.activate(store, "DAY", 1);
      Samples.append(store, "two \u2028\ud83d\ude00 \"\\\n\t\u0000");
      Samples.activate(store, "N\u00cfGHT", 2);
      revisions = store.revisions();
      activations = store.activations();
    }
    try (EmbeddedCoupleDataSet store = open()) {
      assertThat(store.revisions()).isEqualTo(revisions).hasSize(2);
      assertThat(store.activations()).isEqualTo(activations).hasSize(2);
      assertThat(store.text(1)).contains("one");
      assertThat(store.text(2)).contains("two \u2028\ud83d\ude00 \"\\\n\t\u0000");
      assertThat(store.text(3)).isEmpty();
      assertThat(store.notes()).isEmpty();
    }
  }

  @Test
  void takesOnlyWhatFollowsTheNewest() {
    try (EmbeddedCoupleDataSet store = open()) {
      StoredRevision first = Samples.next(store, "one");
      ActivationEntry entry = Samples.activation(store, "DAY", 1);
      assertThat(store.append(first, "one")).isTrue();
      assertThat(store.append(first, "one")).isFalse();
      assertThat(store.record(entry)).isTrue();
      assertThat(store.record(entry)).isFalse();
      StoredRevision second = Samples.next(store, "two");
      assertThatThrownBy(() -> store.append(second, "other"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(store.revisions()).hasSize(1);
    }
  }

  @Test
  void letsOneWriterInAtATime() {
    try (EmbeddedCoupleDataSet store = open()) {
      assertThat(store.notes()).isEmpty();
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreInUse.class)
          .hasMessageContaining("is in use by this process");
    }
    open().close();
  }

  @Test
  void makesFilesThatOthersCannotRead() throws IOException {
    fill();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(couple)))
        .isEqualTo("rwxr-x---");
    for (String name : List.of("couple.log", "lock")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(couple.resolve(name))))
          .isEqualTo("rw-r-----");
    }
  }

  @Test
  void followsNoPlantedLink() throws IOException {
    Path victim = Files.writeString(dir.resolve("victim"), "precious");
    for (String name : List.of("couple.log", "lock", "couple.log.new", "couple.log.torn")) {
      Path store = Files.createDirectories(dir.resolve("s-" + name));
      Files.createSymbolicLink(store.resolve(name), victim);
      try {
        EmbeddedCoupleDataSet opened = EmbeddedCoupleDataSet.open(store, new Limits(2, 2, 1 << 20));
        for (int i = 0; i < 8; i++) {
          Samples.append(opened, "text " + i);
        }
        opened.close();
        Files.writeString(
            store.resolve("couple.log"), "torn", java.nio.file.StandardOpenOption.APPEND);
        EmbeddedCoupleDataSet.open(store).close();
      } catch (StoreFailure e) {
        assertThat(e.text()).contains("cannot be used");
      }
      assertThat(victim).as(name).hasContent("precious");
    }
    Path link =
        Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("d")));
    assertThatThrownBy(() -> EmbeddedCoupleDataSet.open(link))
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining("is a symbolic link");
    assertThat(dir.resolve("d")).isEmptyDirectory();
  }

  @Test
  void dropsATornEndKeepsItsBytesAndSaysSo() throws IOException {
    fill();
    String torn = "{\"record\":6,\"prev";
    Files.writeString(log, torn, java.nio.file.StandardOpenOption.APPEND);
    try (EmbeddedCoupleDataSet store = open()) {
      assertThat(store.revisions()).hasSize(3);
      assertThat(store.notes())
          .singleElement()
          .asString()
          .startsWith("WLM0831W " + log + ": its last record, 6 at byte")
          .contains("the state of record 5 counts");
      Samples.append(store, "four");
    }
    assertThat(couple.resolve("couple.log.torn")).hasContent(torn);
    try (EmbeddedCoupleDataSet store = open()) {
      assertThat(store.text(4)).contains("four");
      assertThat(store.notes()).isEmpty();
    }
  }

  @Test
  void refusesDamageInTheMiddleAndChangesNothing() throws IOException {
    fill();
    List<String> lines = lines();
    lines.set(2, lines.get(2).replace("two", "TWO"));
    write(lines);
    byte[] before = Files.readAllBytes(log);
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreFailure.class)
        .hasMessageContaining(log + ": its record 3 (line 3, byte ")
        .hasMessageContaining("is damaged, and sound records stand behind it")
        .hasMessageContaining("wlm couple import SNAPSHOT");
    assertThat(log).hasBinaryContent(before);
    try (CoupleCopy salvaged = CoupleCopy.salvaged(couple)) {
      assertThat(salvaged.revisions()).extracting(StoredRevision::number).containsExactly(3L, 1L);
      assertThat(salvaged.text(3)).contains("three");
    }
  }

  @Test
  void refusesALogWithARecordTakenOutOrPutIn() throws IOException {
    fill();
    List<String> lines = lines();
    write(List.of(lines.get(0), lines.get(1), lines.get(3), lines.get(4)));
    assertThatThrownBy(this::open).hasMessageContaining("records were taken out or put in");
    write(List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(2), lines.get(3)));
    assertThatThrownBy(this::open).hasMessageContaining("records were taken out or put in");
    write(lines.subList(1, 3));
    assertThatThrownBy(this::open).hasMessageContaining("record 1 (line 1");
  }

  @Test
  void refusesALogOfANewerFormat() throws IOException {
    Files.createDirectories(couple);
    Files.write(
        log,
        RecordText.write(
            new RecordText.Placed(1, StoredRevision.NONE, new LogRecord.Format(2, ""))));
    assertThatThrownBy(this::open)
        .hasMessageContaining("has format 2")
        .hasMessageContaining("knows format 1");
  }

  @Test
  void staysBoundedAndKeepsWhatMayComeBackInForce() {
    Limits limits = new Limits(8, 8, 1 << 20);
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple, limits)) {
      Samples.append(store, "the active one");
      Samples.activate(store, "DAY", 1);
      for (int i = 2; i < 200; i++) {
        Samples.append(store, "text " + i);
        assertThat(store.revisions()).hasSizeLessThanOrEqualTo(12);
      }
      assertThat(store.text(1)).contains("the active one");
      for (int i = 0; i < 50; i++) {
        Samples.activate(store, "DAY", 199);
      }
      Samples.append(store, "the last");
      assertThat(store.activations()).hasSizeLessThanOrEqualTo(11);
    }
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple, limits)) {
      assertThat(store.newest().orElseThrow().number()).isEqualTo(200);
      assertThat(store.text(200)).contains("the last");
      assertThat(store.activation().orElseThrow().epoch()).isEqualTo(51);
      assertThat(store.notes()).isEmpty();
      Samples.append(store, "and on");
    }
  }

  @Test
  void becomesShorterWhenDefinitionsAreLong() throws IOException {
    Limits limits = new Limits(1000, 1000, 100_000);
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple, limits)) {
      for (int i = 0; i < 60; i++) {
        Samples.append(store, i + "x".repeat(10_000));
        assertThat(Files.size(log)).isLessThan(130_000);
      }
    }
  }

  @Test
  void snapshotsALiveOneAndRestoresIt() throws IOException {
    Path snapshot = dir.resolve("wlm.couple");
    fill();
    List<StoredRevision> revisions;
    try (EmbeddedCoupleDataSet store = open();
        CoupleCopy copy = CoupleCopy.of(couple)) {
      revisions = store.revisions();
      Samples.append(store, "after the copy");
      copy.saveAs(snapshot);
    }
    assertThat(CoupleCopy.looksLikeSnapshot(snapshot)).isTrue();
    assertThatThrownBy(() -> restore(snapshot)).hasMessageContaining("has revisions");
    assertThatThrownBy(() -> CoupleFormat.format(couple, false)).hasMessageContaining("--force");
    assertThat(CoupleFormat.format(couple, true)).endsWith("couple.log.old");
    restore(snapshot);
    try (EmbeddedCoupleDataSet store = open()) {
      assertThat(store.revisions()).isEqualTo(revisions);
      assertThat(store.activation().orElseThrow().held().policy()).isEqualTo("DAY");
    }
    assertThat(Files.readString(couple.resolve("couple.log.old"), StandardCharsets.US_ASCII))
        .contains("after the copy");
  }

  private void restore(Path snapshot) {
    try (CoupleCopy copy = CoupleCopy.of(snapshot)) {
      CoupleFormat.restore(couple, copy);
    }
  }

  @Test
  void refusesWhatIsNoCoupleDataSet() throws IOException {
    assertThatThrownBy(() -> CoupleCopy.of(dir)).isInstanceOf(StoreFailure.class);
    Path file = Files.writeString(dir.resolve("f"), "hello\n");
    assertThatThrownBy(() -> CoupleCopy.of(file)).isInstanceOf(StoreFailure.class);
    assertThat(CoupleCopy.looksLikeSnapshot(file)).isFalse();
    assertThatThrownBy(() -> EmbeddedCoupleDataSet.open(file))
        .hasMessageContaining("is no directory");
  }
}
