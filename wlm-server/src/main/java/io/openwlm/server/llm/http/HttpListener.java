package io.openwlm.server.llm.http;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Takes connections of one address. More than the limit are closed at once. */
public final class HttpListener implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;

  private final ServerSocketChannel server;
  private final Shared shared;
  private final Consumer<String> log;
  private final Thread thread;

  /** What all listeners of one service share. */
  public static final class Shared {
    private final HttpService service;
    private final HttpLimits limits;
    private final Deadlines deadlines;
    private final BodyRoom room;
    private final Set<ClientConnection> connections = ConcurrentHashMap.newKeySet();

    public Shared(HttpService service, HttpLimits limits, Deadlines deadlines) {
      this.service = service;
      this.limits = limits;
      this.deadlines = deadlines;
      room = new BodyRoom(limits.allBodyBytes());
    }

    /** Connections that are open. */
    public int connections() {
      return connections.size();
    }

    /** Whether the kernel sends at once, for each TCP connection that is open. */
    List<Boolean> noDelay() {
      return connections.stream().map(ClientConnection::noDelay).toList();
    }

    /** Bytes that bodies may still take. */
    public long bodyRoom() {
      return room.left();
    }
  }

  /**
   * @param server bound; belongs to the listener from now on
   * @param log takes why connections are not taken; called by its thread
   */
  public HttpListener(ServerSocketChannel server, Shared shared, Consumer<String> log) {
    this.server = server;
    this.shared = shared;
    this.log = log;
    thread = Thread.ofVirtual().name("wlm-llm-accept").start(this::accept);
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        take(server.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.accept("WLM0941W the LLM proxy cannot take a connection: " + e.getMessage());
        pause();
      }
    }
  }

  private void take(SocketChannel channel) throws IOException {
    if (shared.connections.size() >= shared.limits.connections()) {
      channel.close();
      log.accept("WLM0942W the LLM proxy has too many connections, one was closed");
      return;
    }
    ClientConnection connection =
        new ClientConnection(channel, shared.service, shared.limits, shared.room);
    shared.connections.add(connection);
    shared.deadlines.add(connection);
    Thread.ofVirtual()
        .name("wlm-llm-client")
        .start(() -> {
          try {
            connection.run();
          } finally {
            shared.deadlines.remove(connection);
            shared.connections.remove(connection);
          }
        });
  }

  /** Out of descriptors: trying at once again would only burn the processor. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops listening and closes all connections of the service. */
  @Override
  public void close() throws IOException {
    server.close();
    thread.interrupt();
    shared.connections.forEach(ClientConnection::close);
  }
}
