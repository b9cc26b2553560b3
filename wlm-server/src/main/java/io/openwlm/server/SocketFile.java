package io.openwlm.server;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The socket's place in the file system. A socket that somebody answers on is never taken away;
 * only the file that this server made is removed at the end. A lock beside it keeps two daemons
 * that start at one time apart.
 */
public final class SocketFile implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final Path path;
  private final ServerSocketChannel channel;
  private final @Nullable Object key;

  private SocketFile(Path path, ServerSocketChannel channel, @Nullable Object key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
  }

  /**
   * Binds the socket; its mode is 0666, the peer's user decides what it may do.
   *
   * @throws IOException if another daemon answers there, or something else is in the way
   */
  public static SocketFile bind(Path path) throws IOException {
    Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
    try (FileChannel lockFile =
        FileChannel.open(
            lockPath,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      lock(lockFile, path);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        bind(channel, path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        return new SocketFile(path, channel, key(path));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  /**
   * Makes room for a socket that somebody else binds: removes one that nobody answers on.
   *
   * @throws IOException if another daemon answers there, or something else is in the way
   */
  public static void clear(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException(path + " exists and is not a socket");
    }
    if (isAnswered(UnixDomainSocketAddress.of(path))) {
      throw new IOException("another wlmd answers on " + path);
    }
    Files.delete(path);
  }

  /** Locks until the file is closed. */
  private static void lock(FileChannel lockFile, Path path) throws IOException {
    try {
      FileLock lock = lockFile.tryLock();
      if (lock != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // the same as a lock of another process
    }
    throw new IOException("another wlmd is starting on " + path);
  }

  private static void bind(ServerSocketChannel channel, Path path) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
    try {
      channel.bind(address, BACKLOG);
    } catch (BindException inUse) {
      if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther()) {
        throw new IOException(path + " exists and is not a socket", inUse);
      }
      if (isAnswered(address)) {
        throw new IOException("another wlmd answers on " + path, inUse);
      }
      Files.delete(path);
      channel.bind(address, BACKLOG);
    }
  }

  private static boolean isAnswered(UnixDomainSocketAddress address) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // not blocking: a full queue of a daemon that hangs counts as an answer
      probe.configureBlocking(false);
      probe.connect(address);
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  Path path() {
    return path;
  }

  public ServerSocketChannel channel() {
    return channel;
  }

  /** Stops listening and removes the file if it is still the one made here. */
  @Override
  public void close() throws IOException {
    try {
      if (key != null && key.equals(key(path))) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // gone already, or the directory is: nothing of ours is left
    } finally {
      channel.close();
    }
  }
}
