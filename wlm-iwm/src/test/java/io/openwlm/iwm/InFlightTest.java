package io.openwlm.iwm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InFlightTest {
  @Test
  void measuresFromBeginToEnd() {
    InFlight inFlight = new InFlight(2);
    long a = inFlight.begin(100);
    long b = inFlight.begin(-50);
    assertThat(inFlight.startNanos(0, -1)).isEqualTo(100);
    assertThat(inFlight.startNanos(1, -1)).isEqualTo(-50);
    assertThat(inFlight.end(b, 50)).isEqualTo(100);
    assertThat(inFlight.end(a, 99)).isZero();
    assertThat(inFlight.startNanos(0, -1)).isEqualTo(-1);
  }

  @Test
  void doesNothingForATokenUsedTwiceOrTooLate() {
    InFlight inFlight = new InFlight(1);
    long first = inFlight.begin(0);
    inFlight.end(first, 1);
    assertThat(inFlight.end(first, 2)).isNegative();
    long second = inFlight.begin(10);
    assertThat(second).isNotEqualTo(first);
    assertThat(inFlight.end(first, 11)).isNegative();
    assertThat(inFlight.end(second, 12)).isEqualTo(2);
  }

  @Test
  void doesNothingForTokensNeverGiven() {
    InFlight inFlight = new InFlight(4);
    for (long token :
        new long[] {0, -1, 1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, 1L << 32 | 5}) {
      assertThat(inFlight.end(token, 1)).isNegative();
    }
  }

  @Test
  void givesNoTokenWhenAllSlotsAreTaken() {
    InFlight inFlight = new InFlight(2);
    long a = inFlight.begin(0);
    inFlight.begin(0);
    assertThat(inFlight.begin(0)).isEqualTo(InFlight.NO_TOKEN);
    inFlight.end(a, 1);
    assertThat(inFlight.begin(2)).isNotEqualTo(InFlight.NO_TOKEN);
    assertThat(inFlight.used()).isEqualTo(2);
  }

  @Test
  void endsEveryTransactionOnceBetweenThreads() throws InterruptedException {
    InFlight inFlight = new InFlight(8);
    AtomicLong begun = new AtomicLong();
    AtomicLong ended = new AtomicLong();
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(() -> {
            for (int i = 0; i < 50_000; i++) {
              long a = inFlight.begin(i);
              long b = inFlight.begin(i);
              begun.addAndGet((a == 0 ? 0 : 1) + (b == 0 ? 0 : 1));
              ended.addAndGet(inFlight.end(a, i + 1) == 1 ? 1 : 0);
              ended.addAndGet(inFlight.end(b, i + 1) == 1 ? 1 : 0);
              ended.addAndGet(inFlight.end(a, i + 1) >= 0 ? 1 : 0);
            }
          });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(ended.get()).isEqualTo(begun.get()).isEqualTo(400_000);
    for (int slot = 0; slot < 8; slot++) {
      assertThat(inFlight.startNanos(slot, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
    }
  }
}
