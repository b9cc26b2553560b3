package io.openwlm.simulator.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes answers of HTTP/1.1 byte by byte as told. Each call is one write to the socket. */
final class AnswerOutput {
  private final Socket socket;
  private final OutputStream out;

  AnswerOutput(Socket socket) throws IOException {
    this.socket = socket;
    out = socket.getOutputStream();
  }

  /** Status line and headers of a body of this length, and as much of the body as is given. */
  void whole(int status, String type, Map<String, String> headers, byte[] body, int length)
      throws IOException {
    byte[] head = head(status, type, headers, "Content-Length: " + body.length);
    byte[] all = new byte[head.length + length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, length);
    out.write(all);
  }

  /** Status line and headers of a stream; {@link #chunk} and {@link #end} follow. */
  void stream(String type, Map<String, String> headers) throws IOException {
    out.write(head(200, type, headers, "Transfer-Encoding: chunked\r\nCache-Control: no-cache"));
  }

  void chunk(byte[] bytes) throws IOException {
    byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[size.length + bytes.length + 2];
    System.arraycopy(size, 0, all, 0, size.length);
    System.arraycopy(bytes, 0, all, size.length, bytes.length);
    all[all.length - 2] = '\r';
    all[all.length - 1] = '\n';
    out.write(all);
  }

  /** The same as {@link #chunk}, with a rest before each byte on the wire. */
  void dripChunk(byte[] bytes, long byteMillis) throws IOException, InterruptedException {
    byte[] size = (Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    drip(size, byteMillis);
    drip(bytes, byteMillis);
    drip(new byte[] {'\r', '\n'}, byteMillis);
  }

  void drip(byte[] bytes, long byteMillis) throws IOException, InterruptedException {
    for (byte b : bytes) {
      Thread.sleep(byteMillis);
      out.write(b);
    }
  }

  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Closes our direction in order; the peer sees the end of the stream where none should be. */
  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes so that the peer sees a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /**
   * Waits until the peer closes.
   *
   * @param millis at most so long without a byte of its; 0 for ever
   */
  void waitForPeer(int millis) throws IOException {
    if (!socket.isClosed()) {
      socket.setSoTimeout(millis);
      InputStream in = socket.getInputStream();
      while (in.read() >= 0) {
        // nothing that it says matters now
      }
    }
  }

  private static byte[] head(int status, String type, Map<String, String> headers, String framing) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(status < 400 ? " OK" : " Not OK").append("\r\n");
    head.append("Content-Type: ").append(type).append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append(framing).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
