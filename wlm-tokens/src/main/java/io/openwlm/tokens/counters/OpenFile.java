package io.openwlm.tokens.counters;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A regular file, opened without following links, and where it lies on the disk. */
record OpenFile(FileChannel channel, long device, long inode) implements AutoCloseable {
  private static final int OTHERS_WRITE = 2;

  /** Where a file lies, without opening it. */
  record Identity(long device, long inode) {}

  /**
   * Where the file of a name lies; null if there is none.
   *
   * @throws IOException if it is no regular file, or anyone may write to it
   */
  static @Nullable Identity identify(Path path) throws IOException {
    Map<String, Object> all;
    try {
      all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return null;
    }
    if (!Boolean.TRUE.equals(all.get("isRegularFile"))) {
      throw new IOException("it is no regular file");
    }
    if (!(all.get("mode") instanceof Integer mode)
        || !(all.get("dev") instanceof Long device)
        || !(all.get("ino") instanceof Long inode)) {
      throw new IOException("the file system does not say where it lies");
    }
    if ((mode & OTHERS_WRITE) != 0) {
      throw new IOException("anyone may write to it");
    }
    return new Identity(device, inode);
  }

  /** Opens what has that name; null if it is gone or has just been replaced. */
  static @Nullable OpenFile open(Path path, Identity identity) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException e) {
      return null;
    }
    if (!identity.equals(identify(path))) {
      channel.close();
      return null;
    }
    return new OpenFile(channel, identity.device(), identity.inode());
  }

  /** Reads from a place; what is there, up to the length. */
  byte[] read(long offset, int length) throws IOException {
    ByteBuffer into = ByteBuffer.allocate(length);
    while (into.hasRemaining() && channel.read(into, offset + into.position()) > 0) {
      // until it is full or the file ends
    }
    return Arrays.copyOf(into.array(), into.position());
  }

  /** Hash of the last bytes before an offset. */
  long tail(long offset) throws IOException {
    int length = (int) Math.min(FilePlace.TAIL, offset);
    byte[] bytes = read(offset - length, length);
    return FilePlace.hash(bytes, 0, bytes.length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
