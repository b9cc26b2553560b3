package io.openwlm.app.daemon;

import io.openwlm.app.cli.Version;
import io.openwlm.core.cycle.ControlDesk;
import io.openwlm.core.port.RecordSink;
import io.openwlm.core.port.TokenSpend;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.server.DaemonPages;
import io.openwlm.server.OtlpHttp;
import io.openwlm.server.intake.Intake;
import io.openwlm.server.intake.IntakeSources;
import io.openwlm.server.metrics.CycleTimes;
import io.openwlm.server.metrics.ManagerMetrics;
import io.openwlm.server.metrics.MetricsHttp;
import io.openwlm.server.metrics.OtlpExport;
import io.openwlm.server.metrics.TokenMetrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon tells of itself, and what it reads by itself: its metrics with their door, the
 * intake with its door. Made before the manager, which writes records into it; attached to it when
 * it is there.
 */
final class Telemetry implements AutoCloseable {
  private final Wlmd options;
  private final Consumer<String> log;
  private final ManagerMetrics metrics = new ManagerMetrics(Version.number());
  private volatile @Nullable ControlDesk desk;
  private volatile @Nullable Intake intake;

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
    metrics.also(out -> TokenMetrics.tell(manager.tokens().budgets(), out));
  }

  /** The metrics now, in the format that an Accept header asks for. */
  ManagerMetrics.Page page(@Nullable String accept) {
    ControlDesk manager = desk;
    return manager == null
        ? metrics.page(accept, null, () -> true)
        : metrics.page(accept, manager.status(), manager::lastActivationGood);
  }

  /** The LLM proxy, which comes and goes with definitions. */
  void attach(LlmDoor door) {
    metrics.also(out -> door.counters().ifPresent(c -> c.tell(out)));
  }

  private byte[] otlp() {
    ControlDesk manager = desk;
    return manager == null
        ? metrics.otlp(null, () -> true)
        : metrics.otlp(manager.status(), manager::lastActivationGood);
  }

  private List<IntakeSource> sources() {
    Intake running = intake;
    return running == null ? List.of() : running.status();
  }

  /** What the control socket answers about it. */
  DaemonPages pages() {
    return new DaemonPages(() -> page(null).body(), this::sources);
  }

  /**
   * Starts the intake and opens the doors that were asked for; closing the answer ends them.
   *
   * @param budgets what counts spent tokens; empty while there are no budgets
   */
  Doors open(Supplier<Optional<TokenSpend>> budgets) throws IOException {
    Doors doors = new Doors();
    try {
      open(doors, budgets);
      return doors;
    } catch (IOException | RuntimeException e) {
      doors.close();
      throw e;
    }
  }

  private void open(Doors doors, Supplier<Optional<TokenSpend>> budgets) throws IOException {
    if (options.metricsPort != 0) {
      MetricsHttp http = MetricsHttp.open(loopback(options.metricsPort), this::page);
      doors.add(http::close);
      log.accept("WLM0320I metrics on http://127.0.0.1:" + http.port() + "/metrics");
    }
    OtlpExport.Target target = options.otlpExport.target();
    if (target != null) {
      OtlpExport export = OtlpExport.start(target, this::otlp, log);
      doors.add(export::close);
      metrics.also(export::tell);
      log.accept("WLM0326I metrics are sent to " + target.url());
    }
    IntakeSources sources = options.sources;
    ControlDesk manager = desk;
    if (sources == null || sources.size() == 0 || manager == null) {
      return;
    }
    Intake running = Intake.start(sources, manager, budgets, log);
    doors.add(running::close);
    intake = running;
    metrics.also(running::tell);
    log.accept("WLM0321I intake from " + sources.size() + " sources; see: wlm get intake");
    if (options.otlpPort != 0) {
      OtlpHttp http =
          OtlpHttp.open(
              loopback(options.otlpPort), running.otlp(), options.state.resolve("otlp.token"), log);
      doors.add(http::close);
      log.accept("WLM0324I OTLP on http://127.0.0.1:" + http.port());
    } else if (sources.needsOtlp()) {
      log.accept("WLM0325W the intake file has otlp sources, but wlmd was started without --otlp");
    }
  }

  private static InetSocketAddress loopback(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
  }

  /** What is open, closed in reverse order. */
  static final class Doors implements AutoCloseable {
    private final Deque<Door> open = new ArrayDeque<>();

    private interface Door {
      void close() throws IOException;
    }

    private void add(Door door) {
      open.push(door);
    }

    @Override
    public void close() throws IOException {
      while (!open.isEmpty()) {
        open.pop().close();
      }
    }
  }

  @Override
  public void close() {
    metrics.close();
  }
}
