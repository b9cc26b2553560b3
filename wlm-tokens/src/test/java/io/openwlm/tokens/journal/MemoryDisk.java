package io.openwlm.tokens.journal;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A disk in memory that can fail: every operation, from one on, or for a while. What was written
 * but not forced when it is cut off is there up to a chosen byte.
 */
final class MemoryDisk implements JournalDisk {
  final Map<String, byte[]> files = new HashMap<>();
  volatile boolean failing;
  private long untilFault = Long.MAX_VALUE;

  /** The operation after so many more fails, and all after it. */
  synchronized void failAfter(long operations) {
    untilFault = operations;
  }

  private synchronized void change(String what) throws IOException {
    if (untilFault != Long.MAX_VALUE && untilFault-- <= 0) {
      failing = true;
    }
    if (failing) {
      throw new IOException("no space left at " + what);
    }
  }

  synchronized void heal() {
    failing = false;
    untilFault = Long.MAX_VALUE;
  }

  /** The files as a crash at this moment leaves them. */
  synchronized MemoryDisk copy() {
    MemoryDisk copy = new MemoryDisk();
    files.forEach((name, bytes) -> copy.files.put(name, bytes.clone()));
    return copy;
  }

  @Override
  public synchronized List<String> list() {
    return new ArrayList<>(files.keySet());
  }

  @Override
  public synchronized byte[] read(String name) throws IOException {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new FileNotFoundException(name);
    }
    return bytes.clone();
  }

  @Override
  public synchronized Out create(String name) throws IOException {
    change("create");
    if (files.putIfAbsent(name, new byte[0]) != null) {
      throw new IOException("exists: " + name);
    }
    return new MemoryOut(name);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    change("rename");
    byte[] bytes = files.remove(from);
    if (bytes == null) {
      throw new FileNotFoundException(from);
    }
    files.put(to, bytes);
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    change("delete");
    files.remove(name);
  }

  @Override
  public void force() throws IOException {
    change("flush of the directory");
  }

  private final class MemoryOut implements Out {
    private final String name;

    MemoryOut(String name) {
      this.name = name;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      synchronized (MemoryDisk.this) {
        boolean fails = false;
        try {
          change("write");
        } catch (IOException e) {
          fails = true;
        }
        byte[] before = files.getOrDefault(name, new byte[0]);
        ByteArrayOutputStream now = new ByteArrayOutputStream();
        now.write(before, 0, before.length);
        now.write(bytes, from, fails ? length / 2 : length);
        files.put(name, now.toByteArray());
        if (fails) {
          throw new IOException("no space left at write");
        }
      }
    }

    @Override
    public void force() throws IOException {
      change("flush");
    }

    @Override
    public void close() {}
  }
}
