package io.openwlm.server.llm.upstream;

import io.openwlm.server.llm.http.Deadlines;
import java.io.IOException;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Connections to providers; those at rest are used again, the youngest first. */
public final class UpstreamPool implements AutoCloseable {
  private static final int MAX_IDLE = 64;

  private final SSLContext tls;
  private final UpstreamLimits limits;
  private final Deadlines deadlines;
  private final Map<Origin, Idle> idle = new ConcurrentHashMap<>();

  private static final class Idle {
    final Deque<UpstreamConnection> connections = new ConcurrentLinkedDeque<>();
    final AtomicInteger count = new AtomicInteger();
  }

  public UpstreamPool(SSLContext tls, UpstreamLimits limits, Deadlines deadlines) {
    this.tls = tls;
    this.limits = limits;
    this.deadlines = deadlines;
  }

  /** A connection that nobody else uses. */
  public UpstreamConnection take(Origin origin) throws IOException {
    Idle rest = idle.get(origin);
    while (rest != null) {
      UpstreamConnection connection = rest.connections.pollFirst();
      if (connection == null) {
        break;
      }
      rest.count.decrementAndGet();
      if (connection.wake()) {
        return connection;
      }
      drop(connection);
    }
    return fresh(origin);
  }

  private UpstreamConnection fresh(Origin origin) throws IOException {
    return UpstreamConnection.open(origin, tls, limits, deadlines);
  }

  /**
   * Sends a request and waits for the head of the answer. A connection that the provider closed
   * just when it was taken up again is replaced once: nothing of the request was answered.
   *
   * @param taken learns of each connection before it is used, so that it can be closed
   */
  public UpstreamConnection ask(
      Origin origin, byte[] head, byte[] body, Consumer<UpstreamConnection> taken)
      throws IOException {
    UpstreamConnection connection = take(origin);
    taken.accept(connection);
    try {
      connection.send(head, body);
      connection.awaitHead();
      return connection;
    } catch (IOException e) {
      drop(connection);
      if (!connection.isReused() || connection.isAnswered() || connection.wasLate()) {
        throw e;
      }
    }
    UpstreamConnection second = fresh(origin);
    taken.accept(second);
    try {
      second.send(head, body);
      second.awaitHead();
      return second;
    } catch (IOException e) {
      drop(second);
      throw e;
    }
  }

  /** Gives a connection back; it is closed if it cannot be used again. */
  public void giveBack(Origin origin, UpstreamConnection connection) {
    Idle rest = idle.computeIfAbsent(origin, o -> new Idle());
    if (!connection.mayBeKept()) {
      drop(connection);
      return;
    }
    connection.idle();
    rest.connections.addFirst(connection);
    if (rest.count.incrementAndGet() > MAX_IDLE) {
      UpstreamConnection oldest = rest.connections.pollLast();
      if (oldest != null) {
        rest.count.decrementAndGet();
        drop(oldest);
      }
    }
  }

  /** Closes a connection. */
  public void drop(UpstreamConnection connection) {
    deadlines.remove(connection);
    connection.close();
  }

  /** Whether the kernel sends at once, for each connection at rest. */
  public List<Boolean> noDelay() {
    return idle.values().stream()
        .flatMap(rest -> rest.connections.stream())
        .map(UpstreamConnection::noDelay)
        .toList();
  }

  /** Closes what is at rest. */
  @Override
  public void close() {
    for (Idle rest : idle.values()) {
      for (UpstreamConnection connection : rest.connections) {
        drop(connection);
      }
    }
  }
}
