package io.openwlm.server;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends any bytes and reads lines. Also a program for tests that run it as another user. */
final class RawClient implements AutoCloseable {
  final SocketChannel channel;

  RawClient(Path socket) throws IOException {
    channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
  }

  /** Prints the answer to each line: arguments are the socket and the lines. */
  public static void main(String[] args) throws IOException {
    try (RawClient client = new RawClient(Path.of(args[0]))) {
      for (int i = 1; i < args.length; i++) {
        System.out.println(client.ask(args[i]));
      }
    }
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  RawClient send(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    return this;
  }

  String ask(String line) throws IOException {
    send(line + "\n");
    return readLine();
  }

  /** The next line, or "" at the end. */
  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (channel.read(one.clear()) > 0) {
      if (one.get(0) == '\n') {
        return line.toString();
      }
      line.append((char) (one.get(0) & 0xff));
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
