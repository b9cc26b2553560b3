package io.openwlm.linux.actuate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon keeps what must survive it: {@code lock}, {@code restore.journal} and {@code
 * environments}, readable by its user only. As long as it is open, no other daemon can open it.
 */
public final class StateDirectory implements AutoCloseable {
  private final Path directory;
  private final FileChannel lockChannel;
  private final FileLock lock;

  private StateDirectory(Path directory, FileChannel lockChannel, FileLock lock) {
    this.directory = directory;
    this.lockChannel = lockChannel;
    this.lock = lock;
  }

  /** Another process has the directory. */
  public static final class InUse extends IOException {
    private static final long serialVersionUID = 1;
    private final String pid;

    InUse(Path directory, String pid) {
      super(directory + " is in use by process " + pid);
      this.pid = pid;
    }

    /** Process id of the other daemon, or {@code unknown}. */
    public String pid() {
      return pid;
    }
  }

  /**
   * Makes the directory if needed (mode 0700) and locks it.
   *
   * @throws InUse if another daemon runs on it
   * @throws IOException if it cannot be made, locked, or is a symbolic link
   */
  public static StateDirectory open(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      throw new IOException(directory + " is a symbolic link");
    }
    var mode = PosixFilePermissions.fromString("rwx------");
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(mode));
    }
    Files.setPosixFilePermissions(directory, mode);
    Path lockFile = directory.resolve("lock");
    FileChannel channel =
        FileChannel.open(
            lockFile,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String pid = pid(channel);
      channel.close();
      throw new InUse(directory, pid);
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
        0);
    return new StateDirectory(directory, channel, lock);
  }

  /** The journal in this directory. */
  public RestoreJournal openJournal() throws IOException {
    return RestoreJournal.open(journalFile(directory));
  }

  /**
   * The states of application environments in this directory.
   *
   * @param log takes one line if they cannot be used
   */
  public EnvironmentFile environments(Consumer<String> log) {
    return new EnvironmentFile(directory, log);
  }

  /** Where the journal lies in a state directory. */
  public static Path journalFile(Path directory) {
    return directory.resolve("restore.journal");
  }

  public Path path() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockChannel.close();
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String pid(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16);
    channel.read(bytes, 0);
    String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
    return text.matches("[0-9]+") ? text : "unknown";
  }
}
