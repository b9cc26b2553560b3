package io.openwlm.app.daemon;

import io.openwlm.app.cli.Version;
import io.openwlm.core.cycle.ControlDesk;
import io.openwlm.core.port.RecordSink;
import io.openwlm.server.DaemonPages;
import io.openwlm.server.metrics.CycleTimes;
import io.openwlm.server.metrics.ManagerMetrics;
import io.openwlm.server.metrics.MetricsHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon tells of itself: its metrics, and the door where Prometheus gets them. Made
 * before the manager, which writes records into it; attached to it when it is there.
 */
final class Telemetry implements AutoCloseable {
  private final Wlmd options;
  private final Consumer<String> log;
  private final ManagerMetrics metrics = new ManagerMetrics(Version.number());
  private volatile @Nullable ControlDesk desk;

  private Telemetry(Wlmd options, Consumer<String> log) {
    this.options = options;
    this.log = log;
  }

  static Telemetry of(Wlmd options, Consumer<String> log) {
    return new Telemetry(options, log);
  }

  RecordSink records() {
    return metrics;
  }

  CycleTimes cycleTimes() {
    return metrics.cycleTimes();
  }

  /** The manager is there. */
  void attach(ControlDesk manager) {
    desk = manager;
  }

  /** The metrics now, in the format that an Accept header asks for. */
  ManagerMetrics.Page page(@Nullable String accept) {
    ControlDesk manager = desk;
    return manager == null
        ? metrics.page(accept, null, () -> true)
        : metrics.page(accept, manager.status(), manager::lastActivationGood);
  }

  /** What the control socket answers about it. */
  DaemonPages pages() {
    return new DaemonPages(() -> page(null).body(), List::of);
  }

  /** Opens the doors that were asked for; closing the answer closes them. */
  Doors open() throws IOException {
    if (options.metricsPort == 0) {
      return () -> {};
    }
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    MetricsHttp http =
        MetricsHttp.open(new InetSocketAddress(loopback, options.metricsPort), this::page);
    log.accept("WLM0320I metrics on http://127.0.0.1:" + http.port() + "/metrics");
    return http::close;
  }

  /** What is open. */
  interface Doors extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  @Override
  public void close() {
    metrics.close();
  }
}
