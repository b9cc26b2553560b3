package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.sysplex.StoreFiles.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A look at a couple data set that changes nothing and takes no lock: also at one that a daemon is
 * writing to. What is not finished at its end is not seen. The same for the file of a snapshot.
 */
public final class CoupleCopy implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final StoreFile file;
  private final String name;
  private final LogScan.Result result;

  private CoupleCopy(StoreFile file, String name, LogScan.Result result) {
    this.file = file;
    this.name = name;
    this.result = result;
  }

  /**
   * Looks at the couple data set in a directory, or at a snapshot.
   *
   * @throws StoreFailure if it is damaged, or no couple data set
   */
  public static CoupleCopy of(Path directoryOrSnapshot) {
    return open(directoryOrSnapshot, false);
  }

  /** As {@link #of}, but shows every revision that is whole, whatever else is damaged. */
  public static CoupleCopy salvaged(Path directoryOrSnapshot) {
    return open(directoryOrSnapshot, true);
  }

  /** True if a file begins as a snapshot does. */
  public static boolean looksLikeSnapshot(Path file) {
    byte[] begin =
        "{\"record\":1,\"previous\":\"".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try (var in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(begin.length), begin);
    } catch (IOException e) {
      return false;
    }
  }

  private static CoupleCopy open(Path path, boolean salvaging) {
    try {
      boolean directory = Files.isDirectory(path);
      Path absolute = path.toAbsolutePath();
      Path parent = absolute.getParent();
      if (parent == null) {
        throw new IOException("it is no couple data set");
      }
      DiskFiles files = DiskFiles.readable(directory ? path : parent.toRealPath());
      String name = directory ? EmbeddedCoupleDataSet.LOG : absolute.getFileName().toString();
      StoreFile file = files.open(name);
      try {
        LogScan.Result result =
            salvaging
                ? new LogScan.Result(
                    LogScan.salvage(file, files.describe(name)), List.of(), 0, "", 0, null)
                : LogScan.of(file, files.describe(name));
        if (result.revisions().isEmpty() && result.records() == 0 && file.size() > 0) {
          throw new StoreFailure(files.describe(name) + " holds nothing of a couple data set");
        }
        return new CoupleCopy(file, files.describe(name), result);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StoreFailure("no couple data set can be read there: " + e.getMessage(), e);
    }
  }

  /** Newest first. */
  public List<StoredRevision> revisions() {
    return result.revisions().reversed().stream().map(LogScan.Found::revision).toList();
  }

  /** Newest first. */
  public List<ActivationEntry> activations() {
    return result.activations().reversed();
  }

  /** The text of a revision's definition; empty if there is none of that number. */
  public Optional<String> text(long revision) {
    for (LogScan.Found found : result.revisions()) {
      if (found.revision().number() == revision) {
        try {
          return Optional.of(StoredText.of(file, found));
        } catch (IOException e) {
          throw new StoreFailure(name + ": revision " + revision + ": " + e.getMessage(), e);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Writes all that is finished into a file that must not exist, mode 0640, and brings it to the
   * disk.
   *
   * @return how many bytes
   */
  public long saveAs(Path snapshot) {
    Path absolute = snapshot.toAbsolutePath();
    Path parent = absolute.getParent();
    try {
      if (parent == null) {
        throw new IOException("it is no file");
      }
      DiskFiles files = DiskFiles.readable(parent.toRealPath());
      try (StoreFile to = files.create(absolute.getFileName().toString())) {
        copyTo(to);
        to.force();
      }
      files.force();
      return result.end();
    } catch (IOException e) {
      throw new StoreFailure("the snapshot cannot be written: " + e, e);
    }
  }

  void copyTo(StoreFile to) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long at = 0; at < result.end(); ) {
      chunk.clear().limit((int) Math.min(CHUNK, result.end() - at));
      int n = file.read(chunk, at);
      if (n <= 0) {
        throw new IOException("the file is shorter than it was");
      }
      to.write(chunk.flip(), at);
      at += n;
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new StoreFailure(name + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
