package io.openwlm.record.write;

import io.openwlm.record.read.RecordFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Record files of one directory, written by one thread. Files are only ever made anew, never
 * followed through a link and never opened again; what is written reaches the kernel at once and
 * the disk at the latest with the write after {@value #FSYNC_MILLIS} ms, at the end of a file and
 * on close. Removes the oldest of its own files, and nothing else.
 */
final class RecordDirectory implements AutoCloseable {
  static final long FSYNC_MILLIS = 30_000;
  private static final int MOST_NAMES = 1000;

  private final Path directory;
  private final RecordLimits limits;
  private final Consumer<String> log;
  private @Nullable FileChannel channel;
  private long fileBytes;
  private long fileStartMillis;
  private long fsyncMillis;

  private RecordDirectory(Path directory, RecordLimits limits, Consumer<String> log) {
    this.directory = directory;
    this.limits = limits;
    this.log = log;
  }

  /**
   * Makes the directory if needed (mode 0750).
   *
   * @throws IOException if it cannot be made, is a symbolic link, belongs to another user, or if
   *     others may write to it
   */
  static RecordDirectory open(Path directory, RecordLimits limits, Consumer<String> log)
      throws IOException {
    if (Files.isSymbolicLink(directory)) {
      throw new IOException(directory + " is a symbolic link");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    }
    Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    if (!Objects.equals(owner, self)) {
      throw new IOException(directory + " belongs to another user");
    }
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(directory);
    if (mode.contains(PosixFilePermission.GROUP_WRITE)
        || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new IOException("others than its owner may write to " + directory);
    }
    RecordDirectory records = new RecordDirectory(directory, limits, log);
    records.prune(System.currentTimeMillis());
    return records;
  }

  /** True if the next interval starts a file. */
  boolean startsFile(long epochMillis) {
    return channel == null
        || fileBytes >= limits.fileBytes()
        || epochMillis - fileStartMillis >= limits.fileAge().toMillis();
  }

  /**
   * Appends records that belong together.
   *
   * @param epochMillis of the interval; a new file is named by it
   * @throws IOException if they cannot be written; the next ones start a new file
   */
  void append(List<byte[]> records, long epochMillis, long nowMillis) throws IOException {
    if (startsFile(epochMillis)) {
      close();
      channel = create(epochMillis);
      fileBytes = 0;
      fileStartMillis = epochMillis;
      fsyncMillis = nowMillis;
      prune(nowMillis);
    }
    FileChannel open = Objects.requireNonNull(channel);
    ByteBuffer bytes = ByteBuffer.allocate(records.stream().mapToInt(r -> r.length).sum());
    records.forEach(bytes::put);
    bytes.flip();
    try {
      while (bytes.hasRemaining()) {
        fileBytes += open.write(bytes);
      }
      if (nowMillis - fsyncMillis >= FSYNC_MILLIS) {
        open.force(false);
        fsyncMillis = nowMillis;
      }
    } catch (IOException e) {
      channel = null;
      open.close(); // what is torn stays the end of its file
      throw e;
    }
  }

  private FileChannel create(long epochMillis) throws IOException {
    for (int n = 1; n <= MOST_NAMES; n++) {
      try {
        return FileChannel.open(
            directory.resolve(RecordFiles.name(epochMillis, n)),
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
      } catch (FileAlreadyExistsException e) {
        // Somebody's file or link: it is neither opened nor followed.
      }
    }
    throw new IOException("no free name for a record file in " + directory);
  }

  /** Removes the oldest files until the rest is within the limits; a file that is written stays. */
  private void prune(long nowMillis) {
    try {
      List<RecordFiles.Entry> files = RecordFiles.in(directory);
      long total = files.stream().mapToLong(RecordFiles.Entry::bytes).sum();
      for (int i = 0; i < files.size(); i++) {
        boolean writing = channel != null && i == files.size() - 1;
        RecordFiles.Entry file = files.get(i);
        boolean old = nowMillis - file.modifiedEpochMillis() > limits.age().toMillis();
        if (writing || (!old && total + limits.fileBytes() <= limits.totalBytes())) {
          continue;
        }
        Files.delete(file.path());
        total -= file.bytes();
        log.accept(
            "WLM0604I records: removed "
                + file.path().getFileName()
                + (old ? ", it is older than is kept" : ", to stay within the total size"));
      }
    } catch (IOException e) {
      log.accept("WLM0605W records: old files cannot be removed: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try (open) {
        open.force(true);
      }
    }
  }
}
