package io.openwlm.server.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The lines of one open file, from a position on, each once. Notices when the file was cut off,
 * also if it has grown again past the position: the bytes before the position are no longer those
 * that were read. A line without its end waits; a line of more than {@value #MAX_LINE} bytes is
 * passed over. For one thread.
 */
final class FileFollower implements AutoCloseable {
  static final int MAX_LINE = 64 << 10;
  private static final int TAIL = 64;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private byte[] line = new byte[1024];
  private int length;
  private boolean skipping;
  private long position;
  private byte[] tail = {};

  /** Called for each line, and for each that could not be taken. */
  interface Lines {
    /** A line without its end, bytes as characters (ISO 8859-1). */
    void line(String text);

    void bad(String why);
  }

  private FileFollower(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a regular file; its name must not be a link.
   *
   * @param fromEnd pass over what is there, and the rest of a line that is being written
   */
  static FileFollower open(Path file, boolean fromEnd) throws IOException {
    FileFollower follower =
        new FileFollower(
            FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    try {
      if (fromEnd) {
        follower.toEnd();
      }
      return follower;
    } catch (IOException | RuntimeException e) {
      follower.close();
      throw e;
    }
  }

  private void toEnd() throws IOException {
    position = channel.size();
    tail = before(position);
    skipping = tail.length > 0 && tail[tail.length - 1] != '\n';
  }

  private byte[] before(long end) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(TAIL, end));
    long at = end - bytes.capacity();
    while (bytes.hasRemaining()) {
      int n = channel.read(bytes, at + bytes.position());
      if (n < 0) {
        break;
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * Reads what is new, at most a number of bytes.
   *
   * @return bytes that are still to be read
   */
  long read(Lines to, long maxBytes) throws IOException {
    long size = channel.size();
    boolean cut = size < position || (size > position && !Arrays.equals(tail, before(position)));
    if (cut) {
      position = 0;
      tail = new byte[0];
      if (length > 0) {
        to.bad("a line was cut off with the file");
      }
      length = 0;
      skipping = false;
    }
    long end = Math.min(size, position + maxBytes);
    while (position < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int n = channel.read(buffer, position);
      if (n <= 0) {
        break;
      }
      take(buffer.array(), n, to);
      position += n;
      tail = n < TAIL ? before(position) : end(buffer.array(), n);
    }
    return Math.max(0, size - position);
  }

  private static byte[] end(byte[] bytes, int n) {
    return Arrays.copyOfRange(bytes, n - TAIL, n);
  }

  private void take(byte[] bytes, int n, Lines to) {
    int start = 0;
    for (int i = 0; i < n; i++) {
      if (bytes[i] == '\n') {
        append(bytes, start, i, to);
        endOfLine(to::line);
        start = i + 1;
      }
    }
    append(bytes, start, n, to);
  }

  private void append(byte[] bytes, int from, int to, Lines told) {
    int more = to - from;
    if (skipping || more == 0) {
      return;
    }
    if (length + more > MAX_LINE) {
      skipping = true;
      length = 0;
      told.bad("a line of more than " + MAX_LINE + " bytes");
      return;
    }
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + more));
    }
    System.arraycopy(bytes, from, line, length, more);
    length += more;
  }

  private void endOfLine(Consumer<String> to) {
    if (!skipping) {
      // A program that does not append goes on behind the hole that cutting the file left.
      int from = 0;
      while (from < length && line[from] == 0) {
        from++;
      }
      int end = length > from && line[length - 1] == '\r' ? length - 1 : length;
      if (end > from) {
        to.accept(new String(line, from, end - from, StandardCharsets.ISO_8859_1));
      }
    }
    skipping = false;
    length = 0;
  }

  /** True if the last line read has no end yet. */
  boolean isInLine() {
    return length > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
