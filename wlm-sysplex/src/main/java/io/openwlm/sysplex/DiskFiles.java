package io.openwlm.sysplex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files in a directory of this machine: mode 0640 in 0750. No symbolic link is followed, neither
 * for the directory nor for a file in it, and nothing but a regular file is opened.
 */
final class DiskFiles implements StoreFiles {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r-----");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(FILE);
  private static final Set<OpenOption> READ_WRITE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> READ =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  private static final Set<OpenOption> NEW =
      Set.of(
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final Path directory;
  private final Set<OpenOption> options;

  private DiskFiles(Path directory, Set<OpenOption> options) {
    this.directory = directory;
    this.options = options;
  }

  /**
   * Makes the directory if needed, with those above it.
   *
   * @throws IOException if it is no directory of the user's own
   */
  static DiskFiles writable(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = directory.toAbsolutePath().getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent, PosixFilePermissions.asFileAttribute(DIRECTORY));
      }
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY));
      forceDirectory(parent == null ? directory : parent);
    }
    check(directory);
    Files.setPosixFilePermissions(directory, DIRECTORY);
    return new DiskFiles(directory, READ_WRITE);
  }

  /** For looking only; nothing is made or changed. */
  static DiskFiles readable(Path directory) throws IOException {
    check(directory);
    return new DiskFiles(directory, READ);
  }

  private static void check(Path directory) throws IOException {
    if (Files.isSymbolicLink(directory)) {
      throw new IOException(directory + " is a symbolic link");
    }
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(directory + " is no directory");
    }
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  @Override
  public boolean exists(String name) {
    return Files.exists(path(name), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public StoreFile open(String name) throws IOException {
    if (!Files.isRegularFile(path(name), LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path(name) + (exists(name) ? " is no regular file" : " is missing"));
    }
    return new DiskFile(FileChannel.open(path(name), options));
  }

  @Override
  public StoreFile create(String name) throws IOException {
    FileChannel channel = FileChannel.open(path(name), NEW, FILE_MODE);
    Files.setPosixFilePermissions(path(name), FILE);
    return new DiskFile(channel);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.deleteIfExists(path(name));
  }

  @Override
  public void replace(String name, String by) throws IOException {
    Files.move(path(by), path(name), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void force() throws IOException {
    forceDirectory(directory);
  }

  private static void forceDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public String describe(String name) {
    return path(name).toString();
  }

  private record DiskFile(FileChannel channel) implements StoreFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return channel.read(into, at);
    }

    @Override
    public void write(ByteBuffer from, long at) throws IOException {
      long to = at;
      while (from.hasRemaining()) {
        to += channel.write(from, to);
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
