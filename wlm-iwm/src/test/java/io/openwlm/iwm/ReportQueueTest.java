package io.openwlm.iwm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportQueueTest {
  private final ReportQueue queue = new ReportQueue();

  @Test
  void takesWhatOneThreadPutInOrder() {
    for (int i = 0; i < OwnedRing.CAPACITY; i++) {
      assertThat(queue.put(i)).isEqualTo(ReportQueue.PUT);
    }
    for (int i = 0; i < OwnedRing.CAPACITY; i++) {
      assertThat(queue.take()).isEqualTo(i);
    }
    assertThat(queue.take()).isNegative();
    assertThat(queue.size()).isZero();
  }

  @Test
  void keepsExtremeNumbersInRange() {
    for (long value : new long[] {-5, 0xffff_ffffL, 0x1_0000_0000L, Long.MIN_VALUE}) {
      queue.put(value);
      assertThat(queue.take()).isEqualTo(Math.max(0, value));
    }
    queue.put(Long.MAX_VALUE);
    assertThat(queue.take()).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void refusesWhenFullAndTakesAgainAfter() {
    long put = 0;
    int hurries = 0;
    int answer = queue.put(7);
    while (answer != ReportQueue.REFUSED) {
      put++;
      hurries += answer;
      answer = queue.put(7);
    }
    assertThat(put).isEqualTo(OwnedRing.CAPACITY + 16_384);
    assertThat(hurries).isEqualTo(2);
    assertThat(queue.size()).isEqualTo(put);
    long taken = 0;
    while (queue.take() >= 0) {
      taken++;
    }
    assertThat(taken).isEqualTo(put);
    assertThat(queue.put(7)).isEqualTo(ReportQueue.PUT);
  }

  @Test
  void givesTheRingOfADeadThreadToAnother() throws InterruptedException {
    // Each thread leaves its numbers behind; there are far more threads than rings.
    for (int i = 0; i < 3 * ReportQueue.RINGS; i++) {
      long number = i;
      Thread thread = new Thread(() -> queue.put(number));
      thread.start();
      thread.join();
      assertThat(queue.take()).isEqualTo(number);
      assertThat(queue.take()).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 200000, false", "8, 50000, false", "400, 1000, false", "64, 5000, true"})
  void losesAndDoublesNothingBetweenThreads(int threads, int each, boolean virtual)
      throws InterruptedException {
    AtomicLong refused = new AtomicLong();
    AtomicLong refusedSum = new AtomicLong();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> putters = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      long base = (long) t * each;
      Runnable work =
          () -> {
            awaitQuietly(go);
            for (int i = 0; i < each; i++) {
              if (queue.put(base + i) == ReportQueue.REFUSED) {
                refused.incrementAndGet();
                refusedSum.addAndGet(base + i);
              }
            }
          };
      putters.add(virtual ? Thread.ofVirtual().start(work) : Thread.ofPlatform().start(work));
    }
    go.countDown();
    BitSet taken = new BitSet(threads * each);
    long takenSum = 0;
    long doubled = 0;
    boolean running = true;
    while (running || queue.size() > 0) {
      running = putters.stream().anyMatch(Thread::isAlive);
      for (long value = queue.take(); value >= 0; value = queue.take()) {
        doubled += taken.get((int) value) ? 1 : 0;
        taken.set((int) value);
        takenSum += value;
      }
    }
    long all = (long) threads * each;
    assertThat(doubled).isZero();
    assertThat(taken.cardinality() + refused.get()).isEqualTo(all);
    assertThat(takenSum + refusedSum.get()).isEqualTo(all * (all - 1) / 2);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
