package io.openwlm.app.demo;

import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.server.ControlClient;
import io.openwlm.server.DaemonUnreachable;
import io.openwlm.server.RequestRefused;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run: the same processes and the same flood, with nothing, with equal groups, or with OpenWLM
 * in control. Closing it ends every process and removes every group and file of the run.
 */
final class DemoRun implements AutoCloseable {
  /** How a run is controlled. */
  enum Control {
    UNCONTROLLED("uncontrolled", "no groups, no control: what a user has today"),
    EQUAL_GROUPS("equal groups", "one group per class, equal weights, no control"),
    CONTROLLED("OpenWLM", "one group per class, weights set by OpenWLM");

    final String title;
    final String meaning;

    Control(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }

    /** The control groups that a run needs. */
    List<String> groups() {
      return switch (this) {
        case UNCONTROLLED -> List.of();
        case EQUAL_GROUPS -> DemoGroups.CLASSES;
        case CONTROLLED -> {
          List<String> names = new ArrayList<>(DemoGroups.CLASSES);
          names.add(DemoGroups.DAEMON);
          yield names;
        }
      };
    }
  }

  private static final long SECOND = 1_000_000_000L;
  private static final int FILE_BYTES = 4_000_000;
  private static final int RAMP_MILLIS = 1000;
  private static final int STOP_SECONDS = 5;
  private static final String LOG = "requests.log";

  private final DemoPlan plan;
  private final Control control;
  private final DemoScreen screen;
  private final @Nullable Path records;
  private final Path temporary;
  private final DemoGroups groups;
  private final Watchdog watchdog;
  private final DemoProcesses processes;
  private final ServiceLog log;
  private volatile @Nullable Process daemon;
  private boolean closed;

  DemoRun(DemoPlan plan, Control control, DemoScreen screen, DirKernelFs fs, @Nullable Path records)
      throws IOException, DemoGroups.NotWritable {
    this.plan = plan;
    this.control = control;
    this.screen = screen;
    this.records = records;
    groups = DemoGroups.create(fs, ProcessHandle.current().pid(), control.groups());
    temporary = Files.createTempDirectory("openwlm-demo-");
    watchdog = Watchdog.start(groups.directories(), temporary);
    processes = new DemoProcesses(watchdog);
    log = new ServiceLog(temporary.resolve(LOG));
  }

  private List<Path> group(String name) {
    return control == Control.UNCONTROLLED ? List.of() : groups.procsFiles(name);
  }

  /** Runs once. */
  RunResult run(int rounds) throws IOException, InterruptedException {
    Path data = temporary.resolve("data");
    Path socket = temporary.resolve("wlmd.sock");
    Files.write(data, new byte[FILE_BYTES]);
    Process service = service(rounds, socket);
    List<Process> batch = new ArrayList<>(processes.calmBatch(plan.calmBatch(), group("batch")));
    processes.builds(plan.builds(), data, group("build"));
    List<Process> burners = processes.burners(plan.burners(), group("batch"));
    Thread.sleep(RAMP_MILLIS);
    if (control == Control.CONTROLLED) {
      daemon = startDaemon(socket);
      screen.watch(socket);
    }
    batch.addAll(burners);
    phase("quiet, " + control.meaning, DemoPlan.QUIET_SECONDS);
    tell(service, "rate " + plan.ratePerSecond());
    Thread.sleep(RAMP_MILLIS);

    long calmNanos = System.nanoTime();
    phase("all is well before the flood", plan.beforeSeconds());
    long floodNanos = System.nanoTime();
    long batchBefore = DemoProcesses.cpuNanos(batch);
    DemoProcesses.go(burners);
    boolean controlled = control == Control.CONTROLLED;
    phase(
        "FLOOD: batch floods the machine with " + burners.size() + " processes",
        controlled ? plan.floodSeconds() : plan.compareFloodSeconds());
    long floodEndNanos = System.nanoTime();
    double batchShare =
        (DemoProcesses.cpuNanos(batch) - batchBefore)
            / (double) (floodEndNanos - floodNanos)
            / plan.cpus();
    processes.end(burners);
    long endNanos = floodEndNanos;
    if (controlled) {
      phase("the flood is over", plan.endSeconds());
      endNanos = System.nanoTime();
      screen.unwatch();
    }
    service.getOutputStream().close();
    service.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    log.refresh();
    return RunResult.of(
        log, new RunResult.Moments(calmNanos, floodNanos, floodEndNanos, endNanos), batchShare);
  }

  private void phase(String caption, int seconds) throws IOException, InterruptedException {
    screen.phase(control.title + ": " + caption, seconds, log);
  }

  /** How many rounds of work use the CPU time of one request; the same number for all runs. */
  static int calibrate() throws IOException, InterruptedException {
    List<String> command = java();
    command.addAll(
        List.of(
            DemoService.class.getName(), "calibrate", Long.toString(DemoPlan.REQUEST_CPU_NANOS)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      String answer = out.readLine();
      if (process.waitFor() != 0 || answer == null) {
        throw new IOException("the demo's service cannot be started: " + answer);
      }
      return Integer.parseInt(answer);
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path")));
  }

  private Process service(int rounds, Path socket) throws IOException {
    List<String> command = java();
    command.addAll(
        List.of(
            DemoService.class.getName(),
            "serve",
            Long.toString(plan.seed()),
            Double.toString(plan.quietRatePerSecond()),
            Integer.toString(plan.workers()),
            Integer.toString(rounds),
            temporary.resolve(LOG).toString()));
    if (control == Control.CONTROLLED) {
      command.addAll(List.of(socket.toString(), "INTERACT"));
    }
    Path errors = temporary.resolve("service.err");
    Process service = processes.program(group("interactive"), errors, command);
    if (!"READY".equals(service.inputReader(StandardCharsets.US_ASCII).readLine())) {
      throw new IOException(
          "the demo's service did not start: " + Files.readString(errors).strip());
    }
    return service;
  }

  private static void tell(Process service, String line) throws IOException {
    service.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    service.getOutputStream().flush();
  }

  private Process startDaemon(Path socket) throws IOException, InterruptedException {
    Path definition = temporary.resolve("demo.yaml");
    Files.writeString(definition, definition(groups.parent()));
    Path errors = temporary.resolve("wlmd.err");
    Process started =
        processes.program(
            group(DemoGroups.DAEMON),
            errors,
            List.of(
                Path.of(System.getProperty("wlm.home", "."), "bin", "wlmd").toString(),
                "--state",
                temporary.resolve("state").toString(),
                "--socket",
                socket.toString(),
                "--records",
                records == null ? "none" : records.toAbsolutePath().toString(),
                "--enforce",
                definition.toString()));
    long limit = System.nanoTime() + 15 * SECOND;
    while (!answers(socket)) {
      if (!started.isAlive() || System.nanoTime() > limit) {
        throw new IOException("wlmd did not start: " + Files.readString(errors).strip());
      }
      Thread.sleep(20);
    }
    return started;
  }

  private static boolean answers(Path socket) {
    try (ControlClient client = ControlClient.connect(socket)) {
      client.ping();
      return true;
    } catch (DaemonUnreachable | RequestRefused e) {
      return false;
    }
  }

  /** A real definition, as a user would write it. */
  static String definition(String root) {
    return """
    service-definition:
      name: DEMO
      description: An interactive service, builds, and batch on one machine
      cgroup-root: %1$s
      control: { enforce: true, sampling-interval: 100ms, adjustment-interval: 1s, on-stop: leave }
      service-classes:
        - name: INTERACT
          importance: 1
          goal: { response-time: %2$dms, percentile: %3$d }
          cgroup: %1$s/interactive
        - name: BUILD
          importance: 3
          goal: { velocity: 2 }
          cgroup: %1$s/build
          weight: { min: 20, max: 1000 }
        - name: BATCH
          goal: discretionary
          cgroup: %1$s/batch
          weight: { min: 10, max: 1000 }
    """
        .formatted(root, DemoPlan.GOAL_NANOS / 1_000_000, DemoPlan.GOAL_PERCENTILE);
  }

  /** Ends and removes everything; safe to call more than once and from a shutdown hook. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    screen.unwatch();
    Process running = daemon;
    if (running != null) {
      running.destroy();
      try {
        running.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    processes.close();
    groups.close();
    // What is left, if anything, the watchdog removes: it has one way to end, and does all again.
    watchdog.close();
  }
}
