package io.openwlm.server.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A loopback port that leads to a Unix socket, for clients that cannot open one. */
final class Relay implements AutoCloseable {
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final Path socket;
  private final List<String> paths = Collections.synchronizedList(new ArrayList<>());

  Relay(Path socket) throws IOException {
    this.socket = socket;
    listener.bind(new InetSocketAddress("127.0.0.1", 0));
    Thread.ofVirtual().start(this::accept);
  }

  int port() throws IOException {
    return ((InetSocketAddress) listener.getLocalAddress()).getPort();
  }

  /** Paths asked for. */
  List<String> paths() {
    return List.copyOf(paths);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = listener.accept();
        SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> copy(client, server, true));
        Thread.ofVirtual().start(() -> copy(server, client, false));
      }
    } catch (IOException e) {
      // closed: the end
    }
  }

  private void copy(SocketChannel from, SocketChannel to, boolean requests) {
    ByteBuffer bytes = ByteBuffer.allocate(16 << 10);
    try (from;
        to) {
      while (from.read(bytes.clear()) >= 0) {
        bytes.flip();
        String text = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
        if (requests && text.startsWith("GET ")) {
          paths.add(text.split(" ")[1]);
        }
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
    } catch (IOException e) {
      // one side has closed: so does the other
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
