package io.openwlm.server.llm;

import io.openwlm.core.port.TokenAdmission;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.server.RareLog;
import io.openwlm.server.SocketFile;
import io.openwlm.server.llm.http.Deadlines;
import io.openwlm.server.llm.http.HttpListener;
import io.openwlm.server.llm.peer.AgentBook;
import io.openwlm.server.llm.peer.LlmAgent;
import io.openwlm.server.llm.peer.PeerFinder;
import io.openwlm.server.llm.peer.ProcFiles;
import io.openwlm.server.llm.upstream.UpstreamPool;
import io.openwlm.server.peer.UserDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The metering proxy: agents call models through it on a Unix socket or on loopback. Each call is
 * let through by the budgets or refused in the form that the agent's own library understands, and
 * counted by what the provider says.
 */
public final class LlmProxy implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final long CLOSE_NANOS = 3_000_000_000L;

  private final Parts parts;
  private final RareLog log;
  private final Door door;
  private final Deadlines deadlines;
  private final HttpListener.Shared shared;
  private final UpstreamPool pool;
  private final List<HttpListener> listeners = new ArrayList<>();
  private @Nullable SocketFile socket;
  private int port;

  /** What tests put in the place of the machine's own. */
  record Parts(
      TokenAdmission admission,
      ProxyLimits limits,
      SSLContext tls,
      Path proc,
      LongSupplier nowMillis,
      ProxyCounters counters) {

    static Parts normal(LlmProxySettings settings, TokenAdmission admission) {
      try {
        return new Parts(
            admission,
            ProxyLimits.of(settings),
            SSLContext.getDefault(),
            Path.of("/proc"),
            System::currentTimeMillis,
            new ProxyCounters());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // every Java has it
      }
    }
  }

  private LlmProxy(LlmProxySettings settings, List<LlmAgent> agents, Parts parts, RareLog log) {
    this.parts = parts;
    this.log = log;
    deadlines = new Deadlines();
    door = new Door(new PeerFinder(new ProcFiles(parts.proc)), book(agents));
    pool = new UpstreamPool(parts.tls, parts.limits.upstream(), deadlines);
    Setup setup =
        new Setup(
            parts.admission,
            pool,
            parts.counters,
            new SeenRatios(),
            new SeenAnswers(),
            parts.limits,
            log,
            parts.nowMillis);
    ProxyService service =
        new ProxyService(
            setup,
            door,
            settings.upstreams().stream().map(Provider::new).toList(),
            new Patience(
                parts.admission, parts.nowMillis, settings.waitMillis(), settings.maxStreams()),
            new StreamSlots(settings.maxStreams()));
    shared = new HttpListener.Shared(service, parts.limits.http(), deadlines);
  }

  /**
   * Opens the socket and the port of the settings and serves them until {@link #close}.
   *
   * @param log takes what should be known; called by any thread
   * @throws IOException if neither can be opened; nothing is left open then
   * @throws IllegalArgumentException if the address of a provider is none
   */
  public static LlmProxy open(
      LlmProxySettings settings, List<LlmAgent> agents, TokenAdmission admission, RareLog log)
      throws IOException {
    InetSocketAddress tcp =
        settings.port() == 0
            ? null
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
    Parts parts = Parts.normal(settings, admission);
    long bodies = parts.limits.http().bodyBytes();
    boolean asked = settings.maxBodyBytes() != LlmProxySettings.DEFAULT_MAX_BODY_BYTES;
    if (asked && bodies < settings.maxBodyBytes()) {
      log.done(
          "WLM0948W bodies above "
              + (bodies >> 10)
              + " KiB are refused: wlmd's heap has no room for more");
    }
    return open(settings, agents, parts, tcp, log);
  }

  static LlmProxy open(
      LlmProxySettings settings,
      List<LlmAgent> agents,
      Parts parts,
      @Nullable InetSocketAddress tcp,
      RareLog log)
      throws IOException {
    LlmProxy proxy = new LlmProxy(settings, agents, parts, log);
    try {
      proxy.listen(settings.unixSocket(), tcp);
      return proxy;
    } catch (IOException | RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  private void listen(@Nullable String unix, @Nullable InetSocketAddress tcp) throws IOException {
    if (unix != null) {
      SocketFile file = SocketFile.bind(Path.of(unix));
      socket = file;
      add(file.channel());
    }
    if (tcp != null) {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.bind(tcp, BACKLOG);
      } catch (IOException e) {
        server.close();
        throw new IOException("port " + tcp.getPort() + " cannot be opened: " + e.getMessage(), e);
      }
      port = server.socket().getLocalPort();
      add(server);
    }
  }

  private void add(ServerSocketChannel server) {
    listeners.add(new HttpListener(server, shared, line -> log.refused(line, System.nanoTime())));
  }

  private AgentBook book(List<LlmAgent> agents) {
    return new AgentBook(
        agents,
        new UserDatabase()::userNumber,
        line -> log.refused("WLM0945E " + line, System.nanoTime()));
  }

  /** Another definition has other agents. What is under way goes on. */
  public void agents(List<LlmAgent> agents) {
    door.agents(book(agents));
  }

  /** The port that is served on loopback; 0 if none is. */
  public int port() {
    return port;
  }

  /** Connections of clients that are open now. */
  public int connections() {
    return shared.connections();
  }

  HttpListener.Shared shared() {
    return shared;
  }

  UpstreamPool pool() {
    return pool;
  }

  public ProxyCounters counters() {
    return parts.counters;
  }

  /** Stops serving; calls under way are broken off and settled. */
  @Override
  public void close() throws IOException {
    for (HttpListener listener : listeners) {
      listener.close();
    }
    if (socket != null) {
      socket.close();
    }
    deadlines.close();
    awaitCalls();
    pool.close();
  }

  /** Calls that were broken off settle before the ledger may close. */
  private void awaitCalls() {
    long untilNanos = System.nanoTime() + CLOSE_NANOS;
    try {
      while (shared.connections() > 0 && System.nanoTime() < untilNanos) {
        Thread.sleep(2);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
