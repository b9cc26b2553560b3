package io.openwlm.server.llm.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Used by one thread; only {@link #gone} comes from another. What is
 * written leaves with {@link #flush}, in one piece.
 */
public final class Exchange {
  private static final int SMALL_BYTES = 2048;
  private static final int FULL_BYTES = 64 << 10;
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** How the end of an answer is known to the client. */
  private enum Framing {
    LENGTH,
    CHUNKS,
    CLOSE
  }

  private final SocketChannel channel;
  private final RequestHead head;
  private final RequestParser request;
  private final DeadlineSetter deadline;

  private byte[] out = new byte[SMALL_BYTES];
  private int length;
  private Framing framing = Framing.LENGTH;
  private boolean begun;
  private boolean sent;
  private boolean complete;
  private boolean closes;

  private final Object goneLock = new Object();
  private boolean gone;
  private @Nullable Runnable onGone;

  /** Sets the time that the next write may take; 0 for none. */
  @FunctionalInterface
  interface DeadlineSetter {
    void writing(boolean on);
  }

  Exchange(
      SocketChannel channel, RequestHead head, RequestParser request, DeadlineSetter deadline) {
    this.channel = channel;
    this.head = head;
    this.request = request;
    this.deadline = deadline;
    closes = !request.keepsAlive();
  }

  public RequestHead head() {
    return head;
  }

  public byte[] body() {
    return request.body();
  }

  /** The body is not needed any more: gives its memory back before the answer is complete. */
  public void dropBody() {
    request.dropBody();
  }

  /** Answers with a whole body. */
  public void send(Reply reply) throws IOException {
    begin(reply.status(), reply.headers(), reply.body().length);
    write(reply.body(), 0, reply.body().length);
    end();
  }

  /**
   * Begins an answer.
   *
   * @param bytes length of its body; -1 if it is not known yet
   */
  public void begin(int status, HeaderList headers, long bytes) {
    if (begun) {
      throw new IllegalStateException("the answer has begun");
    }
    begun = true;
    StringBuilder text = new StringBuilder(512);
    text.append("HTTP/1.1 ").append(status).append(' ').append(Reasons.of(status)).append("\r\n");
    headers.writeTo(text);
    if (bytes >= 0) {
      text.append("Content-Length: ").append(bytes).append("\r\n");
    } else if (request.isOldVersion()) {
      framing = Framing.CLOSE;
      closes = true;
    } else {
      framing = Framing.CHUNKS;
      text.append("Transfer-Encoding: chunked\r\n");
    }
    text.append(closes ? "Connection: close\r\n\r\n" : "\r\n");
    byte[] line = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    append(line, 0, line.length);
  }

  public boolean hasBegun() {
    return begun;
  }

  /** Whether the answer is complete. */
  public boolean isComplete() {
    return complete;
  }

  /** Adds to the body; leaves with the next {@link #flush}. */
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count == 0) {
      return;
    }
    if (framing == Framing.CHUNKS) {
      byte[] size = (Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      append(size, 0, size.length);
      append(bytes, from, count);
      append(LAST_CHUNK, LAST_CHUNK.length - 2, 2);
    } else {
      append(bytes, from, count);
    }
    if (length >= FULL_BYTES) {
      flush();
    }
  }

  private void append(byte[] bytes, int from, int count) {
    if (length + count > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, length + count));
    }
    System.arraycopy(bytes, from, out, length, count);
    length += count;
  }

  /** Sends what was written. */
  public void flush() throws IOException {
    if (length == 0) {
      return;
    }
    sent = true;
    deadline.writing(true);
    ByteBuffer bytes = ByteBuffer.wrap(out, 0, length);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    deadline.writing(false);
    length = 0;
    if (out.length > FULL_BYTES) {
      out = new byte[SMALL_BYTES];
    }
  }

  /** Completes the answer. */
  public void end() throws IOException {
    if (framing == Framing.CHUNKS) {
      append(LAST_CHUNK, 0, LAST_CHUNK.length);
    }
    flush();
    complete = true;
  }

  /** Whether any byte of the answer has been sent. */
  public boolean isSent() {
    return sent;
  }

  boolean closes() {
    return closes || !complete;
  }

  /**
   * Has something done when the client goes away before its answer is complete; at once if it has
   * gone. Only the last one counts, and it does not run after it was replaced. It must not wait.
   */
  public void onGone(Runnable action) {
    synchronized (goneLock) {
      onGone = action;
      if (gone) {
        action.run();
      }
    }
  }

  public boolean isGone() {
    synchronized (goneLock) {
      return gone;
    }
  }

  void gone() {
    synchronized (goneLock) {
      gone = true;
      if (onGone != null) {
        onGone.run();
      }
    }
  }
}
