package io.openwlm.app.demo;

import io.openwlm.linux.fs.DirKernelFs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    CONTROLLED("controlled", "one group per class, weights set by OpenWLM");

    final String title;
    final String meaning;

    Control(String title, String meaning) {
      this.title = title;
      this.meaning = meaning;
    }
  }

  private static final long SECOND = 1_000_000_000L;
  private static final int FILE_BYTES = 4_000_000;

  private final DemoPlan plan;
  private final Control control;
  private final DemoScreen screen;
  private final Path temporary;
  private final @Nullable DemoGroups groups;
  private final Watchdog watchdog;
  private final DemoProcesses processes;
  private @Nullable Process daemon;

  DemoRun(DemoPlan plan, Control control, DemoScreen screen, DirKernelFs fs)
      throws IOException, DemoGroups.NotWritable {
    this.plan = plan;
    this.control = control;
    this.screen = screen;
    groups =
        control == Control.UNCONTROLLED
            ? null
            : DemoGroups.create(fs, ProcessHandle.current().pid());
    temporary = Files.createTempDirectory("openwlm-demo-");
    watchdog = Watchdog.start(groups == null ? List.of() : groups.directories(), temporary);
    processes = new DemoProcesses(watchdog);
  }

  private List<Path> group(String name) {
    return groups == null ? List.of() : groups.procsFiles(name);
  }

  RunResult run(int cpus) throws IOException, InterruptedException {
    Path log = temporary.resolve("requests.log");
    Path data = temporary.resolve("data");
    Path socket = temporary.resolve("wlmd.sock");
    Files.write(data, new byte[FILE_BYTES]);
    Process service = service(log, socket);
    List<Process> calm = new ArrayList<>();
    calm.add(processes.calmBatch(group("batch")));
    List<Process> builds = processes.builds(DemoPlan.CALM_BUILDS, true, data, group("build"));
    DemoProcesses.go(builds);
    if (control == Control.CONTROLLED) {
      daemon = startDaemon(socket);
      screen.watch(socket);
    }
    List<Process> burners = processes.burners(DemoPlan.FLOOD_BURNERS, group("batch"));
    List<Process> moreBuilds =
        processes.builds(
            DemoPlan.FLOOD_BUILDS - DemoPlan.CALM_BUILDS, false, data, group("build"));

    long calmNanos = System.nanoTime();
    screen.phase(control.title + ": calm, " + control.meaning, plan.beforeSeconds(), log);
    long floodNanos = System.nanoTime();
    List<Process> batch = new ArrayList<>(burners);
    batch.addAll(calm);
    long batchBefore = DemoProcesses.cpuNanos(batch);
    tell(service, "rate " + DemoPlan.FLOOD_RATE);
    DemoProcesses.go(burners);
    DemoProcesses.go(moreBuilds);
    boolean controlled = control == Control.CONTROLLED;
    int seconds = controlled ? plan.floodSeconds() : plan.compareFloodSeconds();
    screen.phase(
        control.title + ": FLOOD, " + DemoPlan.FLOOD_BURNERS + " batch processes", seconds, log);
    long floodEndNanos = System.nanoTime();
    double batchShare =
        (DemoProcesses.cpuNanos(batch) - batchBefore)
            / (double) (floodEndNanos - floodNanos)
            / cpus;
    processes.end(burners);
    processes.end(moreBuilds);
    tell(service, "rate " + DemoPlan.CALM_RATE);
    if (controlled) {
      screen.phase(control.title + ": the flood is over, weight goes back", plan.endSeconds(), log);
      screen.unwatch();
    }
    service.getOutputStream().close();
    service.waitFor(5, java.util.concurrent.TimeUnit.SECONDS);
    return RunResult.of(ServiceLog.read(log), calmNanos, floodNanos, floodEndNanos, batchShare);
  }

  private Process service(Path log, Path socket) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                DemoService.class.getName(),
                Long.toString(plan.seed()),
                Integer.toString(DemoPlan.CALM_RATE),
                log.toString()));
    if (control == Control.CONTROLLED) {
      command.addAll(List.of(socket.toString(), "INTERACT"));
    }
    Process service =
        processes.program(group("interactive"), temporary.resolve("service.err"), command);
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.US_ASCII));
    if (!"READY".equals(out.readLine())) {
      throw new IOException(
          "the demo's service did not start: "
              + Files.readString(temporary.resolve("service.err")).strip());
    }
    return service;
  }

  private static void tell(Process service, String line) throws IOException {
    service.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    service.getOutputStream().flush();
  }

  private Process startDaemon(Path socket) throws IOException, InterruptedException {
    DemoGroups own = java.util.Objects.requireNonNull(groups);
    Path definition = temporary.resolve("demo.yaml");
    Files.writeString(definition, definition(own.parent()));
    Path errors = temporary.resolve("wlmd.err");
    Process started =
        processes.program(
            List.of(),
            errors,
            List.of(
                Path.of(System.getProperty("wlm.home", "."), "bin", "wlmd").toString(),
                "--state",
                temporary.resolve("state").toString(),
                "--socket",
                socket.toString(),
                "--enforce",
                definition.toString()));
    long limit = System.nanoTime() + 15 * SECOND;
    while (!Files.exists(socket)) {
      if (!started.isAlive() || System.nanoTime() > limit) {
        throw new IOException("wlmd did not start: " + Files.readString(errors).strip());
      }
      Thread.sleep(20);
    }
    return started;
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
              goal: { velocity: 5 }
              cgroup: %1$s/build
              weight: { min: 20, max: 1000 }
            - name: BATCH
              goal: discretionary
              cgroup: %1$s/batch
              weight: { min: 10, max: 1000 }
        """
        .formatted(root, DemoPlan.GOAL_NANOS / 1_000_000, DemoPlan.GOAL_PERCENTILE);
  }

  @Override
  public void close() throws IOException {
    screen.unwatch();
    if (daemon != null) {
      daemon.destroy();
      try {
        daemon.waitFor(3, java.util.concurrent.TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    processes.close();
    if (groups != null) {
      groups.close();
    }
    try (var files = Files.walk(temporary)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    watchdog.close();
  }
}
