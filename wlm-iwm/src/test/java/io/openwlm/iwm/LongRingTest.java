package io.openwlm.iwm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LongRingTest {
  @Test
  void takesWhatWasPutInOrder() {
    LongRing ring = new LongRing(4);
    assertThat(ring.take()).isNegative();
    for (long round = 0; round < 10; round++) {
      assertThat(ring.put(round)).isEqualTo(2 * round);
      assertThat(ring.put(0)).isEqualTo(2 * round + 1);
      assertThat(ring.take()).isEqualTo(round);
      assertThat(ring.take()).isZero();
      assertThat(ring.isEmpty()).isTrue();
    }
  }

  @Test
  void refusesWhenFullAndTakesAgainAfter() {
    LongRing ring = new LongRing(2);
    ring.put(1);
    ring.put(2);
    assertThat(ring.put(3)).isNegative();
    assertThat(ring.take()).isEqualTo(1);
    assertThat(ring.put(4)).isEqualTo(2);
    assertThat(ring.take()).isEqualTo(2);
    assertThat(ring.take()).isEqualTo(4);
  }

  @Test
  void keepsExtremeNumbersInRange() {
    LongRing ring = new LongRing(2);
    ring.put(-5);
    ring.put(Long.MAX_VALUE);
    assertThat(ring.take()).isZero();
    assertThat(ring.take()).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void refusesACapacityThatIsNoPowerOfTwo() {
    assertThatThrownBy(() -> new LongRing(3)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void losesAndDoublesNothingBetweenThreads() throws InterruptedException {
    LongRing ring = new LongRing(64);
    int threads = 4;
    int each = 50_000;
    AtomicLong refused = new AtomicLong();
    AtomicLong putSum = new AtomicLong();
    Thread[] putters = new Thread[threads];
    for (int t = 0; t < threads; t++) {
      long base = (long) t * each;
      putters[t] =
          new Thread(() -> {
            for (int i = 0; i < each; i++) {
              if (ring.put(base + i) < 0) {
                refused.incrementAndGet();
                Thread.onSpinWait();
              } else {
                putSum.addAndGet(base + i);
              }
            }
          });
      putters[t].start();
    }
    long taken = 0;
    long takenSum = 0;
    boolean running = true;
    while (running || !ring.isEmpty()) {
      long value = ring.take();
      if (value >= 0) {
        taken++;
        takenSum += value;
      } else {
        running = false;
        for (Thread putter : putters) {
          running |= putter.isAlive();
        }
      }
    }
    assertThat(taken + refused.get()).isEqualTo((long) threads * each);
    assertThat(takenSum).isEqualTo(putSum.get());
  }
}
