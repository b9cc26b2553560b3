package io.openwlm.simulator.upstream;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests of HTTP/1.1 from a stream, one after the other. */
final class RequestReader {
  private static final int MAX_LINE = 64 << 10;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_BODY = 64 << 20;

  private final InputStream in;

  RequestReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next request; null if the peer has closed.
   *
   * @throws IOException if it is not HTTP or breaks off
   */
  @Nullable RawRequest next() throws IOException {
    String line = line();
    if (line == null) {
      return null;
    }
    String[] words = line.split(" ");
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new IOException("not a request line: " + line);
    }
    Map<String, String> headers = headers();
    boolean chunked = headers.getOrDefault("transfer-encoding", "").contains("chunked");
    byte[] body = chunked ? chunks() : exactly(length(headers));
    boolean keepAlive =
        words[2].equals("HTTP/1.1")
            && !headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    String text = new String(body, StandardCharsets.UTF_8);
    return new RawRequest(words[0], words[1], headers, text, body.length, keepAlive);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (int count = 0; count < MAX_HEADERS; count++) {
      String line = lineOfMessage();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("not a header: " + line);
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    throw new IOException("too many headers");
  }

  private static int length(Map<String, String> headers) throws IOException {
    String text = headers.getOrDefault("content-length", "0");
    if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) > MAX_BODY) {
      throw new IOException("not a length: " + text);
    }
    return Integer.parseInt(text);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body breaks off");
    }
    return bytes;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = lineOfMessage().split(";")[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        throw new IOException("not a chunk size: " + size);
      }
      int length = Integer.parseInt(size, 16);
      if (body.size() + length > MAX_BODY) {
        throw new IOException("the body is too long");
      }
      body.writeBytes(exactly(length));
      if (!lineOfMessage().isEmpty()) {
        throw new IOException("no end of a chunk");
      }
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String lineOfMessage() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("the request breaks off");
    }
    return line;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        if (line.size() == 0) {
          return null;
        }
        throw new EOFException("a line breaks off");
      }
      if (line.size() >= MAX_LINE) {
        throw new IOException("a line is too long");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
