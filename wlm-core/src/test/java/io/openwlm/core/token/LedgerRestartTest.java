package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenJournal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What a ledger learned is there after a restart and after a kill. */
class LedgerRestartTest {
  private static final LedgerPlan PLAN = Plans.usual(10_000_000);

  /**
   * Of the version without estimates and comparisons: 3 calls of 1,050 tokens, 300 told and 250
   * held.
   */
  private static final String FIRST_VERSION =
      """
      H4sIAAAAAAACA+NmZGBgXPgvQ+0FAxBYzzrFAAUs/6EAxofTiQzJDLkMqVA+I5RmYwhh8GfwZnBl8GMIhooJM2Qw5D
      OUMhQxKDBEAbEBEFqBSQWgCfkMeQwpQNMqGRiY3Qx2LGAAu2S+YANYr8mSCQzYARsOeRYG/IAVQvE8wSE/DV0ALQRQ
      +LuctzugKWfE4S4OoP9TGYqBOBHISgaGCeGQE4KGDIFw85sy0R9s1CKG3hKGYRZuLOCwSmQoGU1pRIYYOzCVJQPDIJ
      GhAJjaiqCiTPB0GAQMs0CGUCAZDAxDRNgVAUMoBwgzgeGUDgwxM3DIoUMGBt4f7hG4/MyIEXbUjSXcgI2BPMBKqgYS
      Ywl7CDngii2EaaDyWBlZZ/emkwUQFvMF9Dg/AaWNYLbocHiek4rukEOLF/TcxMzIxAwALUW5Qf0FAAA=
      """;

  private final MemoryJournal journal = new MemoryJournal();
  private final Bench bench = new Bench(PLAN, journal);

  private void call(long bytes, long input, long output) {
    long hold = bench.reserve("chat", bytes, output);
    assertThat(bench.settle(hold, input, output)).isTrue();
  }

  private static long heldFor(Bench of, long bytes) {
    of.reserve("chat", bytes, 100);
    return of.held("chat");
  }

  private static Bench again(Bench before, byte[] snapshot, List<byte[]> records) {
    LedgerRecovery recovery = new LedgerRecovery(PLAN);
    assertThat(snapshot == null || recovery.snapshot(snapshot)).isTrue();
    records.forEach(record -> assertThat(recovery.record(record)).isTrue());
    Bench bench = new Bench(PLAN);
    bench.nanos = 5;
    bench.wallMillis = before.wallMillis + 1_000;
    bench.ledger = recovery.ledger(TokenJournal.NONE, bench.nanos, 0, bench.wallMillis);
    return bench;
  }

  @Test
  void aSnapshotKeepsWhatWasLearnedAboutModels() {
    for (int i = 0; i < 100; i++) {
      call(4_000, 1_000, 50);
    }
    Bench now = again(bench, bench.ledger.snapshot(), List.of());
    assertThat(heldFor(now, 4_000)).isEqualTo(heldFor(bench, 4_000)).isLessThan(1_200);
  }

  @Test
  void aKillLosesNoMoreThanWhatCameAfterTheLastTick() {
    byte[] snapshot = bench.ledger.snapshot();
    for (int i = 0; i < 100; i++) {
      call(4_000, 1_000, 50);
      bench.pass(1);
    }
    Bench now = again(bench, snapshot, journal.records);
    assertThat(heldFor(now, 4_000)).isEqualTo(heldFor(bench, 4_000)).isLessThan(1_200);
  }

  @Test
  void ticksWithoutCallsWriteNoEstimates() {
    call(4_000, 1_000, 50);
    bench.pass(1);
    long before = estimates();
    bench.pass(1);
    assertThat(before).isOne();
    assertThat(estimates()).isEqualTo(before);
  }

  private long estimates() {
    return journal.records.stream()
        .filter(record -> record[0] == LedgerRecord.ESTIMATES.code())
        .count();
  }

  @Test
  void aSnapshotOfTheFirstVersionStillLoads() throws IOException {
    byte[] first;
    try (GZIPInputStream in =
        new GZIPInputStream(
            new ByteArrayInputStream(Base64.getMimeDecoder().decode(FIRST_VERSION)))) {
      first = in.readAllBytes();
    }
    Bench now = again(bench, first, List.of());
    assertThat(now.spent("acme")).isEqualTo(3_450);
    assertThat(now.held("acme")).isEqualTo(250);
    assertThat(now.ledger.place("chat")).containsExactly(1, 2, 3);
    ReportedCall old = new ReportedCall("two", "m", Bench.usage(50, 0), now.wallMillis);
    now.ledger.checkpoint("chat", List.of(old), new byte[0], now.nanos);
    assertThat(now.spent("acme")).as("what came before is not compared").isEqualTo(3_500);
  }

  @Test
  void theForecastGoesOn() {
    TokenDesk desk = desk(bench);
    for (int i = 0; i < 300; i++) {
      call(4_000, 1_000, 50);
      bench.pass(1);
    }
    desk.arbitrate(bench.nanos);
    double before = burn(desk);
    Bench now = again(bench, bench.ledger.snapshot(), List.of());
    TokenDesk fresh = desk(now);
    fresh.tick(now.nanos, 0, now.wallMillis);
    assertThat(before).isGreaterThan(1_000);
    assertThat(burn(fresh)).isBetween(0.8 * before, 1.2 * before);
    assertThat(fresh.of("CHAT").orElseThrow().performanceIndex()).isPresent();
  }

  private static TokenDesk desk(Bench of) {
    return new TokenDesk(of.ledger, (_, _, _, _) -> {}, () -> of.nanos);
  }

  private static double burn(TokenDesk desk) {
    return desk.budgets().stream()
        .filter(budget -> budget.name().equals("chat"))
        .findFirst()
        .orElseThrow()
        .forecast()
        .tokensPerMinute();
  }
}
