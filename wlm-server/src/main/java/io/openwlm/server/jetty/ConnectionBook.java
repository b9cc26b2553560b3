package io.openwlm.server.jetty;

import io.openwlm.server.RareLog;
import io.openwlm.server.http.Caller;
import io.openwlm.server.http.Role;
import io.openwlm.server.peer.PeerRoles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.jspecify.annotations.Nullable;

/**
 * All open connections: whose they are, how many each peer has, and what each is waiting for. A
 * connection that is too many is closed at once; one that is too slow is closed by {@link
 * #closeSlow}.
 */
final class ConnectionBook extends AbstractLifeCycle implements Connection.Listener {
  private final ApiLimits limits;
  private final PeerRoles roles;
  private final RareLog log;
  private final Map<EndPoint, Entry> entries = new ConcurrentHashMap<>();
  private final Map<String, Integer> perPeer = new HashMap<>();

  ConnectionBook(ApiLimits limits, PeerRoles roles, RareLog log) {
    this.limits = limits;
    this.roles = roles;
    this.log = log;
  }

  /** One connection. */
  static final class Entry {
    final Caller caller;
    private final Connection connection;
    private volatile Phase phase = Phase.WAITING;
    private volatile long sinceNanos = System.nanoTime();
    private volatile long bytesBefore;

    private Entry(Caller caller, Connection connection) {
      this.caller = caller;
      this.connection = connection;
    }

    void enter(Phase next) {
      bytesBefore = connection.getBytesIn();
      sinceNanos = System.nanoTime();
      phase = next;
    }
  }

  /** What a connection is doing. */
  enum Phase {
    /** Between requests, or receiving a header. */
    WAITING,
    BODY,
    /** The handler has it: no deadline of the connection's. */
    HANDLING,
    ANSWERING,
    STREAMING
  }

  @Nullable Entry of(EndPoint endPoint) {
    return entries.get(endPoint);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      return;
    }
    EndPoint endPoint = connection.getEndPoint();
    try {
      Caller caller = caller(endPoint);
      if (!enter(caller)) {
        log.refused("WLM0352W too many connections, refused " + caller.peer(), System.nanoTime());
        endPoint.close();
        return;
      }
      entries.put(endPoint, new Entry(caller, connection));
    } catch (IOException | RuntimeException e) {
      log.refused("WLM0352W a connection was refused: " + e, System.nanoTime());
      endPoint.close();
    }
  }

  private Caller caller(EndPoint endPoint) throws IOException {
    if (endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address) {
      return Caller.unknown("tcp " + address.getAddress().getHostAddress());
    }
    if (endPoint.getTransport() instanceof SocketChannel channel) {
      return roles.of(channel);
    }
    throw new IOException("the peer of a connection is not known");
  }

  private boolean enter(Caller caller) {
    synchronized (perPeer) {
      int ofPeer = perPeer.getOrDefault(caller.peer(), 0);
      int all = entries.size();
      boolean room =
          caller.role() != Role.VIEWER
              ? all < limits.connections()
              : all < limits.connections() * 3 / 4 && ofPeer < limits.connectionsPerPeer();
      if (room) {
        perPeer.put(caller.peer(), ofPeer + 1);
      }
      return room;
    }
  }

  @Override
  public void onClosed(Connection connection) {
    Entry entry = entries.remove(connection.getEndPoint());
    if (entry != null) {
      synchronized (perPeer) {
        perPeer.computeIfPresent(entry.caller.peer(), (peer, n) -> n == 1 ? null : n - 1);
      }
    }
  }

  int size() {
    return entries.size();
  }

  /** Closes what has missed its deadline. */
  void closeSlow(long nowNanos) {
    entries.forEach((endPoint, entry) -> {
      if (isSlow(entry, nowNanos)) {
        endPoint.close();
      }
    });
  }

  private boolean isSlow(Entry entry, long nowNanos) {
    long millis = (nowNanos - entry.sinceNanos) / 1_000_000;
    return switch (entry.phase) {
      case WAITING -> isHeaderSlow(entry, millis);
      case BODY -> millis > limits.bodyMillis();
      case ANSWERING -> millis > limits.answerMillis();
      case HANDLING, STREAMING -> false;
    };
  }

  /** Silent connections are Jetty's own business; bytes that make no request are counted here. */
  private boolean isHeaderSlow(Entry entry, long millis) {
    if (entry.connection.getBytesIn() == entry.bytesBefore) {
      entry.sinceNanos = System.nanoTime();
      return false;
    }
    return millis > limits.headerMillis();
  }
}
