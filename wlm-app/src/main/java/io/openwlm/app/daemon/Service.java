package io.openwlm.app.daemon;

import io.openwlm.app.cli.ExitCode;
import io.openwlm.app.wiring.Assembly;
import io.openwlm.app.wiring.Tokens;
import io.openwlm.core.port.Clock;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.ControlServer;
import io.openwlm.server.jetty.Listen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A wired manager with its doors open: runs the cycle on the calling thread until told to stop, by
 * a signal or by the end of the simulation, then closes in order.
 */
final class Service {
  private final Assembly manager;
  private final PolicyKeeper policies;
  private final Clock clock;
  private final Pace pace;
  private final Telemetry telemetry;
  private final Tokens tokens;
  private final Consumer<String> log;

  /**
   * Where clients come in.
   *
   * @param httpPort for reports over HTTP; 0 for none
   * @param state the daemon's own directory
   * @param api where the Health API listens; null for nowhere
   */
  record Doors(Path socket, int httpPort, Path state, @Nullable Listen api) {}

  Service(
      Assembly manager,
      PolicyKeeper policies,
      Clock clock,
      Pace pace,
      Telemetry telemetry,
      Tokens tokens,
      Consumer<String> log) {
    this.manager = manager;
    this.policies = policies;
    this.clock = clock;
    this.pace = pace;
    this.telemetry = telemetry;
    this.tokens = tokens;
    this.log = log;
  }

  /** Runs until told to stop; answers the exit code. */
  int run(Doors doors) throws IOException {
    Path socket = doors.socket();
    makeParent(socket);
    policies.attach(manager.desk());
    CycleDriver driver = new CycleDriver(manager, clock, pace, telemetry.cycleTimes(), log);
    CountDownLatch ended = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Thread hook =
        Thread.ofPlatform()
            .unstarted(() -> {
              driver.stop();
              LockSupport.unpark(main); // an interrupt would close the kernel files it reads
              awaitQuietly(ended);
            });
    telemetry.attach(manager.desk());
    manager.desk().attach(tokens);
    try (LlmDoor llm = LlmDoor.open(tokens, log);
        ControlServer server =
            ControlServer.open(
                socket,
                manager.desk(),
                policies.control(),
                telemetry.pages(),
                manager.operator(),
                log);
        Telemetry.Doors open = telemetry.open(tokens::spend);
        HttpDoor http = HttpDoor.open(doors.httpPort(), doors.state(), manager.desk(), log);
        ApiDoor api =
            ApiDoor.open(
                doors,
                manager.desk(),
                policies.control(),
                manager.operator(),
                telemetry.pages().metrics(),
                log)) {
      Runtime.getRuntime().addShutdownHook(hook);
      telemetry.attach(llm);
      log.accept(ready(manager.cycle().status(), socket));
      driver.run();
      stop();
      return driver.gaveUp() ? ExitCode.FAILED : ExitCode.OK;
    } finally {
      ended.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void makeParent(Path socket) throws IOException {
    Path parent = socket.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(parent);
    }
  }

  private static String ready(ManagerStatus s, Path socket) {
    return String.format(
        Locale.ROOT,
        "WLM0300I wlmd ready: %s, %d classes, %s, %s, socket %s",
        s.definition(),
        s.classes().size(),
        s.enforcing() ? "ENFORCING" : "observing only",
        s.mode(),
        socket);
  }

  private void stop() {
    if (manager.cycle().onStop() == ControlSettings.OnStop.RESTORE
        && manager.cycle().isEnforcing()) {
      manager.cycle().restore("wlmd stop", clock.nanoTime(), clock.epochMillis());
      log.accept("WLM0305I stopped; the original values came back");
    } else {
      log.accept("WLM0304I stopped; the kernel keeps the last values");
    }
  }
}
