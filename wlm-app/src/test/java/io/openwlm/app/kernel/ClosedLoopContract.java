package io.openwlm.app.kernel;

import io.openwlm.linux.bed.ContractRun;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.server.ControlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The daemon as a process on the kernel this runs on: when a flood takes two thirds of the machine
 * from the important class, which equal weights would leave at PI 1.65, the daemon raises its
 * weight and holds it at PI 1 or below; kill -9 leaves the weights; a restart adopts them; {@code
 * wlm restore} brings back the originals. One line per claim, as {@code KernelContract}.
 */
public final class ClosedLoopContract implements AutoCloseable {
  static final int CLAIMS = 4;
  private static final int RECOVERY_SECONDS = 60;
  private static final List<String> GROUPS = List.of("important", "middle", "batch");

  private final DirKernelFs fs = DirKernelFs.detect();
  private final CpuHierarchy hierarchy = CpuHierarchy.of(fs).orElseThrow();
  private final String parent = "/openwlm-loop-" + ProcessHandle.current().pid();
  private final List<KernelRoot> roots = new ArrayList<>(List.of(hierarchy.root()));
  private final List<Process> hogs = new ArrayList<>();
  private final Path directory;
  private final Path definition;
  private final Path socket;

  private ClosedLoopContract() throws IOException {
    if (hierarchy.root() != KernelRoot.CGROUP2) {
      roots.add(KernelRoot.CGROUP2);
    }
    directory = Files.createTempDirectory("openwlm-loop");
    definition = directory.resolve("loop.yaml");
    socket = directory.resolve("wlmd.sock");
    for (KernelRoot root : roots) {
      ok(fs.makeDirectory(root, parent));
    }
    if (hierarchy.root() == KernelRoot.CGROUP2) {
      ok(fs.write(KernelRoot.CGROUP2, parent + "/cgroup.subtree_control", "+cpu"));
    }
    for (String group : GROUPS) {
      for (KernelRoot root : roots) {
        ok(fs.makeDirectory(root, parent + "/" + group));
      }
    }
    setWeight(parent, 400);
    Files.writeString(
        definition,
        """
        service-definition:
          name: LOOP
          cgroup-root: %1$s
          control: { sampling-interval: 250ms, adjustment-interval: 2s }
          service-classes:
            - { name: IMPORTANT, importance: 1, goal: { velocity: 55 }, cgroup: %1$s/important }
            - { name: MIDDLE, importance: 4, goal: { velocity: 5 }, cgroup: %1$s/middle, weight: { min: 5, max: 500 } }
            - { name: BATCH, goal: discretionary, cgroup: %1$s/batch, weight: { min: 5, max: 500 } }
        """
            .formatted(parent));
  }

  private static void ok(KernelAnswer answer) throws IOException {
    if (!(answer instanceof KernelAnswer.Value)) {
      throw new IOException("the kernel answered " + answer);
    }
  }

  private void setWeight(String path, int weight) throws IOException {
    String value = Long.toString(hierarchy.toKernel(weight));
    ok(fs.write(hierarchy.root(), path + "/" + hierarchy.weightFile(), value));
  }

  private List<String> weights() throws IOException {
    List<String> weights = new ArrayList<>();
    for (String group : GROUPS) {
      KernelAnswer answer =
          fs.read(hierarchy.root(), parent + "/" + group + "/" + hierarchy.weightFile());
      weights.add(answer instanceof KernelAnswer.Value v ? v.text().strip() : answer.toString());
    }
    return weights;
  }

  private void startHogs(List<String> groups) throws IOException {
    int each = Runtime.getRuntime().availableProcessors();
    for (String group : groups) {
      StringBuilder enter = new StringBuilder();
      for (KernelRoot root : roots) {
        Path procs = fs.roots().get(root).resolve(parent.substring(1)).resolve(group);
        enter.append("echo $$ > ").append(procs).append("/cgroup.procs || exit 1; ");
      }
      for (int i = 0; i < each; i++) {
        hogs.add(new ProcessBuilder("sh", "-c", enter + "while :; do :; done").start());
      }
    }
  }

  private Process java(String mainClass, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                ContractRun.classPath(),
                mainClass));
    command.addAll(List.of(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("out.txt").toFile()))
        .start();
  }

  private Process daemon() throws Exception {
    Process daemon =
        java(
            "io.openwlm.app.daemon.Wlmd",
            "--state",
            directory.resolve("state").toString(),
            "--socket",
            socket.toString(),
            "--enforce",
            definition.toString());
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
    while (true) {
      try (ControlClient client = ControlClient.connect(socket)) {
        client.ping();
        return daemon;
      } catch (IOException e) {
        if (System.nanoTime() > limit || !daemon.isAlive()) {
          throw new IOException("wlmd did not start: " + output(), e);
        }
        Thread.sleep(100);
      }
    }
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("out.txt"));
  }

  private static ClassStatus important(ManagerStatus status) {
    return status.classes().getFirst();
  }

  /** The first weights are set, from what runs before the flood. */
  private void awaitIntervals(long intervals) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
    while (System.nanoTime() < limit) {
      try (ControlClient client = ControlClient.connect(socket)) {
        if (client.status().intervals() >= intervals) {
          return;
        }
      }
      Thread.sleep(200);
    }
  }

  private String recovers(Process daemon) throws Exception {
    double before = Double.parseDouble(weights().getFirst());
    int met = 0;
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERY_SECONDS);
    StringBuilder seen = new StringBuilder();
    long last = 0;
    while (System.nanoTime() < limit) {
      try (ControlClient client = ControlClient.connect(socket)) {
        ManagerStatus status = client.status();
        Double pi = important(status).performanceIndex();
        if (pi != null && status.intervals() > last) {
          last = status.intervals();
          seen.append(' ').append(Math.round(pi * 100) / 100.0);
          boolean raised = Double.parseDouble(weights().getFirst()) >= 1.5 * before;
          met = pi <= 1 && raised ? met + 1 : 0;
          if (met >= 2) {
            return "";
          }
        }
      }
      Thread.sleep(200);
    }
    return "PI was" + seen + ", weights " + weights() + " (alive " + daemon.isAlive() + ")";
  }

  private void run() throws Exception {
    List<String> originals = weights();
    startHogs(GROUPS.subList(0, 1));
    Process first = daemon();
    awaitIntervals(3);
    startHogs(GROUPS.subList(1, GROUPS.size()));
    String failure = recovers(first);
    say("recoversFromTheFlood", failure);

    first.destroyForcibly().waitFor();
    List<String> left = weights();
    Thread.sleep(1000);
    say(
        "killNineLeavesTheWeights",
        left.equals(weights()) && !left.equals(originals) ? "" : left + " then " + weights());

    Process second = daemon();
    Thread.sleep(5000);
    String important = weights().getFirst();
    boolean adopted = Double.parseDouble(important) >= 0.5 * Double.parseDouble(left.getFirst());
    say("restartAdoptsTheWeights", adopted ? "" : left + " became " + weights());

    second.destroyForcibly().waitFor();
    Process restore =
        java("io.openwlm.app.cli.Wlm", "restore", "--state", directory.resolve("state").toString());
    boolean ended = restore.waitFor(60, TimeUnit.SECONDS);
    boolean back = ended && weights().equals(originals);
    say(
        "restoreBringsBackTheOriginals",
        back ? "" : weights() + " not " + originals + ": " + output());
  }

  private static void say(String claim, String failure) {
    System.out.println(failure.isEmpty() ? "PASS " + claim : "FAIL " + claim + ": " + failure);
  }

  public static void main(String[] args) throws Exception {
    try (ClosedLoopContract contract = new ClosedLoopContract()) {
      contract.run();
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    for (Process hog : hogs) {
      hog.destroyForcibly().waitFor();
    }
    for (KernelRoot root : roots) {
      for (String group : GROUPS) {
        remove(root, parent + "/" + group);
      }
      remove(root, parent);
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void remove(KernelRoot root, String path) throws InterruptedException {
    for (int i = 0; i < 50; i++) {
      if (!(fs.removeDirectory(root, path) instanceof KernelAnswer.Failed)) {
        return;
      }
      Thread.sleep(50);
    }
  }
}
