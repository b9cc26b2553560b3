package io.openwlm.server;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.server.oper.CouplePolicies;
import io.openwlm.server.oper.OperConsole;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The control socket: lines of JSON over a Unix-domain socket. Any local user may look; reports
 * need the manager's consent; only root and the daemon's own user change the machine. Connections,
 * line lengths, memory and waiting times are bounded, so no client can block or grow the daemon.
 */
public final class ControlServer implements AutoCloseable {
  private static final long REAP_MILLIS = 1000;
  private static final long RETRY_MILLIS = 100;

  private final SocketFile file;
  private final UserPrincipal own;
  private final Operations operations;
  private final RareLog log;
  private final ServerLimits limits;
  private final LineBudget budget;
  private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
  private final Map<String, Integer> perUser = new HashMap<>();
  private final Thread acceptor;
  private final Thread reaper;
  private volatile boolean closed;

  private ControlServer(
      SocketFile file,
      ManagerControl control,
      PolicyControl policies,
      DaemonPages pages,
      @Nullable OperOperations operator,
      RareLog log,
      ServerLimits limits)
      throws IOException {
    this.file = file;
    this.log = log;
    this.limits = limits;
    own = Files.getOwner(file.path());
    operations = new Operations(control, policies, pages, operator, log);
    budget = new LineBudget(limits.longLineBytes());
    acceptor = Thread.ofVirtual().name("wlm-control-accept").unstarted(this::accept);
    reaper = Thread.ofVirtual().name("wlm-control-reap").unstarted(this::reap);
  }

  /**
   * Opens the socket and serves it until {@link #close}.
   *
   * @param socket where; the directory exists, belongs to the daemon and nobody else writes there
   * @param log takes one line of printable text; called by any thread
   * @throws IOException if another daemon answers there, or the socket cannot be made
   */
  public static ControlServer open(
      Path socket, ManagerControl control, PolicyControl policies, Consumer<String> log)
      throws IOException {
    return open(socket, control, policies, DaemonPages.NONE, log);
  }

  /** As the other, with what the daemon tells of itself. */
  public static ControlServer open(
      Path socket,
      ManagerControl control,
      PolicyControl policies,
      DaemonPages pages,
      Consumer<String> log)
      throws IOException {
    return open(socket, control, policies, pages, null, log, ServerLimits.NORMAL);
  }

  /** As the others, and serves operators. */
  public static ControlServer open(
      Path socket,
      ManagerControl control,
      PolicyControl policies,
      DaemonPages pages,
      OperatorControl operator,
      Consumer<String> log)
      throws IOException {
    OperConsole console =
        new OperConsole(control, operator, new CouplePolicies(policies), ZoneId.systemDefault());
    OperOperations operations = new OperOperations(operator, console);
    return open(socket, control, policies, pages, operations, log, ServerLimits.NORMAL);
  }

  static ControlServer open(
      Path socket,
      ManagerControl control,
      PolicyControl policies,
      Consumer<String> log,
      ServerLimits limits)
      throws IOException {
    return open(socket, control, policies, DaemonPages.NONE, null, log, limits);
  }

  private static ControlServer open(
      Path socket,
      ManagerControl control,
      PolicyControl policies,
      DaemonPages pages,
      @Nullable OperOperations operator,
      Consumer<String> log,
      ServerLimits limits)
      throws IOException {
    SocketFile file = SocketFile.bind(socket);
    try {
      ControlServer server =
          new ControlServer(file, control, policies, pages, operator, new RareLog(log), limits);
      server.acceptor.start();
      server.reaper.start();
      return server;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void accept() {
    ServerSocketChannel listener = file.channel();
    for (long id = 1; !closed; id++) {
      try {
        begin(id, listener.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.refused("cannot take a connection: " + e.getMessage(), System.nanoTime());
        if (!sleep(RETRY_MILLIS)) {
          return;
        }
      }
    }
  }

  private void begin(long id, SocketChannel channel) throws IOException {
    boolean begun = false;
    try {
      Peer peer = Peer.of(channel, own);
      if (!enter(peer)) {
        log.refused("too many connections, refused user " + peer.user(), System.nanoTime());
        channel.configureBlocking(false);
        channel.write(ByteBuffer.wrap(Operations.refusal("BUSY", "too many connections")));
        return;
      }
      Connection connection = new Connection(id, channel, peer, operations, limits, budget);
      connections.put(id, connection);
      begun = true;
      Thread.ofVirtual().name("wlm-control-", id).start(() -> serve(id, connection));
    } finally {
      if (!begun) {
        channel.close();
      }
    }
  }

  private void serve(long id, Connection connection) {
    try {
      if (closed) {
        connection.close();
      }
      connection.run();
    } finally {
      connections.remove(id);
      leave(connection.peer());
    }
  }

  /** A quarter of the connections is kept for those who may change the machine. */
  private boolean enter(Peer peer) {
    synchronized (perUser) {
      int ofUser = perUser.getOrDefault(peer.user(), 0);
      int all = connections.size();
      boolean room =
          peer.privileged()
              ? all < limits.connections()
              : all < limits.connections() * 3 / 4 && ofUser < limits.connectionsPerUser();
      if (room) {
        perUser.put(peer.user(), ofUser + 1);
      }
      return room;
    }
  }

  private void leave(Peer peer) {
    synchronized (perUser) {
      perUser.computeIfPresent(peer.user(), (user, n) -> n == 1 ? null : n - 1);
    }
  }

  private void reap() {
    long period = Math.min(REAP_MILLIS, Math.max(1, limits.stallMillis() / 2));
    while (!closed && sleep(period)) {
      if (connections.isEmpty()) {
        operations.forgetStatus();
      }
      long now = System.nanoTime();
      for (Connection connection : connections.values()) {
        connection.closeIfStalled(now);
      }
    }
  }

  private static boolean sleep(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Removes the socket if it is still ours and ends all connections. */
  @Override
  public void close() throws IOException {
    closed = true;
    reaper.interrupt();
    try {
      file.close();
    } finally {
      for (Connection connection : connections.values()) {
        connection.close();
      }
    }
  }
}
