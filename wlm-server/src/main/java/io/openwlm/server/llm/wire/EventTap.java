package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Server-sent events. Bytes go to the client as they come, comments and pings too; only if chunks
 * may have to be left out, each event waits for its end. An event that is too long is passed on
 * unread.
 */
public final class EventTap implements AnswerTap {
  private static final int MAX_EVENT = HeapShare.ofOneAnswer();

  private final Dialect dialect;
  private final Tally tally;
  private final boolean strip;

  private byte[] pending = new byte[2048];
  private int length;
  private int seen; // bytes of pending whose line ends are known
  private int lineStart;
  private boolean overflow;

  /**
   * @param strip leaves out events that only tell the usage
   */
  public EventTap(Dialect dialect, Tally tally, boolean strip) {
    this.dialect = dialect;
    this.tally = tally;
    this.strip = strip;
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Sink out) throws IOException {
    if (!strip) {
      out.write(bytes, from, count);
    }
    append(bytes, from, count);
    int begin = 0; // of the event
    int kept = 0; // first byte that was neither written nor dropped
    while (seen < length) {
      byte b = pending[seen];
      if (b != '\n' && b != '\r') {
        seen++;
        continue;
      }
      if (b == '\r' && seen + 1 == length) {
        break; // a line feed may follow
      }
      int next = b == '\r' && pending[seen + 1] == '\n' ? seen + 2 : seen + 1;
      if (seen == lineStart) {
        boolean drop = event(begin, seen);
        if (drop && strip) {
          write(kept, begin, out);
          kept = next;
        }
        begin = next;
      }
      seen = next;
      lineStart = next;
    }
    write(kept, begin, out);
    forget(begin, out);
  }

  /** Parses a complete event; says whether it only tells the usage. */
  private boolean event(int from, int to) {
    if (overflow) {
      overflow = false;
      return false;
    }
    try {
      return data(from, to);
    } catch (BadJson e) {
      return false; // not ours to judge: the client gets it as it is
    }
  }

  private boolean data(int from, int to) throws BadJson {
    int dataFrom = -1;
    int dataTo = -1;
    ByteArrayOutputStream joined = null;
    int line = from;
    while (line < to) {
      int end = line;
      while (end < to && pending[end] != '\n' && pending[end] != '\r') {
        end++;
      }
      if (end - line >= 5 && isData(line)) {
        int value = end - line > 5 && pending[line + 5] == ' ' ? line + 6 : line + 5;
        if (dataFrom >= 0) {
          joined = joined == null ? copy(dataFrom, dataTo) : joined;
          joined.write('\n');
          joined.write(pending, value, end - value);
        }
        dataFrom = value;
        dataTo = end;
      }
      line = end + 1;
    }
    if (dataFrom < 0) {
      return false;
    }
    JsonScan scan =
        joined == null
            ? new JsonScan(pending, dataFrom, dataTo)
            : new JsonScan(joined.toByteArray());
    return scan.isObject() && dialect.event(scan, tally);
  }

  private boolean isData(int at) {
    return pending[at] == 'd'
        && pending[at + 1] == 'a'
        && pending[at + 2] == 't'
        && pending[at + 3] == 'a'
        && pending[at + 4] == ':';
  }

  private ByteArrayOutputStream copy(int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(pending, from, to - from);
    return out;
  }

  private void write(int from, int to, Sink out) throws IOException {
    if (strip && to > from) {
      out.write(pending, from, to - from);
    }
  }

  private void append(byte[] bytes, int from, int count) {
    if (length + count > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + count));
    }
    System.arraycopy(bytes, from, pending, length, count);
    length += count;
  }

  /** Drops what is done with: whole events, and all of one that is too long. */
  private void forget(int begin, Sink out) throws IOException {
    int upTo = begin;
    if (length - begin > MAX_EVENT && lineStart > begin) {
      upTo = lineStart; // the last line is needed to see the event's end
      overflow = true;
    } else if (length - begin > MAX_EVENT && seen - lineStart > 2) {
      upTo = seen - 1; // a line that is longer than that: one byte keeps it from being empty
      overflow = true;
    }
    if (upTo > begin) {
      write(begin, upTo, out);
    }
    if (upTo == 0) {
      return;
    }
    System.arraycopy(pending, upTo, pending, 0, length - upTo);
    length -= upTo;
    seen -= upTo;
    lineStart = Math.max(0, lineStart - upTo);
  }

  @Override
  public void end(Sink out) throws IOException {
    if (length > 0) {
      boolean drop = event(0, length);
      if (!drop) {
        write(0, length, out);
      }
      length = 0;
      seen = 0;
      lineStart = 0;
    }
  }

  @Override
  public boolean isInsideEvent() {
    return !strip && length > 0;
  }
}
