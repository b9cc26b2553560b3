package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** One JSON object, read when it is complete; one that is too long is passed on unread. */
public final class WholeTap implements AnswerTap {
  private static final int MAX_BYTES = HeapShare.ofOneAnswer();

  private final Dialect dialect;
  private final Tally tally;
  private final ByteArrayOutputStream copy = new ByteArrayOutputStream(1024);
  private boolean overflow;
  private long bytes;

  public WholeTap(Dialect dialect, Tally tally) {
    this.dialect = dialect;
    this.tally = tally;
  }

  @Override
  public void feed(byte[] more, int from, int length, Sink out) throws IOException {
    out.write(more, from, length);
    bytes += length;
    overflow |= copy.size() + length > MAX_BYTES;
    if (overflow) {
      copy.reset();
    } else {
      copy.write(more, from, length);
    }
  }

  @Override
  public void end(Sink out) {
    try {
      if (!overflow && copy.size() > 0) {
        dialect.whole(new JsonScan(copy.toByteArray()), tally);
      }
    } catch (BadJson e) {
      overflow = true;
    }
    if (overflow) {
      tally.text(bytes);
    }
  }

  @Override
  public boolean isInsideEvent() {
    return bytes > 0;
  }
}
