package io.openwlm.record.write;

import io.openwlm.core.port.RecordSink;
import io.openwlm.model.record.IntervalRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Takes interval records from the cycle and writes them to files on a thread of its own. Taking one
 * never waits: what does not fit into the queue is dropped, counted and told. A file that cannot be
 * written costs records, never the daemon.
 */
public final class RecordWriter implements RecordSink, AutoCloseable {
  /** Intervals that wait; more are dropped. */
  public static final int QUEUE = 64;

  private static final long CLOSE_SECONDS = 5;
  private static final long POLL_MILLIS = 200;

  private final BlockingQueue<IntervalRecord> queue = new ArrayBlockingQueue<>(QUEUE);
  private final AtomicLong dropped = new AtomicLong();
  private final RecordDirectory directory;
  private final IntervalFormatter formatter = new IntervalFormatter();
  private final Consumer<String> log;
  private final Thread thread;
  private volatile boolean closing;
  private long toldDropped;
  private long failed;

  private RecordWriter(RecordDirectory directory, Consumer<String> log) {
    this.directory = directory;
    this.log = log;
    thread = Thread.ofPlatform().name("records").daemon().unstarted(this::write);
  }

  /**
   * Opens a directory for records and starts the thread.
   *
   * @throws IOException if the directory cannot be used safely, see {@code RecordDirectory}
   */
  public static RecordWriter open(Path directory, RecordLimits limits, Consumer<String> log)
      throws IOException {
    RecordWriter writer = new RecordWriter(RecordDirectory.open(directory, limits, log), log);
    writer.thread.start();
    return writer;
  }

  @Override
  public void accept(IntervalRecord interval) {
    if (closing || !queue.offer(interval)) {
      dropped.incrementAndGet();
    }
  }

  /**
   * The same for a simulation, where time stands still meanwhile: waits until there is room, so
   * that nothing is lost.
   */
  public RecordSink waiting() {
    return interval -> {
      try {
        while (!closing && !queue.offer(interval, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          // The files are slower than the simulation.
        }
      } catch (InterruptedException e) {
        dropped.incrementAndGet();
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Records that were not taken because the queue was full. */
  public long dropped() {
    return dropped.get();
  }

  private void write() {
    try {
      while (true) {
        IntervalRecord interval = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (interval != null) {
          write(interval);
        } else if (closing) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(IntervalRecord interval) {
    try {
      long end = interval.endEpochMillis();
      if (directory.startsFile(end)) {
        formatter.startFile();
      }
      directory.append(formatter.records(interval), end, System.currentTimeMillis());
      if (failed > 0) {
        log.accept("WLM0602I records are written again; " + failed + " intervals are missing");
        failed = 0;
      }
    } catch (IOException | RuntimeException e) {
      if (failed++ == 0) {
        log.accept("WLM0601E records cannot be written: " + e + "; the next interval is tried");
      }
    }
    long now = dropped.get();
    if (now > toldDropped) {
      log.accept(
          "WLM0603W "
              + (now - toldDropped)
              + " interval records were dropped: the files could not take them in time");
      toldDropped = now;
    }
  }

  /** Writes what waits, for at most {@value #CLOSE_SECONDS} seconds, and closes the file. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      thread.interrupt();
      throw new IOException("the last records could not be written in time");
    }
    directory.close();
  }
}
