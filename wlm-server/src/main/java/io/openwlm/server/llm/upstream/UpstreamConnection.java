package io.openwlm.server.llm.upstream;

import io.openwlm.server.llm.http.Deadlines;
import io.openwlm.server.llm.http.HeaderList;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a provider; one request at a time. Only this class of the proxy opens
 * connections. Any thread may {@link #close} it, which ends whatever another waits for.
 */
public final class UpstreamConnection implements Deadlines.Watched, AutoCloseable {
  static final int BUFFER_BYTES = 8 << 10;
  private static final int SMALL_BYTES = 64 << 10;

  private final SocketChannel channel;
  private final UpstreamLimits limits;
  private final ReplyParser parser = new ReplyParser();
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private @Nullable InputStream tlsIn;
  private @Nullable OutputStream tlsOut;
  private volatile long deadlineNanos;
  private volatile boolean late;
  private boolean asked; // all of the last request was sent
  private boolean answered; // a byte of the answer has come
  private boolean reused;
  private long idleSinceNanos;

  private UpstreamConnection(SocketChannel channel, UpstreamLimits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  /**
   * Connects. The certificate must be good and be the host's.
   *
   * @param watch learns of the connection before it is made, so that it can be ended
   */
  static UpstreamConnection open(
      Origin origin, SSLContext tls, UpstreamLimits limits, Deadlines watch) throws IOException {
    IOException last = null;
    for (InetSocketAddress address : origin.addresses()) {
      UpstreamConnection connection = new UpstreamConnection(SocketChannel.open(), limits);
      connection.deadlineNanos = Deadlines.in(limits.connectMillis());
      watch.add(connection);
      try {
        connection.connect(address, origin, tls);
        connection.deadlineNanos = 0;
        return connection;
      } catch (IOException e) {
        watch.remove(connection);
        connection.close();
        last = e;
      }
    }
    throw last == null ? new IOException("no address") : last;
  }

  private void connect(InetSocketAddress address, Origin origin, SSLContext tls)
      throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(address);
    if (!origin.tls()) {
      return;
    }
    Socket plain = channel.socket();
    SSLSocket socket =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, origin.host(), origin.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    tlsIn = socket.getInputStream();
    tlsOut = socket.getOutputStream();
  }

  @Override
  public long deadlineNanos() {
    return deadlineNanos;
  }

  @Override
  public void expire() {
    late = true;
    close();
  }

  /** Whether it was ended because the provider was too slow. */
  public boolean wasLate() {
    return late;
  }

  /** Whether it has served a request before this one. */
  boolean isReused() {
    return reused;
  }

  /** Whether all of the last request was sent: the provider may work on it, and bill it. */
  public boolean isAsked() {
    return asked;
  }

  /** Whether any byte of an answer to the last request has come. */
  public boolean isAnswered() {
    return answered;
  }

  /** Sends a request. */
  public void send(byte[] head, byte[] body) throws IOException {
    parser.next();
    asked = false;
    answered = false;
    deadlineNanos = Deadlines.in(limits.writeMillis());
    if (head.length + body.length <= SMALL_BYTES) {
      byte[] both = new byte[head.length + body.length];
      System.arraycopy(head, 0, both, 0, head.length);
      System.arraycopy(body, 0, both, head.length, body.length);
      write(both);
    } else {
      write(head);
      write(body);
    }
    asked = true;
    deadlineNanos = Deadlines.in(limits.firstByteMillis());
  }

  private void write(byte[] bytes) throws IOException {
    if (tlsOut != null) {
      tlsOut.write(bytes);
      tlsOut.flush();
      return;
    }
    // In slices: the JDK copies what it writes into memory that it keeps.
    for (int at = 0; at < bytes.length; at += SMALL_BYTES) {
      ByteBuffer out = ByteBuffer.wrap(bytes, at, Math.min(SMALL_BYTES, bytes.length - at));
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }
  }

  /** Waits for the head of the answer; what is said before it (1xx) is passed over. */
  public void awaitHead() throws IOException {
    do {
      if (parser.isHeadDone()) {
        parser.next();
      }
      while (!parser.isHeadDone()) {
        if (!in.hasRemaining()) {
          fill();
        }
        parser.feed(in);
        check();
      }
    } while (parser.status() >= 100 && parser.status() < 200);
    deadlineNanos = Deadlines.in(limits.idleMillis());
  }

  private void check() throws IOException {
    if (parser.isFailed()) {
      throw new IOException("the provider's answer is not HTTP, or was cut off");
    }
  }

  public int status() {
    return parser.status();
  }

  public HeaderList headers() {
    return parser.headers();
  }

  /** Bytes that the body will have; -1 if the provider does not say. */
  public long declared() {
    return parser.declared();
  }

  /**
   * Waits for the next piece of the body.
   *
   * @return bytes in {@link #content}; -1 if the body is complete
   * @throws IOException if it was cut off, or took too long
   */
  public int read() throws IOException {
    while (true) {
      if (!parser.isMessageDone()) {
        parser.feed(in); // also without bytes: there may be no body
        check();
      }
      int taken = parser.taken();
      if (taken > 0) {
        return taken;
      }
      if (parser.isMessageDone()) {
        deadlineNanos = 0;
        return -1;
      }
      if (!in.hasRemaining()) {
        deadlineNanos = Deadlines.in(limits.idleMillis());
        fill();
      }
    }
  }

  /** Whether the end of the body has come: the next {@link #read} says so without waiting. */
  public boolean isComplete() {
    return parser.isMessageDone();
  }

  /** Whether bytes of the answer have come that were not read yet. */
  public boolean hasMore() {
    return in.hasRemaining();
  }

  /** Holds the bytes of the last {@link #read}, from 0 on. */
  public byte[] content() {
    return parser.content();
  }

  private void fill() throws IOException {
    in.clear();
    int count = 0;
    try {
      count = tlsIn == null ? channel.read(in) : tlsIn.read(in.array());
    } finally {
      in.position(0).limit(Math.max(0, count));
    }
    if (count >= 0) {
      answered |= count > 0;
      return;
    }
    parser.end();
    if (!parser.isMessageDone()) {
      throw new EOFException("the provider closed the connection");
    }
  }

  boolean noDelay() {
    try {
      return channel.getOption(StandardSocketOptions.TCP_NODELAY);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether another request may be sent on it. */
  boolean mayBeKept() {
    return parser.keepsAlive() && !in.hasRemaining() && channel.isOpen() && !late;
  }

  /** Puts it aside. */
  void idle() {
    reused = true;
    idleSinceNanos = System.nanoTime();
    deadlineNanos = Deadlines.in(limits.keepMillis());
  }

  /** Takes it up again; false if the provider has closed it, or said something unasked. */
  boolean wake() {
    deadlineNanos = 0;
    if (late || System.nanoTime() - idleSinceNanos > limits.keepMillis() * 1_000_000) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      int count = channel.read(ByteBuffer.allocate(1));
      channel.configureBlocking(true);
      return count == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the connection. Whoever waits on it gets an error. */
  @Override
  public void close() {
    try {
      channel.close(); // not the TLS socket: its goodbye could wait for the other side
    } catch (IOException e) {
      // closed all the same
    }
  }
}
