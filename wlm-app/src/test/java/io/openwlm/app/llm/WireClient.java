package io.openwlm.app.llm;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A client of our own that can behave badly: it may leave in the middle of an answer, with or
 * without a reset, or close its own direction. It keeps its connection as long as the peer does.
 */
final class WireClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 120_000;
  private static final int MOST_REST_MILLIS = 8;

  private final int port;
  private Socket socket;
  private InputStream in;

  /** What a client does to a call. */
  enum Manners {
    GOOD,
    /** Resets the connection after so many bytes of the answer. */
    RESETS,
    /** Closes the connection after so many bytes of the answer. */
    CLOSES,
    /** Closes its own direction when it has asked, and reads on. */
    HALF_CLOSES,
    /** Sends a part of its request and goes away. */
    BREAKS_OFF,
    /** Sends its request and goes away some milliseconds later, often before the status line. */
    LEAVES
  }

  /**
   * An answer.
   *
   * @param status 0 if none came
   * @param whole all of it came
   */
  record Answer(int status, String body, boolean whole) {}

  WireClient(int port) {
    this.port = port;
  }

  /** One call; never throws because of what the peer does. */
  Answer call(String path, String key, String body, Manners manners, int leaveAfter)
      throws IOException {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, key, text.length);
    try {
      return exchange(head.getBytes(StandardCharsets.US_ASCII), text, manners, leaveAfter);
    } catch (IOException e) {
      close();
      return new Answer(0, "", false);
    }
  }

  private Answer exchange(byte[] head, byte[] body, Manners manners, int leaveAfter)
      throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream(head.length + body.length);
    request.write(head);
    request.write(body, 0, manners == Manners.BREAKS_OFF ? body.length / 2 : body.length);
    socket.getOutputStream().write(request.toByteArray());
    switch (manners) {
      case GOOD, RESETS, CLOSES -> {
        // reads the answer
      }
      case HALF_CLOSES -> socket.shutdownOutput();
      case BREAKS_OFF -> {
        close();
        return new Answer(0, "", false);
      }
      case LEAVES -> {
        rest(leaveAfter % MOST_REST_MILLIS);
        close();
        return new Answer(0, "", false);
      }
    }
    return answer(manners, leaveAfter);
  }

  private static void rest(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private Answer answer(Manners manners, int leaveAfter) throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    long length = -1;
    boolean chunked = false;
    boolean close = false;
    for (String line = line(); !line.isEmpty(); line = line()) {
      String lower = line.toLowerCase(Locale.ROOT);
      chunked |= lower.equals("transfer-encoding: chunked");
      close |= lower.equals("connection: close");
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
    }
    boolean leaves = manners == Manners.RESETS || manners == Manners.CLOSES;
    long most = leaves ? leaveAfter : Long.MAX_VALUE;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole = chunked ? chunks(body, most) : plain(body, length, most);
    if (leaves && !whole) {
      if (manners == Manners.RESETS) {
        socket.setSoLinger(true, 0);
      }
      close();
    } else if (close || !whole || manners == Manners.HALF_CLOSES) {
      close();
    }
    return new Answer(status, body.toString(StandardCharsets.UTF_8), whole);
  }

  private boolean plain(ByteArrayOutputStream body, long length, long most) throws IOException {
    byte[] buffer = new byte[8_192];
    while (length < 0 || body.size() < length) {
      if (body.size() >= most) {
        return false;
      }
      long left = length < 0 ? buffer.length : length - body.size();
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return length < 0;
      }
      body.write(buffer, 0, n);
    }
    return true;
  }

  private boolean chunks(ByteArrayOutputStream body, long most) throws IOException {
    while (body.size() < most) {
      int size = Integer.parseInt(line().strip(), 16);
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size) {
        throw new EOFException("a chunk breaks off");
      }
      body.write(chunk);
      line();
      if (size == 0) {
        return true;
      }
    }
    return false;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer breaks off");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
