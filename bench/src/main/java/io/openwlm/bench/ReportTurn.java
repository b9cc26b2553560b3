package io.openwlm.bench;

import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Lets one or two threads record the same batch at the same time. The caller is the first; the
 * second sleeps between turns. What is told is the cost of the first.
 */
final class ReportTurn implements AutoCloseable {
  private static final int STEP = 50;
  private static final int LINE = 32;

  private final int threads;
  private final long[] batch;
  private final Phaser phaser = new Phaser(1);
  private final AtomicInteger ready = new AtomicInteger();

  /** How much each thread has done of its batch, a cache line apart. */
  private final AtomicIntegerArray done = new AtomicIntegerArray(3 * LINE);

  private volatile ReportCost.@Nullable Subject subject;

  /**
   * What a turn cost the first thread.
   *
   * @param overlapped whether each thread saw the other do half of its batch meanwhile
   */
  record Cost(long cpuNanos, long bytes, boolean overlapped) {}

  ReportTurn(int threads, long[] batch) {
    this.threads = threads;
    this.batch = batch;
    if (threads == 2) {
      phaser.register();
      Thread.ofPlatform().daemon().name("bench-second").start(this::second);
    }
  }

  Cost take(ReportCost.Subject next) {
    subject = next;
    done.set(0, 0);
    done.set(LINE, 0);
    ready.set(0);
    if (threads == 2) {
      phaser.arriveAndAwaitAdvance();
    }
    long bytesBefore = ThreadCost.bytes();
    meet();
    int otherBefore = done.getOpaque(LINE);
    long before = ThreadCost.cpuNanos();
    recordAll(next, 0);
    long took = ThreadCost.cpuNanos() - before;
    int otherDid = done.getOpaque(LINE) - otherBefore;
    long bytes = ThreadCost.bytes() - bytesBefore;
    if (threads == 2) {
      phaser.arriveAndAwaitAdvance();
    }
    return new Cost(took, bytes, threads == 1 || otherDid >= batch.length / 2);
  }

  /** Both go on within some nanoseconds of each other, if both have a CPU. */
  private void meet() {
    ready.incrementAndGet();
    while (ready.get() < threads) {
      Thread.onSpinWait();
    }
  }

  private void recordAll(ReportCost.Subject what, int thread) {
    for (int i = 0; i < batch.length; i += STEP) {
      what.record(batch, i, i + STEP);
      done.setOpaque(thread * LINE, i + STEP);
    }
  }

  private void second() {
    while (phaser.arriveAndAwaitAdvance() >= 0) {
      ReportCost.Subject what = subject;
      if (what != null) {
        meet();
        recordAll(what, 1);
      }
      phaser.arriveAndAwaitAdvance();
    }
  }

  @Override
  public void close() {
    phaser.forceTermination();
  }
}
