package io.openwlm.bench;

import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Reads what was recorded from a thread of its own, as one who wants to know it would. */
final class PeerReader implements AutoCloseable {
  private final Phaser phaser = new Phaser(2);
  private final AtomicHistogram histogram;
  private final AtomicHistogram copy;
  private final Recorder recorder;
  private final Histogram interval;
  private final LongAdder adder;
  private long sum;

  PeerReader(AtomicHistogram histogram, Recorder recorder, LongAdder adder) {
    this.histogram = histogram;
    this.recorder = recorder;
    this.adder = adder;
    copy = histogram.copy();
    interval = recorder.getIntervalHistogram();
    Thread.ofPlatform().daemon().name("bench-reader").start(this::readUntilClosed);
  }

  /** Returns when all was read. */
  void readAll() {
    phaser.arriveAndAwaitAdvance();
    phaser.arriveAndAwaitAdvance();
  }

  private void readUntilClosed() {
    while (phaser.arriveAndAwaitAdvance() >= 0) {
      histogram.copyInto(copy);
      recorder.getIntervalHistogramInto(interval);
      sum += adder.sum();
      phaser.arriveAndAwaitAdvance();
    }
  }

  /** So that no reading is optimised away. */
  long sum() {
    return sum;
  }

  @Override
  public void close() {
    phaser.forceTermination();
  }
}
