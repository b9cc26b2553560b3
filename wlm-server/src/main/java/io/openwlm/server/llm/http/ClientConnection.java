package io.openwlm.server.llm.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. Its thread reads requests; while one is served by a second thread it
 * goes on reading, so that a client that hangs up is noticed at once. Requests are served one after
 * the other.
 */
final class ClientConnection implements Runnable, Deadlines.Watched {
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DRAINED_BYTES = 4 << 20;
  private static final long DRAIN_MILLIS = 1_000;

  private final SocketChannel channel;
  private final HttpService service;
  private final HttpLimits limits;
  private final RequestParser parser;
  private final ByteBuffer in = ByteBuffer.allocate(8 << 10).limit(0);
  private volatile long deadlineNanos;

  ClientConnection(SocketChannel channel, HttpService service, HttpLimits limits, BodyRoom room) {
    this.channel = channel;
    this.service = service;
    this.limits = limits;
    parser = new RequestParser(limits, room);
    deadlineNanos = Deadlines.in(limits.headerMillis());
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void expire() {
    close();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // closed all the same
    }
  }

  /** Serves the connection until it ends. */
  @Override
  public void run() {
    try (channel) {
      if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true); // else chunks wait for ACKs
      }
      Object peer = service.peer(channel);
      boolean more = true;
      while (more) {
        RequestHead head = request(peer);
        more = head != null && serve(head);
      }
    } catch (IOException e) {
      // the client has gone, or was too slow
    } finally {
      parser.dropBody();
    }
  }

  /** Reads the next request; null if there is none, or it was refused. */
  private @Nullable RequestHead request(Object peer) throws IOException {
    parser.next();
    deadlineNanos = Deadlines.in(limits.idleMillis());
    boolean begun = false;
    while (!parser.isHeadDone()) {
      if (!in.hasRemaining() && !read()) {
        return null;
      }
      parser.feed(in);
      if (parser.failure() != 0) {
        refuse(service.malformed(parser.target(), parser.failure()));
        return null;
      }
      if (!begun && parser.hasBegun()) {
        begun = true;
        deadlineNanos = Deadlines.in(limits.headerMillis());
      }
    }
    RequestHead head = parser.head(peer);
    Reply refused = service.refuse(head);
    if (refused != null) {
      refuse(refused);
      return null;
    }
    return body(head) ? head : null;
  }

  private boolean body(RequestHead head) throws IOException {
    deadlineNanos = Deadlines.in(limits.bodyMillis());
    if (parser.expectsContinue() && !in.hasRemaining()) {
      write(CONTINUE);
    }
    while (true) {
      parser.feed(in); // also without bytes: there may be no body
      if (parser.failure() != 0) {
        refuse(service.malformed(head.path(), parser.failure()));
        return false;
      }
      if (parser.isMessageDone()) {
        deadlineNanos = 0;
        return true;
      }
      if (!in.hasRemaining() && !read()) {
        return false;
      }
    }
  }

  /** Serves a request on a thread of its own; says whether another may follow. */
  private boolean serve(RequestHead head) throws IOException {
    Exchange exchange =
        new Exchange(
            channel,
            head,
            parser,
            on -> deadlineNanos = on ? Deadlines.in(limits.writeMillis()) : 0);
    Thread worker = Thread.ofVirtual().name("wlm-llm-call").start(() -> work(exchange));
    boolean alive = true;
    if (!in.hasRemaining()) {
      try {
        alive = read();
      } catch (IOException e) {
        alive = false;
      }
    }
    if (!alive) {
      exchange.gone();
    }
    join(worker);
    return alive && !exchange.closes();
  }

  private void work(Exchange exchange) {
    try {
      service.serve(exchange);
    } catch (IOException | RuntimeException e) {
      if (!exchange.hasBegun() && !exchange.isGone()) {
        answerFailure(exchange);
      }
    } finally {
      if (exchange.closes()) {
        close();
      } else {
        deadlineNanos = Deadlines.in(limits.idleMillis());
      }
    }
  }

  private void answerFailure(Exchange exchange) {
    try {
      exchange.send(service.malformed(exchange.head().path(), 500));
    } catch (IOException e) {
      // nobody is there to be told
    }
  }

  private static void join(Thread worker) {
    boolean done = false;
    while (!done) {
      try {
        worker.join();
        done = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Answers and hangs up; what the client is still sending is read so that it sees the answer. */
  private void refuse(Reply reply) throws IOException {
    deadlineNanos = Deadlines.in(limits.writeMillis());
    StringBuilder text = new StringBuilder(256);
    text.append("HTTP/1.1 ").append(reply.status()).append(' ').append(Reasons.of(reply.status()));
    text.append("\r\n");
    reply.headers().writeTo(text);
    text.append("Content-Length: ").append(reply.body().length);
    text.append("\r\nConnection: close\r\n\r\n");
    write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    write(reply.body());
    channel.shutdownOutput();
    deadlineNanos = Deadlines.in(DRAIN_MILLIS);
    long drained = 0;
    while (drained < MAX_DRAINED_BYTES && read()) {
      drained += in.remaining();
      in.position(in.limit());
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** Waits for bytes; false at the end of the connection. */
  private boolean read() throws IOException {
    in.clear();
    int count;
    try {
      count = channel.read(in);
    } finally {
      in.flip();
    }
    return count > 0;
  }

  /** Whether the kernel sends at once; Unix sockets always do. */
  boolean noDelay() {
    try {
      return !channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)
          || channel.getOption(StandardSocketOptions.TCP_NODELAY);
    } catch (IOException e) {
      return false;
    }
  }
}
