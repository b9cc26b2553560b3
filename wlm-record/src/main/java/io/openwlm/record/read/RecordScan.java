package io.openwlm.record.read;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.SmfRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads one file from its start to the end that it has when reading starts. Whatever the bytes are,
 * every record that is whole is found, everything else is told as damage, and nothing fails but the
 * reading itself.
 */
public final class RecordScan {
  private static final int WINDOW = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final long size;
  private final byte[] window = new byte[WINDOW];
  private long windowStart;
  private int windowLength;

  private RecordScan(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    size = channel.size();
  }

  /**
   * Shows all records of a file to a visitor.
   *
   * @throws IOException if the file cannot be read
   */
  public static void scan(Path file, RecordVisitor visitor) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      new RecordScan(file, channel).run(visitor);
    }
  }

  private void run(RecordVisitor visitor) throws IOException {
    long at = 0;
    long number = 1;
    while (at < size) {
      String problem = problem(at);
      if (problem.isEmpty()) {
        int length = SmfRecord.length(bytes(at, 2));
        try {
          visitor.visit(SmfRecord.of(bytes(at, length)), file, number, at);
        } catch (BadRecord e) {
          visitor.damaged(new Damage(file, number, at, 0, String.valueOf(e.getMessage()), false));
        }
        at += length;
      } else {
        long next = next(at + 1);
        visitor.damaged(new Damage(file, number, at, next - at, problem, next == size));
        at = next;
      }
      number++;
    }
  }

  /** Why no whole record starts here; empty if one does. */
  private String problem(long at) throws IOException {
    if (size - at < SmfRecord.MIN_LENGTH) {
      return "only " + (size - at) + " bytes are left";
    }
    byte[] start = bytes(at, SmfRecord.MIN_LENGTH);
    String problem = SmfRecord.problem(start);
    int length = SmfRecord.length(start);
    return problem.isEmpty() && length > size - at
        ? "it has " + length + " bytes, of which " + (size - at) + " are there"
        : problem;
  }

  /** The next place where a record starts that another one, or the end of the file, follows. */
  private long next(long from) throws IOException {
    for (long at = from; at + SmfRecord.MIN_LENGTH <= size; at++) {
      load(at, SmfRecord.MIN_LENGTH);
      int i = (int) (at - windowStart);
      boolean maybe = window[i + 2] == 0 && window[i + 3] == 0 && window[i + 4] == 0x40;
      if (maybe && problem(at).isEmpty()) {
        long end = at + SmfRecord.length(bytes(at, 2));
        if (end == size || problem(end).isEmpty()) {
          return at;
        }
      }
    }
    return size;
  }

  private byte[] bytes(long at, int length) throws IOException {
    load(at, length);
    int from = (int) (at - windowStart);
    return Arrays.copyOfRange(window, from, from + length);
  }

  private void load(long at, int length) throws IOException {
    if (at >= windowStart && at + length <= windowStart + windowLength) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(window);
    windowStart = at;
    while (buffer.position() < length || (buffer.hasRemaining() && at + buffer.position() < size)) {
      int n = channel.read(buffer, at + buffer.position());
      if (n < 0) {
        throw new IOException(file + " became shorter while it was read");
      }
    }
    windowLength = buffer.position();
  }
}
