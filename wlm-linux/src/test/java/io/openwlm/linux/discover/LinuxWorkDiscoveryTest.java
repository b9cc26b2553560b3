package io.openwlm.linux.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.environment.WorkOverrides.Member;
import io.openwlm.core.environment.WorkOverrides.Order;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.linux.Definitions;
import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.actuate.Restore;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.FaultyKernelFs;
import io.openwlm.linux.fs.FaultyKernelFs.Operation;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.RecordingKernelFs;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.definition.ServiceClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxWorkDiscoveryTest {
  private static final long OWN_PID = 999;

  @TempDir Path directory;

  /** Class 0 for commands that start with a, class 1 with b, else none. */
  private static final WorkClassifier BY_LETTER =
      work -> "ab".indexOf(String.valueOf(work.get(QualifierType.TN)).charAt(0));

  private final ClassGroups groups = new ClassGroups(List.of("A", "B"));
  private final WorkOverrides overrides = new WorkOverrides();

  @Test
  void managesGroupsInPlaceWhereAllWorkIsOfOneClass() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false).group("/a1").group("/b1").group("/mixed");
    kernel.process(10, "a", "/a1", 1).process(11, "a", "/a1", 1).process(12, "b", "/b1", 1);
    kernel.process(13, "a", "/mixed", 1).process(14, "x", "/mixed", 1);
    kernel.process(15, "a", "/", 1);
    DiscoveryReport report = discover(kernel, kernel.fs, "/", inPlace());
    assertThat(report.cgroups()).containsExactly(List.of("/a1"), List.of("/b1"));
    assertThat(report.processes()).containsExactly(4, 1);
    assertThat(report.warnings())
        .containsExactly(
            "/mixed holds work of several service classes (UNMANAGED, A): its weight is left alone",
            "A: 1 process in the group / itself, whose weight is never changed");
    assertThat(groups.loose(0)).extracting(p -> p.pid()).containsExactly(13, 15);
  }

  @Test
  void nothingOutsideTheRootIsManaged() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false).group("/wlm/a").group("/wlmx/a").group("/b");
    kernel.process(10, "a", "/wlm/a", 1).process(11, "a", "/wlmx/a", 1).process(12, "b", "/b", 1);
    kernel.process(13, "a", "/../x", 1).process(14, "a", "/wlm", 1);
    DiscoveryReport report = discover(kernel, kernel.fs, "/wlm", inPlace());
    assertThat(report.cgroups()).containsExactly(List.of("/wlm/a"), List.of());
    assertThat(report.warnings())
        .containsExactly(
            "A: 1 process in the group /wlm itself, whose weight is never changed",
            "A: 2 processes outside /wlm, left alone",
            "B: 1 process outside /wlm, left alone");
  }

  @Test
  void ofNestedGroupsTheTopmostOfOneClassIsManaged() throws IOException {
    MemoryKernel kernel = new MemoryKernel(true).group("/a/x").group("/m/b");
    kernel.process(10, "a", "/a", 1).process(11, "a", "/a/x", 1);
    kernel.process(12, "a", "/m", 1).process(13, "b", "/m/b", 1);
    DiscoveryReport report = discover(kernel, kernel.fs, "/", inPlace());
    assertThat(report.cgroups()).containsExactly(List.of("/a"), List.of("/m/b"));
    assertThat(report.warnings())
        .containsExactly(
            "/m holds work of several service classes (A, B): its weight is left alone");
  }

  @Test
  void boundGroupIsManagedWhenItExists() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false).group("/a");
    ServiceClass[] classes = {Definitions.bound("A", "/a"), Definitions.bound("B", "/none")};
    assertThat(discover(kernel, kernel.fs, "/", classes).cgroups())
        .containsExactly(List.of("/a"), List.of());
  }

  @Test
  void initTheDaemonAndKernelThreadsAreNeverTouched() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(1, "a", "/", 1).process((int) OWN_PID, "a", "/", 1).process(5, "a", "/", 1);
    kernel.fs.file(KernelRoot.PROC, "/5/stat", MemoryKernel.stat(5, "a", 2, 0, 1));
    DiscoveryReport report = discover(kernel, kernel.fs, "/", moved(""));
    assertThat(report.processes()).containsExactly(0, 0);
    assertThat(kernel.groupOf(1)).isEqualTo("/");
    assertThat(kernel.groupOf((int) OWN_PID)).isEqualTo("/");
    assertThat(kernel.groupOf(5)).isEqualTo("/");
  }

  @Test
  void movesWorkAndRestoreBringsItBack() throws IOException {
    MemoryKernel kernel = new MemoryKernel(true).group("/old");
    kernel.process(10, "a", "/old", 1).process(11, "b", "/", 1);
    RecordingKernelFs fs = new RecordingKernelFs(kernel.fs);
    DiscoveryReport report = discover(kernel, fs, "/wlm", moved("/wlm"));
    assertThat(report.warnings()).isEmpty();
    assertThat(report.cgroups()).containsExactly(List.of("/wlm/a"), List.of("/wlm/b"));
    assertThat(fs.transcript())
        .containsExactly(
            "mkdir CGROUP1_CPU /wlm -> ok",
            "mkdir CGROUP1_CPU /wlm/a -> ok",
            "mkdir CGROUP2 /wlm -> ok",
            "mkdir CGROUP2 /wlm/a -> ok",
            "write CGROUP1_CPU /wlm/a/cgroup.procs 10 -> ok",
            "write CGROUP2 /wlm/a/cgroup.procs 10 -> ok",
            "mkdir CGROUP1_CPU /wlm/b -> ok",
            "mkdir CGROUP2 /wlm/b -> ok",
            "write CGROUP1_CPU /wlm/b/cgroup.procs 11 -> ok",
            "write CGROUP2 /wlm/b/cgroup.procs 11 -> ok");
    fs.clear();
    discover(kernel, fs, "/wlm", moved("/wlm"));
    assertThat(fs.transcript()).as("a second discovery").isEmpty();
    Restore.run(kernel.fs, directory.resolve("restore.journal"));
    assertThat(kernel.groupOf(10)).isEqualTo("/old");
    assertThat(kernel.groupOf(11)).isEqualTo("/");
    assertThat(kernel.fs.inode(kernel.tree, "/wlm")).isEqualTo(-1);
    assertThat(kernel.fs.inode(KernelRoot.CGROUP2, "/wlm")).isEqualTo(-1);
  }

  @Test
  void movesWhatAnOperatorResetAndBringsItBack() throws IOException {
    MemoryKernel kernel = new MemoryKernel(true).group("/wlm/old").group("/wlm/b");
    kernel.process(10, "x", "/wlm/old", 1).process(11, "x", "/wlm/old", 1);
    kernel.fs.file(KernelRoot.PROC, "/11/stat", MemoryKernel.stat(11, "x", 10, 0, 1));
    ServiceClass[] classes = {Definitions.bound("A", "/wlm/a"), moved("/wlm")[1]};
    Member root = new Member(10, new ProcessTable(kernel.fs).startTicks(10));
    overrides.put(new Order(root, "x", "B", false, "root", 1));
    DiscoveryReport report = discover(kernel, kernel.fs, "/wlm", classes);
    assertThat(report.processes()).containsExactly(0, 2);
    assertThat(kernel.groupOf(10)).isEqualTo("/wlm/b");
    assertThat(kernel.groupOf(11)).isEqualTo("/wlm/b");
    assertThat(overrides.remove(root)).isTrue();
    discover(kernel, kernel.fs, "/wlm", classes);
    assertThat(kernel.groupOf(10)).isEqualTo("/wlm/old");
    assertThat(kernel.groupOf(11)).isEqualTo("/wlm/old");
    assertThat(overrides.isEmpty()).isTrue();
  }

  @Test
  void neverMovesInitOrTheDaemonEvenIfTheyAreInAResetUnit() throws IOException {
    MemoryKernel kernel = new MemoryKernel(true).group("/wlm/b");
    kernel.process(1, "x", "/", 1).process(10, "x", "/", 1).process((int) OWN_PID, "x", "/", 1);
    String ofDaemon = MemoryKernel.stat((int) OWN_PID, "x", 10, 0, 1);
    kernel.fs.file(KernelRoot.PROC, "/" + OWN_PID + "/stat", ofDaemon);
    Member root = new Member(10, new ProcessTable(kernel.fs).startTicks(10));
    overrides.put(new Order(root, "x", "B", false, "root", 1));
    discover(kernel, kernel.fs, "/wlm", moved("/wlm"));
    assertThat(kernel.groupOf(10)).isEqualTo("/wlm/b");
    assertThat(kernel.groupOf(1)).isEqualTo("/");
    assertThat(kernel.groupOf((int) OWN_PID)).isEqualTo("/");
  }

  @Test
  void observingMovesNothing() throws IOException {
    MemoryKernel kernel = new MemoryKernel(true);
    kernel.process(10, "a", "/", 1);
    RecordingKernelFs fs = new RecordingKernelFs(kernel.fs);
    try (RestoreJournal journal = RestoreJournal.open(directory.resolve("restore.journal"))) {
      discovery(kernel, fs, "/", journal, moved("")).discover(BY_LETTER, false);
    }
    assertThat(fs.transcript()).isEmpty();
  }

  @Test
  void aReusedProcessNumberIsNotMoved() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.process(10, "a", "/", 1);
    FaultyKernelFs faulty = new FaultyKernelFs(kernel.fs);
    // The scan saw a process of that number which has ended since.
    String ended = MemoryKernel.stat(10, "a", 1, 0, 7);
    faulty.times(1, Operation.READ, "/10/stat"::equals, new KernelAnswer.Value(ended));
    discover(kernel, faulty, "/", moved(""));
    assertThat(kernel.groupOf(10)).isEqualTo("/");
  }

  @Test
  void refusalsBecomeWarnings() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false).group("/b");
    kernel.process(10, "a", "/", 1).process(11, "b", "/", 1);
    FaultyKernelFs faulty = new FaultyKernelFs(kernel.fs);
    faulty.always(Operation.MAKE_DIRECTORY, _ -> true, new KernelAnswer.Denied("EACCES"));
    faulty.always(
        Operation.WRITE, path -> path.startsWith("/b/"), new KernelAnswer.Failed("EBUSY"));
    assertThat(discover(kernel, faulty, "/", moved("")).warnings())
        .contains("cannot make the control group /a: EACCES", "process 11 not moved to /b: EBUSY");
  }

  @Test
  void enablesTheCpuControllerBelowItsRootOnly() throws IOException {
    MemoryKernel kernel = new MemoryKernel(false);
    kernel.fs.writable(KernelRoot.CGROUP2, "/cgroup.subtree_control", "\n");
    FaultyKernelFs noWeight = new FaultyKernelFs(kernel.fs);
    noWeight.always(
        Operation.READ, path -> path.endsWith("cpu.weight"), new KernelAnswer.Vanished());
    RecordingKernelFs fs = new RecordingKernelFs(noWeight);
    DiscoveryReport report = discover(kernel, fs, "/wlm", moved("/wlm"));
    assertThat(report.warnings().getFirst()).startsWith("/wlm/a has no cpu.weight");
    assertThat(fs.transcript()).noneMatch(line -> line.startsWith("write CGROUP2 /cgroup"));
    fs.clear();
    discover(kernel, fs, "/", moved(""));
    assertThat(fs.transcript()).contains("write CGROUP2 /cgroup.subtree_control +cpu -> ok");
  }

  private static ServiceClass[] inPlace() {
    return new ServiceClass[] {Definitions.inPlace("A"), Definitions.inPlace("B")};
  }

  private static ServiceClass[] moved(String root) {
    return new ServiceClass[] {
      Definitions.moved("A", root + "/a"), Definitions.moved("B", root + "/b")
    };
  }

  private DiscoveryReport discover(
      MemoryKernel kernel, KernelFs fs, String under, ServiceClass... classes) throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(directory.resolve("restore.journal"))) {
      return discovery(kernel, fs, under, journal, classes).discover(BY_LETTER, true);
    }
  }

  private LinuxWorkDiscovery discovery(
      MemoryKernel kernel,
      KernelFs fs,
      String under,
      RestoreJournal journal,
      ServiceClass... classes) {
    return new LinuxWorkDiscovery(
        fs,
        CpuHierarchy.of(kernel.fs).orElseThrow(),
        Definitions.of(under, classes),
        groups,
        journal,
        new ProcessTable(fs),
        OWN_PID,
        overrides);
  }
}
