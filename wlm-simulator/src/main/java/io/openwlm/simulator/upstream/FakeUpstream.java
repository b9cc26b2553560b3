package io.openwlm.simulator.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider of models on loopback that speaks the formats of OpenAI, Anthropic, Gemini and Ollama.
 * It answers as its plan says, with faults down to single bytes, and keeps an account of what it
 * billed. A virtual thread serves each connection.
 */
public final class FakeUpstream implements AutoCloseable {
  private static final int BACKLOG = 4_096;
  private static final int CALLS_KEPT = 100_000;

  private final ServerSocket server;
  private final UpstreamPlan plan;
  private final UpstreamAccount account = new UpstreamAccount(CALLS_KEPT);
  private final Catalogue catalogue;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private FakeUpstream(ServerSocket server, UpstreamPlan plan, List<String> models) {
    this.server = server;
    this.plan = plan;
    catalogue = new Catalogue(models);
  }

  /**
   * Listens on a free port of loopback.
   *
   * @param models that its lists name; it takes calls to any other, too
   */
  public static FakeUpstream start(UpstreamPlan plan, List<String> models) throws IOException {
    return start(0, plan, models);
  }

  /**
   * Listens on a port of loopback.
   *
   * @param port 0 for any that is free
   */
  public static FakeUpstream start(int port, UpstreamPlan plan, List<String> models)
      throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    FakeUpstream upstream = new FakeUpstream(server, plan, models);
    Thread.ofVirtual().name("fake-upstream").start(upstream::accept);
    return upstream;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Without a slash at the end: {@code http://127.0.0.1:PORT}. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  public UpstreamAccount account() {
    return account;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        Thread.ofVirtual().name("fake-upstream-connection").start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new UpstreamConnection(socket, plan, account, catalogue).run();
    } catch (IOException e) {
      // The peer is gone: its call is in the account as such.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connections.remove(socket);
    }
  }

  /** Closes all connections in the middle of whatever they do. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
