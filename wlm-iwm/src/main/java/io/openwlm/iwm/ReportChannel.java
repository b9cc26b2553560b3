package io.openwlm.iwm;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the daemon. Never waits: what cannot be written now stays pending, what cannot
 * be reached now is tried again after 0.1 s, then twice that, up to 5 s. For one thread.
 */
final class ReportChannel {
  private static final long FIRST_PAUSE_NANOS = 100_000_000L;
  private static final long LAST_PAUSE_NANOS = 5_000_000_000L;

  private final UnixDomainSocketAddress address;
  private final ByteBuffer answer = ByteBuffer.allocate(1024);
  private @Nullable SocketChannel channel;
  private long pauseNanos = FIRST_PAUSE_NANOS;
  private long tryAgainNanos;
  private boolean paused;
  private volatile @Nullable String refusal;

  ReportChannel(Path socket) {
    address = UnixDomainSocketAddress.of(socket);
  }

  /** True if the daemon is connected; connects if it is time to try. */
  boolean isOpen(long nowNanos) {
    if (channel != null) {
      listen(nowNanos);
    }
    if (channel == null && !(paused && nowNanos - tryAgainNanos < 0)) {
      connect(nowNanos);
    }
    return channel != null;
  }

  private void connect(long nowNanos) {
    @Nullable SocketChannel opened = null;
    try {
      opened = SocketChannel.open(StandardProtocolFamily.UNIX);
      opened.configureBlocking(false);
      if (opened.connect(address)) {
        channel = opened;
        pauseNanos = FIRST_PAUSE_NANOS;
        paused = false;
        answer.clear();
        refusal = null;
        return;
      }
    } catch (IOException | RuntimeException e) {
      // not there, or not now: the pause below is the answer
    }
    channel = opened;
    close(nowNanos);
  }

  /**
   * Writes as much of the line as the kernel takes.
   *
   * @return false if the connection broke
   */
  boolean write(ByteBuffer line, long nowNanos) {
    try {
      if (channel != null) {
        channel.write(line);
        return true;
      }
    } catch (IOException e) {
      close(nowNanos);
    }
    return false;
  }

  /** Sees whether the daemon went away, and keeps the refusal that it may have sent. */
  private void listen(long nowNanos) {
    try {
      if (channel != null && answer.hasRemaining()) {
        int n = channel.read(answer);
        if (n > 0) {
          String said = new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
          if (said.contains("\"ok\":false")) {
            refusal = said.strip();
          }
        } else if (n < 0) {
          close(nowNanos);
        }
      }
    } catch (IOException e) {
      close(nowNanos);
    }
  }

  void close(long nowNanos) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // closed is closed
    }
    channel = null;
    paused = true;
    tryAgainNanos = nowNanos + pauseNanos;
    pauseNanos = Math.min(2 * pauseNanos, LAST_PAUSE_NANOS);
  }

  /** What the daemon last refused; null if nothing. Any thread may ask. */
  @Nullable String refusal() {
    return refusal;
  }
}
