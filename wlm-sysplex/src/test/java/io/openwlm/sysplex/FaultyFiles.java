package io.openwlm.sysplex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Files on a disk that fails at one chosen operation: a write that leaves only its first part, a
 * flush that fails, no room, no new name. What was written before stays as it is.
 */
final class FaultyFiles implements StoreFiles {
  private final StoreFiles disk;
  private final Random random;
  private long untilFault;
  int faults;

  /**
   * @param untilFault operations that change the disk and work, before one fails
   */
  FaultyFiles(StoreFiles disk, long untilFault, Random random) {
    this.disk = disk;
    this.untilFault = untilFault;
    this.random = random;
  }

  private boolean fails() {
    boolean now = untilFault-- == 0;
    faults += now ? 1 : 0;
    return now;
  }

  private void change(String what) throws IOException {
    if (fails()) {
      throw new IOException("Input/output error at " + what);
    }
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public StoreFile open(String name) throws IOException {
    return new FaultyFile(disk.open(name));
  }

  @Override
  public StoreFile create(String name) throws IOException {
    change("create");
    return new FaultyFile(disk.create(name));
  }

  @Override
  public void delete(String name) throws IOException {
    change("delete");
    disk.delete(name);
  }

  @Override
  public void replace(String name, String by) throws IOException {
    change("rename");
    disk.replace(name, by);
  }

  @Override
  public void force() throws IOException {
    change("flush of the directory");
    disk.force();
  }

  @Override
  public String describe(String name) {
    return disk.describe(name);
  }

  private final class FaultyFile implements StoreFile {
    private final StoreFile file;

    FaultyFile(StoreFile file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return file.read(into, at);
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      if (fails()) {
        int part = random.nextInt(from.remaining() + 1);
        file.write(from.slice(from.position(), part), at);
        throw new IOException("No space left on device");
      }
      file.write(from, at);
    }

    @Override
    public void truncate(long size) throws IOException {
      change("truncate");
      file.truncate(size);
    }

    @Override
    public void force() throws IOException {
      change("flush"); // and no real one: the process goes on, and so does what it wrote
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
