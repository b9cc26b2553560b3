package io.openwlm.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/**
 * Cuts what a client sends into lines. Holds 8 KiB; a longer line borrows from a budget that all
 * connections share and gives it back with the next line. The line is valid until the next call.
 */
final class LineReader {
  static final int SMALL_BYTES = 8 << 10;
  private static final int READ_BYTES = 16 << 10;

  private final ReadableByteChannel channel;
  private final int maxBytes;
  private final LineBudget budget;
  private byte[] buffer = new byte[SMALL_BYTES];
  private ByteBuffer view = ByteBuffer.wrap(buffer);
  private int borrowed;
  private int lineAt;
  private int lineLength;
  private int next;
  private int filled;
  private volatile long lineSinceNanos;

  LineReader(ReadableByteChannel channel, int maxBytes, LineBudget budget) {
    this.channel = channel;
    this.maxBytes = maxBytes;
    this.budget = budget;
  }

  /** What became of a read. */
  enum Outcome {
    LINE,
    END,
    TOO_LONG,
    NO_ROOM
  }

  /** Waits for the next line. The last one need not have an end. */
  Outcome next() throws IOException {
    shrink();
    int scanned = next;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (buffer[scanned] == '\n') {
          lineAt = next;
          lineLength = scanned - next;
          next = scanned + 1;
          lineSinceNanos = 0;
          return Outcome.LINE;
        }
      }
      if (filled > next && lineSinceNanos == 0) {
        lineSinceNanos = System.nanoTime() | 1;
      }
      if (filled - next > maxBytes) {
        return Outcome.TOO_LONG;
      }
      scanned -= next;
      if (!makeRoom()) {
        return Outcome.NO_ROOM;
      }
      view.limit(Math.min(buffer.length, filled + READ_BYTES)).position(filled);
      int n = channel.read(view);
      if (n < 0) {
        return lastLine();
      }
      filled += n;
    }
  }

  private Outcome lastLine() {
    lineAt = next;
    lineLength = filled - next;
    next = filled;
    return lineLength == 0 ? Outcome.END : Outcome.LINE;
  }

  /** Moves the begun line to the front and sees that there is room behind it. */
  private boolean makeRoom() {
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
    }
    if (filled < buffer.length) {
      return true;
    }
    int bigger = Math.min(buffer.length * 4, maxBytes + 1);
    if (!budget.take(bigger)) {
      return false;
    }
    resize(bigger);
    budget.giveBack(borrowed);
    borrowed = bigger;
    return true;
  }

  private void shrink() {
    if (borrowed > 0 && filled - next <= SMALL_BYTES / 2) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      filled -= next;
      next = 0;
      resize(SMALL_BYTES);
      budget.giveBack(borrowed);
      borrowed = 0;
    }
  }

  private void resize(int bytes) {
    buffer = Arrays.copyOf(buffer, bytes);
    view = ByteBuffer.wrap(buffer);
  }

  /** Gives back what is borrowed; the reader is not used after this. */
  void release() {
    budget.giveBack(borrowed);
    borrowed = 0;
  }

  byte[] buffer() {
    return buffer;
  }

  int lineAt() {
    return lineAt;
  }

  int lineLength() {
    return lineLength;
  }

  /** {@link System#nanoTime} when the unfinished line began; 0 if there is none. For any thread. */
  long lineSinceNanos() {
    return lineSinceNanos;
  }
}
