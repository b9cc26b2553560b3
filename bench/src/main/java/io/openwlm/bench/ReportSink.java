package io.openwlm.bench;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands for the daemon: takes one reporter's lines and counts the response times in them. */
final class ReportSink implements AutoCloseable {
  private final Path directory;
  private final Path socket;
  private final ServerSocketChannel server;
  private final Thread reader;
  private volatile long received;
  private boolean inList;
  private boolean inNumber;

  ReportSink() throws IOException {
    directory = Files.createTempDirectory("openwlm-bench-");
    socket = directory.resolve("s");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    reader = Thread.ofPlatform().daemon().name("bench-sink").start(this::readAll);
  }

  Path socket() {
    return socket;
  }

  /** Response times received so far. */
  long received() {
    return received;
  }

  private void readAll() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    try (SocketChannel channel = server.accept()) {
      while (channel.read(buffer.clear()) >= 0) {
        count(buffer.flip());
      }
    } catch (IOException e) {
      // The end of the benchmark closes the socket.
    }
  }

  private void count(ByteBuffer text) {
    long count = received;
    while (text.hasRemaining()) {
      byte c = text.get();
      if (c == '[') {
        inList = true;
      }
      boolean digit = inList && c >= '0' && c <= '9';
      if (digit && !inNumber) {
        count++;
      }
      inNumber = digit;
      if (c == ']') {
        inList = false;
      }
    }
    received = count;
  }

  @Override
  public void close() throws IOException {
    server.close();
    reader.interrupt();
    Files.deleteIfExists(socket);
    Files.deleteIfExists(directory);
  }
}
