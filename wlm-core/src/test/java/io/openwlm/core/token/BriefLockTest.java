package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BriefLockTest {
  private static final int THREADS = 8;
  private static final int TURNS = 200_000;

  private final BriefLock lock = new BriefLock();
  private long inside;
  private long most;
  private long turns;

  private void turn() {
    try (var _ = lock.acquire()) {
      inside++;
      most = Math.max(most, inside);
      turns++;
      inside--;
    }
  }

  private static void join(List<Thread> threads) throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void letsOneThreadInAtATime() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Runnable work =
          () -> {
            for (int turn = 0; turn < TURNS; turn++) {
              turn();
            }
          };
      threads.add(i % 2 == 0 ? Thread.ofPlatform().start(work) : Thread.ofVirtual().start(work));
    }
    join(threads);
    assertThat(turns).isEqualTo((long) THREADS * TURNS);
    assertThat(most).isEqualTo(1);
  }

  @Test
  void isFreeAgainAfterAnException() {
    try {
      try (var _ = lock.acquire()) {
        throw new IllegalStateException("in the middle");
      }
    } catch (IllegalStateException e) {
      turn();
    }
    assertThat(turns).isEqualTo(1);
  }

  @Test
  void waitsForAHolderThatTakesLongAndKeepsTheInterrupt() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread holder =
        Thread.ofPlatform()
            .start(() -> {
              try (var _ = lock.acquire()) {
                taken.countDown();
                goOn.await();
                turns = 1;
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    taken.await();
    List<Long> seen = new ArrayList<>();
    List<Boolean> interrupted = new ArrayList<>();
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      waiting.add(
          Thread.ofVirtual()
              .start(() -> {
                try (var _ = lock.acquire()) {
                  seen.add(turns);
                  interrupted.add(Thread.currentThread().isInterrupted());
                }
              }));
    }
    waiting.forEach(Thread::interrupt);
    LockSupport.parkNanos(20_000_000);
    assertThat(seen).isEmpty();
    goOn.countDown();
    join(waiting);
    holder.join();
    assertThat(seen).hasSize(THREADS).containsOnly(1L);
    assertThat(interrupted).hasSize(THREADS).containsOnly(true);
  }
}
