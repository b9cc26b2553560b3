package io.openwlm.server;

import io.openwlm.model.json.ControlAnswer;
import io.openwlm.model.json.StatusJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A client's connection to the control socket: one line there, one line back, each within its time
 * limit, also when the daemon hangs. For one thread at a time.
 */
final class ControlConnection implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 << 20;

  private final SocketChannel channel;
  private final Selector selector;
  private byte[] received = new byte[16 << 10];
  private int filled;

  private ControlConnection(SocketChannel channel, Selector selector) {
    this.channel = channel;
    this.selector = selector;
  }

  /** Connects, or fails at the end of its time. */
  static ControlConnection open(Path socket, long endNanos)
      throws IOException, InterruptedException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      boolean connected = channel.connect(UnixDomainSocketAddress.of(socket));
      while (!connected) {
        // the daemon's queue is full: there is nothing to wait on but time
        if (System.nanoTime() - endNanos > 0) {
          throw new IOException("it takes no connections");
        }
        Thread.sleep(20);
        connected = channel.finishConnect();
      }
      return new ControlConnection(channel, Selector.open());
    } catch (IOException | InterruptedException | RuntimeException e) {
      close(channel);
      throw e;
    }
  }

  /** Sends a request and waits for its answer. */
  ControlAnswer exchange(String request, long endNanos) throws IOException {
    ByteBuffer out = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (out.hasRemaining()) {
        if (channel.write(out) == 0) {
          await(SelectionKey.OP_WRITE, endNanos);
        }
      }
    } catch (IOException e) {
      // a daemon that refuses may have closed its end: what it said last is still there to read
      if (!List.of("Broken pipe", "Connection reset by peer").contains(e.getMessage())) {
        throw e;
      }
    }
    int scanned = 0;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (received[scanned] == '\n') {
          String line = new String(received, 0, scanned, StandardCharsets.UTF_8);
          filled -= scanned + 1;
          System.arraycopy(received, scanned + 1, received, 0, filled);
          return StatusJson.readAnswer(line);
        }
      }
      receive(endNanos);
    }
  }

  private void receive(long endNanos) throws IOException {
    if (filled == received.length) {
      if (filled >= MAX_ANSWER_BYTES) {
        throw new IOException("its answer is too long");
      }
      received = Arrays.copyOf(received, 4 * filled);
    }
    int n = channel.read(ByteBuffer.wrap(received, filled, received.length - filled));
    if (n < 0) {
      throw new IOException("it closed the connection");
    }
    filled += n;
    if (n == 0) {
      await(SelectionKey.OP_READ, endNanos);
    }
  }

  private void await(int what, long endNanos) throws IOException {
    long millis = (endNanos - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new IOException("it does not answer in time");
    }
    channel.register(selector, what);
    selector.select(millis);
    selector.selectedKeys().clear();
  }

  @Override
  public void close() {
    close(channel);
    close(selector);
  }

  private static void close(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      // closed is closed
    }
  }
}
