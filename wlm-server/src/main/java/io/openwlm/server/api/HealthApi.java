package io.openwlm.server.api;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.OperatorControl;
import io.openwlm.core.port.PolicyControl;
import io.openwlm.core.port.PolicyControl.Activation;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.RareLog;
import io.openwlm.server.audit.AuditLog;
import io.openwlm.server.events.EventRing;
import io.openwlm.server.events.EventStreams;
import io.openwlm.server.http.Dispatcher;
import io.openwlm.server.http.Route;
import io.openwlm.server.http.Router;
import io.openwlm.server.http.Sessions;
import io.openwlm.server.jetty.ApiLimits;
import io.openwlm.server.jetty.ApiServer;
import io.openwlm.server.jetty.Listen;
import io.openwlm.server.page.LoginPage;
import io.openwlm.server.page.StatusPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The Health API, put together: routes, audit log, events and listeners. */
public final class HealthApi implements AutoCloseable {
  private static final long LOOK_MILLIS = 250;

  private final Plan plan;
  private final RareLog log;
  private final CycleWatch watch = new CycleWatch(System::nanoTime);
  private final EventStreams streams;
  private final EventFeed feed;
  private final AuditLog audit;
  private final ApiServer server;
  private final Thread looker;
  private @Nullable Router router;
  private volatile boolean closed;

  /**
   * What the API is made of.
   *
   * @param auditFile where the audit log is, in a directory of the daemon's own
   * @param metrics text for Prometheus; null for no such route
   * @param log takes one line of printable text; called by any thread
   */
  public record Plan(
      ManagerControl manager,
      PolicyControl policies,
      OperatorControl operator,
      Listen listen,
      ApiLimits limits,
      Path auditFile,
      @Nullable Supplier<String> metrics,
      Consumer<String> log) {}

  private HealthApi(Plan plan) throws IOException {
    this.plan = plan;
    log = new RareLog(plan.log());
    EventRing ring = new EventRing(System.currentTimeMillis());
    streams = new EventStreams(ring);
    feed = new EventFeed(plan.manager(), watch, ring);
    audit = AuditLog.open(plan.auditFile(), System::currentTimeMillis, this::state, plan.log());
    looker = Thread.ofVirtual().name("wlm-api-events").unstarted(this::look);
    try {
      server = ApiServer.open(plan.listen(), plan.limits(), this::dispatcher, log);
    } catch (IOException | RuntimeException e) {
      audit.close();
      throw e;
    }
  }

  /**
   * Opens the API and serves it until {@link #close}.
   *
   * @throws IOException if a listener or the audit log cannot be opened
   */
  public static HealthApi open(Plan plan) throws IOException {
    HealthApi api = new HealthApi(plan);
    api.looker.start();
    return api;
  }

  private Dispatcher dispatcher(@Nullable Sessions sessions) {
    ApiPorts ports =
        new ApiPorts(
            plan.manager(), plan.policies(), plan.operator(), watch, streams, plan.metrics());
    List<Route> pages =
        new ArrayList<>(new StatusPage(plan.manager(), plan.policies(), this::ageSeconds).routes());
    if (sessions != null) {
      pages.addAll(new LoginPage(sessions).routes());
    }
    router = new Router(ApiRoutes.of(ports, pages));
    return new Dispatcher(router, audit, () -> watch.isLate(plan.manager().status()), log);
  }

  private double ageSeconds(ManagerStatus status) {
    watch.see(status);
    return watch.ageNanos() / 1e9;
  }

  private String state() {
    Activation active = plan.policies().active();
    return "policy "
        + active.policy()
        + " of revision "
        + active.revision()
        + ", installed revision "
        + plan.policies().installed().number()
        + ", "
        + (plan.manager().status().enforcing() ? "enforcing" : "observing");
  }

  private void look() {
    while (!closed) {
      try {
        Thread.sleep(LOOK_MILLIS);
        feed.look();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        log.refused("WLM0355E events were not made: " + e, System.nanoTime());
      }
    }
  }

  /** The TCP port that is served; 0 if none is. */
  public int port() {
    return server.port();
  }

  /** All routes that are served. */
  public List<Route> routes() {
    return router == null ? List.of() : router.routes();
  }

  /** Connections open now. */
  public int connections() {
    return server.connections();
  }

  /** Streams of events open now. */
  public int streams() {
    return streams.count();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    looker.interrupt();
    streams.close();
    try {
      server.close();
    } finally {
      audit.close();
    }
  }
}
