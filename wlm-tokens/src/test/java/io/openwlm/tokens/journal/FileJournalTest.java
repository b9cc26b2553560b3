package io.openwlm.tokens.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.Reservation;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.tokens.journal.Samples.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger on a disk: what is there after crashes, damage and failures of the disk. */
class FileJournalTest {
  private static final FileJournal.Settings FAST = new FileJournal.Settings(1, 6 << 20, 1 << 20, 1);

  @TempDir Path dir;
  private final HandClock clock = new HandClock();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  private LedgerHome open(JournalDisk disk, LedgerPlan plan) throws IOException {
    return LedgerHome.open(disk, null, plan, clock, FAST, told::add);
  }

  @Test
  void findsEverythingAgainAfterACloseAndAStart() throws IOException {
    Path home = dir.resolve("a/ledger");
    long hold;
    try (LedgerHome first = LedgerHome.open(home, Samples.PLAN, clock, told::add)) {
      assertThat(first.report().fresh()).isTrue();
      Samples.call(first.ledger(), "chat", 1_000, 200, clock.nanos);
      hold = Samples.reserve(first.ledger(), "scraper", 500, 100, clock.nanos);
      first.ledger().increase("acme", 5_000, clock.millis + 60_000);
      first.ledger().stop("scraper", "runaway");
      assertThat(first.ledger().force()).isTrue();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
    try (LedgerHome second = LedgerHome.open(home, Samples.PLAN, clock, told::add)) {
      TokenLedger ledger = second.ledger();
      assertThat(second.report().fresh()).isFalse();
      assertThat(second.report().damaged()).isFalse();
      assertThat(Samples.node(ledger, "chat").counts().spent().milliTokens()).isEqualTo(1_200_000);
      assertThat(Samples.node(ledger, "scraper").held().milliTokens()).isEqualTo(725_000);
      assertThat(Samples.node(ledger, "scraper").stopped()).isEqualTo("runaway");
      assertThat(Samples.node(ledger, "acme").increasedMilli()).isEqualTo(5_000);
      assertThat(ledger.settle(hold, TokenUsage.NONE, false)).isFalse();
      assertThat(Samples.reserve(ledger, "chat", 1, 1, clock.nanos)).isNotEqualTo(hold);
      clock.nanos += 700_000_000_000L;
      clock.millis += 700_000;
      assertThat(ledger.tick(clock.nanos, 0, clock.millis).expiredHolds()).isEqualTo(2);
      assertThat(Samples.node(ledger, "scraper").counts().estimated()).isEqualTo(600);
    }
  }

  @Test
  void oneProcessKeepsALedgerAtATime() throws IOException {
    try (LedgerHome first = LedgerHome.open(dir, Samples.PLAN, clock, told::add)) {
      assertThat(first.report().fresh()).isTrue();
      assertThatThrownBy(() -> LedgerHome.open(dir, Samples.PLAN, clock, told::add))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void followsNoLinkToItsDirectory() throws IOException {
    Path elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(dir.resolve("link"), elsewhere);
    assertThatThrownBy(() -> LedgerHome.open(link, Samples.PLAN, clock, told::add))
        .isInstanceOf(IOException.class);
  }

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one == null ? LongStream.rangeClosed(1, 10) : LongStream.of(Long.parseLong(one));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aCrashAtAnyByteLosesOnlyWhatWasAfterIt(long seed) throws IOException {
    Random random = new Random(seed);
    MemoryDisk disk = new MemoryDisk();
    String journal = JournalFiles.journal(1);
    List<long[]> known = new ArrayList<>();
    try (LedgerHome home = open(disk, Samples.PLAN)) {
      for (int i = 0; i < 25; i++) {
        if (random.nextBoolean()) {
          Samples.call(home.ledger(), "chat", random.nextInt(5_000), 10, clock.nanos);
        } else {
          Samples.reserve(home.ledger(), "scraper", random.nextInt(5_000), 10, clock.nanos);
        }
        assertThat(home.ledger().force()).isTrue();
        known.add(new long[] {disk.read(journal).length, Samples.counted(home.ledger(), "acme")});
      }
    }
    assertThat(known.getLast()[1]).isGreaterThan(known.getFirst()[1]);
    for (int i = 0; i < 40; i++) {
      MemoryDisk crashed = disk.copy();
      byte[] whole = crashed.files.get(journal);
      int length = 8 + random.nextInt(whole.length - 7);
      crashed.files.put(journal, Arrays.copyOf(whole, length));
      long least = 0;
      for (long[] point : known) {
        least = point[0] <= length ? point[1] : least;
      }
      try (LedgerHome again = open(crashed, Samples.PLAN)) {
        assertThat(Samples.counted(again.ledger(), "acme"))
            .as("-Dwlm.seed=%d length %d", seed, length)
            .isGreaterThanOrEqualTo(least);
        assertThat(again.ledger().audit()).isEmpty();
        assertThat(again.report().damaged()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void damageInTheMiddleIsReportedAndGivesNothingBack(long seed) throws IOException {
    Random random = new Random(seed);
    MemoryDisk disk = new MemoryDisk();
    String journal = JournalFiles.journal(1);
    long counted;
    int end;
    try (LedgerHome home = open(disk, Samples.PLAN)) {
      for (int i = 0; i < 25; i++) {
        Samples.call(home.ledger(), "chat", random.nextInt(5_000), 10, clock.nanos);
      }
      home.ledger().force();
      end = disk.read(journal).length;
      Samples.call(home.ledger(), "chat", 10, 10, clock.nanos);
      home.ledger().force();
      counted = Samples.counted(home.ledger(), "chat");
    }
    byte[] bytes = disk.files.get(journal);
    int length = ((bytes[8] & 255) << 24) + ((bytes[9] & 255) << 16) + ((bytes[10] & 255) << 8);
    int first = 8 + 16 + length + (bytes[11] & 255);
    bytes[first + random.nextInt(end - first)] ^= (byte) (1 + random.nextInt(255));
    try (LedgerHome again = open(disk, Samples.PLAN)) {
      assertThat(again.report().damages()).as("-Dwlm.seed=%d", seed).isEqualTo(1);
      assertThat(again.report().missing()).isPositive();
      assertThat(Samples.counted(again.ledger(), "chat"))
          .as("-Dwlm.seed=%d", seed)
          .isGreaterThanOrEqualTo(counted);
    }
  }

  @Test
  void aDamagedSnapshotIsReplacedByTheOneBeforeAndItsRecords() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    try (LedgerHome home = open(disk, Samples.PLAN)) {
      Samples.call(home.ledger(), "chat", 1_000, 10, clock.nanos);
    }
    try (LedgerHome home = open(disk, Samples.PLAN)) {
      Samples.call(home.ledger(), "chat", 2_000, 10, clock.nanos);
    }
    byte[] snapshot = disk.files.get(JournalFiles.snapshot(2));
    snapshot[snapshot.length / 2] ^= 1;
    try (LedgerHome home = open(disk, Samples.PLAN)) {
      assertThat(home.report().badSnapshots()).isEqualTo(1);
      assertThat(Samples.counted(home.ledger(), "chat")).isEqualTo(3_020);
    }
  }

  @Test
  void aDiskThatFailsRefusesOrCapsAndAHealedOneHasEverything() throws Exception {
    MemoryDisk disk = new MemoryDisk();
    try (LedgerHome home = open(disk, Samples.PLAN)) {
      TokenLedger ledger = home.ledger();
      Samples.call(ledger, "chat", 1_000, 10, clock.nanos);
      assertThat(ledger.force()).isTrue();
      disk.failing = true;
      Samples.call(ledger, "chat", 1_000, 10, clock.nanos);
      assertThat(ledger.force()).isFalse();
      ledger.tick(clock.nanos, 0, clock.millis);
      Reservation ask = new Reservation();
      ask.agent = "chat";
      assertThat(ledger.reserve(ask, clock.nanos)).isFalse();
      assertThat(ask.refusal).isEqualTo(Refusal.UNAVAILABLE);
      ledger.install(Samples.plan(OnUnavailable.ALLOW_CAPPED));
      ledger.setGrants(Map.of("chat", 2_530_000L));
      Samples.call(ledger, "chat", 300, 10, clock.nanos);
      assertThat(Samples.reserve(ledger, "chat", 300, 10, clock.nanos))
          .as("not above the last grant")
          .isZero();
      disk.heal();
      waitUntilKept(ledger);
      assertThat(told).hasSize(2);
      assertThat(told.getFirst()).contains("no space left");
      assertThat(told.getLast()).isEmpty();
      MemoryDisk crashed = disk.copy();
      try (LedgerHome again = open(crashed, Samples.PLAN)) {
        assertThat(Samples.counted(again.ledger(), "chat")).isEqualTo(2_330);
      }
    }
  }

  private void waitUntilKept(TokenLedger ledger) throws InterruptedException {
    for (int i = 0; i < 5_000 && !ledger.tick(clock.nanos, 0, clock.millis).kept(); i++) {
      Thread.sleep(1);
    }
    assertThat(ledger.tick(clock.nanos, 0, clock.millis).kept()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void oneFaultAnywhereLosesNothingThatWasForced(long seed) throws IOException {
    Random random = new Random(seed);
    for (int fault = 0; fault < 30; fault++) {
      MemoryDisk disk = new MemoryDisk();
      long forced = 0;
      try (LedgerHome home = open(disk, Samples.PLAN)) {
        disk.failAfter(fault);
        for (int i = 0; i < 12; i++) {
          Samples.call(home.ledger(), "chat", random.nextInt(5_000), 10, clock.nanos);
          if (home.ledger().force()) {
            forced = Samples.counted(home.ledger(), "chat");
          }
        }
        disk.heal();
      }
      disk.heal();
      try (LedgerHome again = open(disk, Samples.PLAN)) {
        assertThat(Samples.counted(again.ledger(), "chat"))
            .as("-Dwlm.seed=%d fault %d", seed, fault)
            .isGreaterThanOrEqualTo(forced);
      }
    }
  }

  @Test
  void aLongJournalIsFollowedByASnapshotAndANewOne() throws IOException {
    MemoryDisk disk = new MemoryDisk();
    FileJournal.Settings small = new FileJournal.Settings(1, 6 << 20, 20_000, 1);
    long counted;
    try (LedgerHome home = LedgerHome.open(disk, null, Samples.PLAN, clock, small, told::add)) {
      for (int i = 0; i < 1_000; i++) {
        Samples.call(home.ledger(), "chat", 10, 10, clock.nanos);
        if (i % 10 == 0) {
          home.ledger().force();
        }
      }
      counted = Samples.counted(home.ledger(), "chat");
    }
    assertThat(new JournalFiles(disk).journals().keySet()).hasSize(2);
    assertThat(new JournalFiles(disk).journals()).doesNotContainKey(1L);
    try (LedgerHome again = open(disk, Samples.PLAN)) {
      assertThat(Samples.counted(again.ledger(), "chat")).isEqualTo(counted);
      assertThat(again.report().damaged()).isFalse();
    }
  }
}
