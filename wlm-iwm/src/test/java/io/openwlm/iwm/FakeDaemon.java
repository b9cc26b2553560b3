package io.openwlm.iwm;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes reports on a socket and counts them. */
final class FakeDaemon implements AutoCloseable {
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"op\":\"report\",\"class\":\"([^\"]*)\",\"responseMicros\":\\[([0-9,]*)],"
              + "\"inFlight\":(\\d+),\"oldestInFlightMicros\":(\\d+),\"dropped\":(\\d+)(?:,\"queued\":(\\d+))?}");

  private final Path socket;
  private final @Nullable String answer;
  private final ServerSocketChannel listener;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final List<Thread> serving = new ArrayList<>();
  private final Thread accepting;
  final List<String> lines = new ArrayList<>();
  final List<Long> micros = new ArrayList<>();
  long dropped;
  long maxInFlight;
  long maxOldestMicros;
  long lastInFlight;
  final List<Long> queued = new ArrayList<>();

  FakeDaemon(Path socket, @Nullable String answer) throws IOException {
    this.socket = socket;
    this.answer = answer;
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    accepting = Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = listener.accept();
        synchronized (this) {
          channels.add(channel);
          serving.add(Thread.ofPlatform().daemon().start(() -> serve(channel)));
        }
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(SocketChannel channel) {
    try (BufferedReader reader =
        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      String line = reader.readLine();
      if (answer != null && line != null) {
        channel.write(ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8)));
      }
      while (line != null) {
        count(line);
        line = reader.readLine();
      }
    } catch (IOException e) {
      // gone
    }
  }

  private synchronized void count(String line) {
    lines.add(line);
    Matcher m = LINE.matcher(line);
    if (m.matches()) {
      if (!m.group(2).isEmpty()) {
        for (String n : m.group(2).split(",")) {
          micros.add(Long.valueOf(n));
        }
      }
      lastInFlight = Long.parseLong(m.group(3));
      if (m.group(6) != null) {
        queued.add(Long.parseLong(m.group(6)));
      }
      maxInFlight = Math.max(maxInFlight, lastInFlight);
      maxOldestMicros = Math.max(maxOldestMicros, Long.parseLong(m.group(4)));
      dropped += Long.parseLong(m.group(5));
    } else {
      throw new AssertionError("not a report: " + line);
    }
    notifyAll();
  }

  /** Waits until something holds; gives up after 10 s and lets the assertion speak. */
  synchronized void await(java.util.function.BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!holds.getAsBoolean() && System.nanoTime() - end < 0) {
      wait(20);
    }
  }

  /**
   * Ends, and waits until all threads have: as long as one is inside a call on a socket that was
   * closed, the kernel keeps it open, and takes and loses what is written to it.
   */
  @Override
  public void close() throws IOException {
    listener.close();
    join(accepting);
    Files.deleteIfExists(socket);
    List<Thread> all;
    synchronized (this) {
      for (SocketChannel channel : channels) {
        channel.close();
      }
      all = List.copyOf(serving);
    }
    all.forEach(FakeDaemon::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
