package io.openwlm.linux;

import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.port.SystemSample;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.linux.actuate.CgroupActuator;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.definition.WeightRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two service classes A and B with hogs of their own, in control groups made for one check on a
 * real kernel. Closing it ends the hogs and removes the groups; nothing else is ever touched.
 */
final class KernelBed implements AutoCloseable {
  static final int A = 0;
  static final int B = 1;
  private static int count;

  final KernelFs fs = DirKernelFs.detect();
  final CpuHierarchy hierarchy;
  final CgroupPath root;
  final Path state;
  RestoreJournal journal;
  LinuxMachine machine;
  final SystemSample sample;
  final WorkOverrides overrides = new WorkOverrides();
  private final ServiceDefinition definition;
  private final Map<Integer, Integer> classOfPid = new HashMap<>();
  private final List<Process> hogs = new ArrayList<>();
  private long nowNanos = 1;

  KernelBed() throws IOException {
    this(new ServiceClassPeriod(new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, null));
  }

  /** A bed in which class B has these periods. */
  KernelBed(ServiceClassPeriod... periodsOfB) throws IOException {
    hierarchy =
        CpuHierarchy.of(fs)
            .orElseThrow(() -> new AssertionError("this bed has no hierarchy with cpu weights"));
    root = new CgroupPath("/openwlm-kt-" + ProcessHandle.current().pid() + "-" + count++);
    definition =
        ActivePolicy.first(
                ServiceDefinition.ofHost(
                    DefinitionHeader.of("KT", ""),
                    new HostSettings(ControlSettings.DEFAULT, root),
                    List.of(
                        serviceClass("A", "a"),
                        Definitions.withPeriods(serviceClass("B", "b"), periodsOfB)),
                    List.of(),
                    SystemClass.UNMANAGED))
            .effective();
    sample = new SystemSample(definition.serviceClasses().size());
    state = Files.createTempDirectory("openwlm-kt");
    journal = RestoreJournal.open(state.resolve("restore.journal"));
    machine = machine();
    if (hierarchy.root() == KernelRoot.CGROUP2) {
      // What an administrator does once on such a machine.
      expectOk("enable cpu", fs.write(hierarchy.root(), "/cgroup.subtree_control", "+cpu\n"));
    }
  }

  private LinuxMachine machine() {
    return LinuxMachine.of(fs, hierarchy, definition, journal, ContainerFacts.none(), overrides);
  }

  private ServiceClass serviceClass(String name, String group) {
    return ServiceClass.of(
        name,
        "",
        new Goal.DiscretionaryGoal(),
        Importance.DISCRETIONARY,
        new HostBinding(WeightRange.DEFAULT, root.child(group), Placement.MOVE, List.of()));
  }

  /** Starts processes that use all the CPU they get. */
  void startHogs(int classIndex, int number) throws IOException {
    for (int i = 0; i < number; i++) {
      start(classIndex, "sh", "-c", "while :; do :; done");
    }
  }

  /** Starts one process of a class, whose output nobody reads. */
  void start(int classIndex, String... command) throws IOException {
    Process hog =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    hogs.add(hog);
    classOfPid.put((int) hog.pid(), classIndex);
  }

  void endHogs() {
    hogs.forEach(Process::destroyForcibly);
    for (Process hog : hogs) {
      try {
        hog.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    hogs.clear();
    classOfPid.clear();
  }

  List<Long> hogPids() {
    return hogs.stream().map(Process::pid).toList();
  }

  /** Places the hogs and gives their common group so much weight that others hardly matter. */
  DiscoveryReport discover() {
    DiscoveryReport report = place();
    String weight = Long.toString(hierarchy.toKernel(10_000));
    fs.write(hierarchy.root(), root + "/" + hierarchy.weightFile(), weight + "\n");
    return report;
  }

  /** Places the hogs. On one CPU a check that looks often needs its own share of it. */
  DiscoveryReport place() {
    WorkClassifier classifier =
        work -> classOfPid.getOrDefault(work.pid(), WorkClassifier.UNMANAGED);
    return machine.discovery().discover(classifier, true);
  }

  ActuationReport setWeights(int a, int b) {
    return machine
        .actuator()
        .apply(
            new ActuationPlan(
                List.of(
                    ActuationPlan.Write.weight(A, "A", a), ActuationPlan.Write.weight(B, "B", b))),
            nowNanos);
  }

  /** A new daemon on the state of the one before, which ended without a word. */
  void restartDaemon(long backOffNanos) throws IOException {
    journal.close();
    machine.close();
    journal = RestoreJournal.open(state.resolve("restore.journal"));
    LinuxMachine fresh = machine();
    machine =
        new LinuxMachine(
            hierarchy,
            fresh.groups(),
            fresh.sampler(),
            fresh.discovery(),
            new CgroupActuator(fs, hierarchy, root, fresh.groups(), journal, backOffNanos));
  }

  void later(long nanos) {
    nowNanos += nanos;
  }

  SystemSample sample() {
    machine.sampler().sample(System.nanoTime(), sample);
    return sample;
  }

  String weightFile(String group) {
    return root.child(group) + "/" + hierarchy.weightFile();
  }

  String read(String path) {
    return fs.read(hierarchy.root(), path) instanceof KernelAnswer.Value(String text)
        ? text.strip()
        : "unreadable";
  }

  static void expectOk(String what, KernelAnswer answer) {
    if (!(answer instanceof KernelAnswer.Value)) {
      throw new AssertionError(what + ": " + answer.brief());
    }
  }

  @Override
  public void close() throws IOException {
    endHogs();
    machine.close();
    machine.actuator().restore(nowNanos);
    journal.close();
    for (KernelRoot tree : List.of(KernelRoot.CGROUP2, KernelRoot.CGROUP1_CPU)) {
      for (String group : List.of(root + "/a", root + "/b", root + "/b.period2", root.value())) {
        remove(tree, group);
      }
    }
    try (var files = Files.list(state)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(state);
  }

  /** A group is busy until its last process is reaped. */
  void remove(KernelRoot tree, String group) {
    for (int i = 0; i < 40 && fs.inode(tree, group) > 0; i++) {
      if (fs.removeDirectory(tree, group) instanceof KernelAnswer.Value) {
        return;
      }
      KernelContract.pause(50);
    }
  }
}
