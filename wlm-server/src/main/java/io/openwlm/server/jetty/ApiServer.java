package io.openwlm.server.jetty;

import io.openwlm.server.RareLog;
import io.openwlm.server.SocketFile;
import io.openwlm.server.TokenFile;
import io.openwlm.server.http.Access;
import io.openwlm.server.http.Dispatcher;
import io.openwlm.server.http.Sessions;
import io.openwlm.server.http.TcpAccess;
import io.openwlm.server.http.UnixAccess;
import io.openwlm.server.peer.PeerRoles;
import io.openwlm.server.peer.UserDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server: a Unix socket that everybody may connect to, and a TCP port if one is asked for.
 * Its threads are its own; requests run on virtual threads.
 */
public final class ApiServer implements AutoCloseable {
  private static final String UNIX = "unix";
  private static final String TCP = "tcp";
  private static final long REAP_MILLIS = 500;
  private static final int BACKLOG = 64;

  private final Server server;
  private final ConnectionBook book;
  private final Thread reaper;
  private final ExecutorService requests;
  private final @Nullable TokenFile token;
  private final int port;

  private ApiServer(
      Server server,
      ConnectionBook book,
      ExecutorService requests,
      @Nullable TokenFile token,
      int port) {
    this.server = server;
    this.book = book;
    this.requests = requests;
    this.token = token;
    this.port = port;
    reaper = Thread.ofVirtual().name("wlm-api-reap").unstarted(this::reap);
  }

  /**
   * Opens the listeners and serves them until {@link #close}.
   *
   * @param dispatcher answers requests; gets the sessions of browsers, null without TCP
   * @param log takes what should be known; called by any thread
   * @throws IOException if another daemon answers on the socket, or a listener cannot be opened
   */
  public static ApiServer open(
      Listen listen,
      ApiLimits limits,
      Function<@Nullable Sessions, Dispatcher> dispatcher,
      RareLog log)
      throws IOException {
    SocketFile.clear(listen.socket());
    Listen.Tcp tcp = listen.tcp();
    TokenFile token = tcp == null ? null : TokenFile.create(tcp.tokenFile());
    Sessions sessions =
        tcp == null || token == null
            ? null
            : new Sessions(token.token(), tcp.tls() != null, System::nanoTime);
    ExecutorService requests =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("wlm-api-", 0).factory());
    Server server = server(requests);
    try {
      PeerRoles roles = new PeerRoles(new UserDatabase(), Files.getOwner(Path.of("/proc/self")));
      ConnectionBook book = new ConnectionBook(limits, roles, log);
      Map<String, Access> access = new HashMap<>();
      access.put(UNIX, new UnixAccess());
      add(server, unix(server, listen.socket(), limits), UNIX, limits, book);
      if (tcp != null && token != null && sessions != null) {
        ServerConnector connector = tcp(server, tcp, limits);
        connector.open(); // the port must be known before requests are let in
        access.put(TCP, tcpAccess(tcp, connector.getLocalPort(), token, sessions));
        add(server, connector, TCP, limits, book);
      }
      server.setHandler(new ApiHandler(dispatcher.apply(sessions), book, access));
      server.setErrorHandler(new ProblemPage());
      server.start();
      Files.setPosixFilePermissions(listen.socket(), PosixFilePermissions.fromString("rw-rw-rw-"));
      int port =
          server.getConnectors().length > 1
              ? ((ServerConnector) server.getConnectors()[1]).getLocalPort()
              : 0;
      ApiServer api = new ApiServer(server, book, requests, token, port);
      api.reaper.start();
      return api;
    } catch (Exception e) {
      stop(server);
      requests.shutdownNow();
      if (token != null) {
        token.remove();
      }
      throw e instanceof IOException io ? io : new IOException("the API cannot be served: " + e, e);
    }
  }

  private static Server server(ExecutorService requests) {
    QueuedThreadPool threads = new QueuedThreadPool(12, 4, 60_000);
    threads.setName("wlm-api");
    threads.setDaemon(true);
    threads.setVirtualThreadsExecutor(requests);
    return new Server(threads);
  }

  private static UnixDomainServerConnector unix(Server server, Path socket, ApiLimits limits) {
    UnixDomainServerConnector connector =
        new UnixDomainServerConnector(server, 1, 1, new HttpConnectionFactory(http(limits)));
    connector.setUnixDomainPath(socket);
    connector.setAcceptQueueSize(BACKLOG);
    return connector;
  }

  private static ServerConnector tcp(Server server, Listen.Tcp tcp, ApiLimits limits)
      throws IOException {
    HttpConnectionFactory http = new HttpConnectionFactory(http(limits));
    ServerConnector connector;
    if (tcp.tls() == null) {
      connector = new ServerConnector(server, 1, 1, http);
    } else {
      SslContextFactory.Server tls = new SslContextFactory.Server();
      tls.setKeyStore(PemKeyStore.read(tcp.tls().certificates(), tcp.tls().key()));
      tls.setKeyStorePassword("");
      tls.setIncludeProtocols("TLSv1.3");
      tls.setSniRequired(false);
      connector =
          new ServerConnector(
              server, 1, 1, new SslConnectionFactory(tls, http.getProtocol()), http);
    }
    connector.setHost(tcp.address().getAddress().getHostAddress());
    connector.setPort(tcp.address().getPort());
    connector.setAcceptQueueSize(BACKLOG);
    return connector;
  }

  private static void add(
      Server server,
      AbstractConnector connector,
      String name,
      ApiLimits limits,
      ConnectionBook book) {
    connector.setName(name);
    connector.setIdleTimeout(limits.idleMillis());
    connector.addEventListener(book);
    server.addConnector(connector);
  }

  private static HttpConfiguration http(ApiLimits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setUriCompliance(UriCompliance.RFC3986);
    http.setUseInputDirectByteBuffers(false);
    http.setUseOutputDirectByteBuffers(false);
    return http;
  }

  private static TcpAccess tcpAccess(Listen.Tcp tcp, int port, TokenFile token, Sessions sessions) {
    Set<String> hosts = new HashSet<>();
    if (tcp.address().getAddress().isLoopbackAddress()) {
      hosts.addAll(Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port));
    }
    hosts.add(tcp.host().toLowerCase(Locale.ROOT) + ":" + port);
    return new TcpAccess(
        hosts, tcp.tls() != null, token.token(), sessions, System.getProperty("user.name", "?"));
  }

  private void reap() {
    try {
      while (server.isRunning()) {
        Thread.sleep(REAP_MILLIS);
        book.closeSlow(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The TCP port that is served; 0 if none is. */
  public int port() {
    return port;
  }

  /** Connections open now. */
  public int connections() {
    return book.size();
  }

  private static void stop(Server server) {
    try {
      server.setStopTimeout(0);
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the API did not stop", e);
    }
  }

  /** Stops serving; removes the socket and the token file. */
  @Override
  public void close() throws IOException {
    reaper.interrupt();
    stop(server);
    requests.shutdownNow();
    if (token != null) {
      token.remove();
    }
  }
}
