package io.openwlm.tokens.journal;

import io.openwlm.core.port.TokenJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records in memory until one thread writes them in groups, each brought to the disk before the
 * next. A kill loses at most one group. When the disk fails, or is so slow that a buffer fills,
 * nothing more is taken until a snapshot of the whole ledger is on the disk.
 */
final class FileJournal implements TokenJournal, AutoCloseable {
  /** Told by the writer's thread; must not wait. */
  interface Listener {
    /** The journal cannot be written. */
    void failed(String reason);

    /** It can be written again. */
    void works();
  }

  /**
   * How the journal works.
   *
   * @param groupMillis how long a group may gather records, 1 to 1,000
   * @param bufferBytes for one group, at least twice the largest record
   * @param generationBytes a file of that size is followed by a snapshot and a new one
   * @param retryMillis how long to wait after the disk failed
   */
  record Settings(int groupMillis, int bufferBytes, long generationBytes, int retryMillis) {
    static final Settings DEFAULT = new Settings(10, 6 << 20, 16L << 20, 1_000);
  }

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final JournalFiles files;
  private final Settings settings;
  private final Listener listener;
  private final Object lock = new Object();
  private final Thread writer;

  // guarded by lock
  private byte[] filling;
  private ByteBuffer view;
  private int fill;
  private int cut = -1;
  private long lastNumber;
  private long durableNumber;
  private boolean broken = true;
  private boolean wanted;
  private boolean closed;

  private volatile boolean healthy;

  // of the writer's thread
  private byte[] writing;
  private final CRC32C crc = new CRC32C();
  private JournalDisk.@Nullable Out out;
  private long generation;
  private long written;
  private boolean toldFailed;
  private Supplier<byte[]> snapshots = () -> new byte[0];

  /**
   * @param generation the newest one that is on the disk; 0 for none
   * @param lastNumber of the newest record on the disk
   */
  FileJournal(
      JournalFiles files, Settings settings, Listener listener, long generation, long lastNumber) {
    this.files = files;
    this.settings = settings;
    this.listener = listener;
    this.generation = generation;
    this.lastNumber = lastNumber;
    durableNumber = lastNumber;
    filling = new byte[settings.bufferBytes()];
    writing = new byte[settings.bufferBytes()];
    view = ByteBuffer.wrap(filling);
    writer = Thread.ofPlatform().daemon().name("wlm-token-journal").unstarted(this::run);
  }

  /**
   * Makes the first snapshot and begins to write.
   *
   * @param ledger answers all accounts, and calls {@link #rotate} at that moment
   */
  void start(Supplier<byte[]> ledger) {
    snapshots = ledger;
    renew();
    writer.start();
  }

  @Override
  public boolean append(byte[] record, int length) {
    synchronized (lock) {
      int end = fill + JournalFrames.HEADER + length;
      if (broken || closed || end > filling.length || length > JournalFrames.MOST_BYTES) {
        broken = true;
        healthy = false;
        LockSupport.unpark(writer);
        return false;
      }
      view.putInt(fill, length);
      view.putLong(fill + 8, ++lastNumber);
      System.arraycopy(record, 0, filling, fill + JournalFrames.HEADER, length);
      if (fill == 0) {
        LockSupport.unpark(writer);
      }
      fill = end;
      return true;
    }
  }

  @Override
  public boolean force() {
    synchronized (lock) {
      long number = lastNumber;
      wanted = true;
      LockSupport.unpark(writer);
      while (durableNumber < number && !broken && !closed) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
      return durableNumber >= number && !broken && healthy;
    }
  }

  @Override
  public void rotate() {
    synchronized (lock) {
      cut = fill;
      broken = false;
    }
  }

  @Override
  public boolean healthy() {
    return healthy;
  }

  private void run() {
    while (true) {
      boolean now = await();
      boolean stop;
      synchronized (lock) {
        stop = closed;
      }
      if (!now && !stop) {
        LockSupport.parkNanos(settings.groupMillis() * NANOS_PER_MILLI);
      }
      if (healthy) {
        write();
      }
      if (stop) {
        closeFile();
        return;
      }
      if (!healthy) {
        renew();
        pause();
      } else if (written > settings.generationBytes()) {
        renew();
      }
    }
  }

  /** Waits for records; true if somebody waits for them to be durable. */
  private boolean await() {
    while (true) {
      synchronized (lock) {
        if (fill > 0 || wanted || closed || broken || !healthy) {
          boolean now = wanted;
          wanted = false;
          return now;
        }
      }
      LockSupport.park(this);
    }
  }

  private void pause() {
    synchronized (lock) {
      if (healthy || closed) {
        return;
      }
    }
    LockSupport.parkNanos(settings.retryMillis() * NANOS_PER_MILLI);
  }

  /** Brings what was taken so far to the disk. */
  private void write() {
    int length;
    long number;
    synchronized (lock) {
      length = swap();
      number = lastNumber;
    }
    try {
      write(0, length);
      synchronized (lock) {
        durableNumber = number;
        lock.notifyAll();
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private int swap() {
    byte[] full = filling;
    int length = fill;
    filling = writing;
    writing = full;
    view = ByteBuffer.wrap(filling);
    fill = 0;
    cut = -1;
    return length;
  }

  private void write(int from, int to) throws IOException {
    JournalDisk.Out file = out;
    if (to > from && file != null) {
      JournalFrames.seal(writing, from, to, crc);
      file.write(writing, from, to - from);
      file.force();
      written += to - from;
    }
  }

  /**
   * Begins a new generation with a snapshot of everything. What was taken before the snapshot goes
   * to the file before it.
   */
  private void renew() {
    byte[] snapshot = snapshots.get();
    int length;
    int before;
    long number;
    synchronized (lock) {
      before = Math.max(0, cut);
      length = swap();
      number = lastNumber;
    }
    try {
      if (healthy) {
        write(0, before);
      }
      closeFile();
      generation++;
      out = files.begin(generation);
      written = 0;
      write(before, length);
      files.keep(generation, snapshot);
      files.dropBefore(generation - 1);
      synchronized (lock) {
        if (!broken) {
          healthy = true;
          durableNumber = number;
        }
        lock.notifyAll();
      }
      if (healthy && toldFailed) {
        toldFailed = false;
        listener.works();
      }
    } catch (IOException e) {
      fail(e);
      closeFile();
      files.forget(generation);
    }
  }

  private void fail(IOException e) {
    synchronized (lock) {
      broken = true;
      healthy = false;
      lock.notifyAll();
    }
    if (!toldFailed) {
      toldFailed = true;
      listener.failed(String.valueOf(e.getMessage()));
    }
  }

  private void closeFile() {
    JournalDisk.Out file = out;
    out = null;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // what was acknowledged is on the disk already
      }
    }
  }

  /** Brings everything to the disk and ends. */
  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    LockSupport.unpark(writer);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
