package io.openwlm.app.cli;

import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.container.ContainerFacts;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.probe.CapabilityProbe;
import io.openwlm.linux.probe.Finding;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.CgroupPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kernel of this machine, for commands that work without the daemon's help. */
final class Machine {
  private Machine() {}

  /** Name of this system. */
  static String hostName() {
    return DirKernelFs.detect().read(KernelRoot.PROC, "/sys/kernel/hostname")
            instanceof KernelAnswer.Value v
        ? v.text().strip()
        : "localhost";
  }

  /**
   * The files that take process ids into a control group: one, or on a hybrid machine one for the
   * weight and one for usage and pressure, if that tree has the group.
   */
  static List<Path> processesFiles(String mode, String cgroup) {
    DirKernelFs fs = DirKernelFs.detect();
    Optional<CpuHierarchy> hierarchy = CpuHierarchy.of(fs);
    Path root = hierarchy.map(h -> fs.roots().get(h.root())).orElse(null);
    String problem = CgroupPath.problem(cgroup);
    if (root == null || problem != null || !hierarchy.get().mode().equals(mode)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "WLM0218E this process does not see the control groups of the daemon ("
              + mode
              + ", "
              + cgroup
              + "): does one of them run in a container?");
    }
    String below = cgroup.substring(1) + "/cgroup.procs";
    List<Path> files = new ArrayList<>(List.of(root.resolve(below)));
    Path unified = fs.roots().get(KernelRoot.CGROUP2);
    if (unified != null && !unified.equals(root) && Files.exists(unified.resolve(below))) {
      files.add(unified.resolve(below));
    }
    return files;
  }

  /** What is known about a running process. */
  static WorkAttributes attributes(int pid) {
    return new ProcessTable(DirKernelFs.detect(), ContainerFacts.ofMachine())
        .process(pid)
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.NO_SUCH_OBJECT, "WLM0204E there is no process " + pid + "."))
        .work();
  }

  /** What this machine offers for the control of work. */
  static List<Finding> findings() {
    return CapabilityProbe.probe(DirKernelFs.detect()).findings();
  }
}
