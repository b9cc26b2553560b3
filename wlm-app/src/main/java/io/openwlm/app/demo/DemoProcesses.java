package io.openwlm.app.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The demo's processes. Ends the ones it started, and no others. */
final class DemoProcesses implements AutoCloseable {
  private static final String ENTER = "for f in $DEMO_GROUP; do echo $$ > $f || exit 1; done; ";
  private static final String BURN = "read go; while :; do :; done";
  private static final String BUSY_AND_REST =
      "while :; do i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done; sleep 0.05; done";
  private static final String BUILD =
      "while :; do sha256sum \"$DEMO_FILE\" >/dev/null; sleep 0.1; done";

  private final Watchdog watchdog;
  private final List<Process> all = new ArrayList<>();
  private boolean closed;

  DemoProcesses(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /**
   * Starts a program in the given groups.
   *
   * @param group files to write the own pid to; empty = stay where the demo is
   */
  private Process start(List<Path> group, ProcessBuilder builder) throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", ENTER + "exec \"$@\"", "sh"));
    command.addAll(builder.command());
    builder.command(command);
    builder
        .environment()
        .put("DEMO_GROUP", group.stream().map(Path::toString).collect(Collectors.joining(" ")));
    synchronized (all) {
      if (closed) {
        throw new IOException("the demo is being stopped");
      }
      Process process = builder.start();
      watchdog.watch(process.pid());
      all.add(process);
      return process;
    }
  }

  private static ProcessBuilder quiet(String... command) {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  /** Batch burners that start burning when told to {@link #go}. */
  List<Process> burners(int count, List<Path> group) throws IOException {
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(start(group, quiet("sh", "-c", BURN)));
    }
    return started;
  }

  /** Batch of calm times: each process is busy about half of the time. */
  List<Process> calmBatch(int count, List<Path> group) throws IOException {
    List<Process> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(start(group, quiet("sh", "-c", BUSY_AND_REST)));
    }
    return started;
  }

  /** Builds: many short processes with short pauses between them. */
  void builds(int count, Path file, List<Path> group) throws IOException {
    for (int i = 0; i < count; i++) {
      ProcessBuilder builder = quiet("sh", "-c", BUILD);
      builder.environment().put("DEMO_FILE", file.toString());
      start(group, builder);
    }
  }

  /** A Java program or another long-lived one whose output is read. */
  Process program(List<Path> group, Path errors, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    return start(group, builder);
  }

  static void go(List<Process> processes) throws IOException {
    for (Process process : processes) {
      process.getOutputStream().write("go\n".getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    }
  }

  /** CPU time that processes used themselves, in nanoseconds. */
  static long cpuNanos(List<Process> processes) {
    return processes.stream()
        .mapToLong(p -> p.info().totalCpuDuration().map(d -> d.toNanos()).orElse(0L))
        .sum();
  }

  void end(List<Process> processes) {
    for (Process process : processes) {
      process.destroyForcibly();
    }
    for (Process process : processes) {
      try {
        process.waitFor(2, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      watchdog.forget(process.pid());
    }
    synchronized (all) {
      all.removeAll(processes);
    }
  }

  @Override
  public void close() {
    List<Process> left;
    synchronized (all) {
      closed = true;
      left = List.copyOf(all);
    }
    left.forEach(p -> p.descendants().forEach(ProcessHandle::destroyForcibly));
    end(left);
  }
}
