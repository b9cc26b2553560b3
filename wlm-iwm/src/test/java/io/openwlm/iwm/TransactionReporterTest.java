package io.openwlm.iwm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionReporterTest {
  @TempDir Path dir;
  private Path socket;

  @BeforeEach
  void name() {
    socket = dir.resolve("wlmd.sock");
  }

  @Test
  void sendsWhatWasReportedInMicroseconds() throws Exception {
    try (FakeDaemon daemon = new FakeDaemon(socket, null)) {
      TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT", 1);
      reporter.report(1_499);
      reporter.report(1_500);
      reporter.report(-1);
      reporter.report(Long.MAX_VALUE);
      reporter.close();
      daemon.await(() -> daemon.micros.size() == 4);
      assertThat(daemon.micros).containsExactly(1L, 2L, 0L, 1_000_000_000_000L);
      assertThat(daemon.dropped).isZero();
      assertThat(reporter.dropped()).isZero();
      assertThat(daemon.lines.getFirst()).contains("\"class\":\"INTERACT\"");
    }
  }

  @Test
  void tellsHowManyWaitWhenThatChanges() throws Exception {
    try (FakeDaemon daemon = new FakeDaemon(socket, null)) {
      TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT", 1);
      reporter.report(1_000);
      daemon.await(() -> daemon.micros.size() == 1);
      assertThat(daemon.queued).as("nobody said it").isEmpty();
      reporter.queued(7);
      daemon.await(() -> daemon.queued.equals(List.of(7L)));
      reporter.queued(-3);
      daemon.await(() -> daemon.queued.equals(List.of(7L, 0L)));
      reporter.close();
    }
  }

  @Test
  void countsEveryReportAsSentOrDropped() throws Exception {
    int threads = 4;
    int each = 100_000;
    try (FakeDaemon daemon = new FakeDaemon(socket, null)) {
      TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT", 5);
      Thread[] callers = new Thread[threads];
      for (int t = 0; t < threads; t++) {
        callers[t] =
            new Thread(() -> {
              for (int i = 0; i < each; i++) {
                reporter.report(i * 1000L);
              }
            });
        callers[t].start();
      }
      for (Thread caller : callers) {
        caller.join();
      }
      reporter.close();
      long all = (long) threads * each;
      daemon.await(() -> daemon.micros.size() + reporter.dropped() == all);
      assertThat(daemon.micros.size() + reporter.dropped()).isEqualTo(all);
      assertThat(daemon.micros).isNotEmpty();
      assertThat(daemon.dropped).isEqualTo(reporter.dropped());
    }
  }

  @Test
  void dropsAndCountsWithoutADaemonAndNeverThrows() {
    TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT", 1);
    for (int i = 0; i < 50_000; i++) {
      reporter.report(i);
    }
    reporter.close();
    reporter.report(1);
    assertThat(reporter.dropped()).isEqualTo(50_001);
  }

  @Test
  void findsTheDaemonAgainAndTellsWhatWasLost() throws Exception {
    TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT", 1);
    try (FakeDaemon first = new FakeDaemon(socket, null)) {
      reporter.report(1000);
      first.await(() -> first.micros.size() == 1);
    }
    for (int i = 0; i < 20_000; i++) {
      reporter.report(2000);
    }
    try (FakeDaemon second = new FakeDaemon(socket, null)) {
      second.await(() -> second.micros.size() + second.dropped >= 20_000);
      reporter.close();
      assertThat(second.micros.size() + reporter.dropped()).isEqualTo(20_000);
      assertThat(second.dropped).isEqualTo(reporter.dropped()).isPositive();
    }
  }

  @Test
  void tellsWhatIsInFlightUntilItEnds() throws Exception {
    try (FakeDaemon daemon = new FakeDaemon(socket, null)) {
      TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT", 1);
      long now = System.nanoTime();
      long old = reporter.begin(now - 7_000_000);
      long young = reporter.begin(now);
      // A flush that began before may see both, but knows an earlier time.
      daemon.await(() -> daemon.maxInFlight == 2 && daemon.maxOldestMicros >= 7000);
      assertThat(daemon.maxInFlight).isEqualTo(2);
      assertThat(daemon.maxOldestMicros).isGreaterThanOrEqualTo(7000);
      reporter.end(old, now);
      reporter.end(old, now);
      reporter.end(young, now + 3000);
      daemon.await(() -> daemon.micros.size() == 2 && daemon.lastInFlight == 0);
      assertThat(daemon.micros).containsExactly(7000L, 3L);
      assertThat(daemon.lastInFlight).isZero();
      reporter.close();
    }
  }

  @Test
  void keepsTheRefusalOfTheDaemon() throws Exception {
    String refusal = "{\"ok\":false,\"error\":\"UNKNOWN_CLASS\",\"message\":\"x\"}";
    try (FakeDaemon daemon = new FakeDaemon(socket, refusal);
        TransactionReporter reporter = TransactionReporter.open(socket, "NONE", 1)) {
      reporter.report(1);
      daemon.await(() -> reporter.refusal() != null);
      assertThat(reporter.refusal()).isEqualTo(refusal);
    }
  }

  @Test
  void dropsTransactionsBeyondItsSlots() {
    try (TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT")) {
      for (int i = 0; i < 8192; i++) {
        assertThat(reporter.begin(i)).isNotEqualTo(TransactionReporter.NO_TOKEN);
      }
      assertThat(reporter.begin(0)).isEqualTo(TransactionReporter.NO_TOKEN);
      reporter.end(TransactionReporter.NO_TOKEN, 1);
      assertThat(reporter.dropped()).isEqualTo(1);
    }
  }

  @Test
  void allocatesNothingPerReport() throws IOException {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (FakeDaemon daemon = new FakeDaemon(socket, null);
        TransactionReporter reporter = TransactionReporter.open(socket, "INTERACT")) {
      long bytes = Long.MAX_VALUE;
      // the first rounds load classes; one later round without a byte is the proof
      for (int round = 0; round < 20 && bytes > 0; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10_000; i++) {
          reporter.report(i);
          reporter.end(reporter.begin(i), i + 5);
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(bytes).isZero();
      assertThat(daemon).isNotNull();
    }
  }

  @Test
  void refusesValuesOutOfRange() {
    assertThatThrownBy(() -> TransactionReporter.open(socket, "A", 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TransactionReporter.open(socket, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
