package io.openwlm.server.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP as bytes on a wire, for tests that send what no client would. */
final class Wire implements AutoCloseable {
  final SocketChannel channel;

  Wire(SocketAddress address) throws IOException {
    channel = SocketChannel.open(address);
  }

  static Wire unix(Path socket) throws IOException {
    return new Wire(UnixDomainSocketAddress.of(socket));
  }

  static Wire tcp(int port) throws IOException {
    return new Wire(new InetSocketAddress("127.0.0.1", port));
  }

  /** An answer; header names in lower case. */
  record Reply(int status, Map<String, String> headers, byte[] bytes) {
    String body() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  Wire send(String text) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (out.hasRemaining()) {
      channel.write(out);
    }
    return this;
  }

  /** One request; header lines as {@code Name: value}. */
  Reply ask(String method, String path, String body, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(h -> h.startsWith("Host:"))) {
      all.add("Host: localhost");
    }
    if (body != null) {
      all.add("Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }
    send(
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + String.join("\r\n", all)
            + "\r\n\r\n"
            + (body == null ? "" : body));
    return read(method.equals("HEAD"));
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (channel.read(one.clear()) > 0) {
      if (one.get(0) == '\n') {
        return line.toString(StandardCharsets.UTF_8).replace("\r", "");
      }
      line.write(one.get(0));
    }
    return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
  }

  Reply read(boolean head) throws IOException {
    String first = line();
    if (first == null) {
      throw new IOException("the server closed the connection");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = head ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
    ByteBuffer body = ByteBuffer.allocate(length);
    while (body.hasRemaining() && channel.read(body) >= 0) {
      // more is coming
    }
    return new Reply(Integer.parseInt(first.split(" ")[1]), headers, body.array());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
