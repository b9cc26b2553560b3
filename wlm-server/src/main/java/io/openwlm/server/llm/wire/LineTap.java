package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.io.IOException;
import java.util.Arrays;

/** One JSON object a line. A line that is too long is passed on unread. */
public final class LineTap implements AnswerTap {
  private static final int MAX_LINE = HeapShare.ofOneAnswer();

  private final Dialect dialect;
  private final Tally tally;
  private byte[] pending = new byte[4096];
  private int length;
  private boolean overflow;

  public LineTap(Dialect dialect, Tally tally) {
    this.dialect = dialect;
    this.tally = tally;
  }

  @Override
  public void feed(byte[] bytes, int from, int count, Sink out) throws IOException {
    out.write(bytes, from, count);
    int begin = from;
    for (int i = from; i < from + count; i++) {
      if (bytes[i] == '\n') {
        append(bytes, begin, i - begin);
        line();
        begin = i + 1;
      }
    }
    append(bytes, begin, from + count - begin);
  }

  private void append(byte[] bytes, int from, int count) {
    if (overflow || length + count > MAX_LINE) {
      overflow = true;
      length = 0;
      return;
    }
    if (length + count > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + count));
    }
    System.arraycopy(bytes, from, pending, length, count);
    length += count;
  }

  private void line() {
    try {
      JsonScan scan = new JsonScan(pending, 0, length);
      if (!overflow && scan.isObject()) {
        dialect.event(scan, tally);
      }
    } catch (BadJson e) {
      // not ours to judge: the client gets it as it is
    } finally {
      length = 0;
      overflow = false;
    }
  }

  @Override
  public void end(Sink out) {
    line();
  }

  @Override
  public boolean isInsideEvent() {
    return length > 0;
  }
}
