package io.openwlm.linux.actuate;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.Write;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.CgroupPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The actuator of a daemon on a kernel in memory: the class WEB with one control group, BATCH with
 * two in a group of their own.
 */
final class ActuatorRig implements AutoCloseable {
  static final long BACK_OFF = 1000;

  final MemoryKernel kernel;
  final ClassGroups groups = new ClassGroups(List.of("WEB", "BATCH"));
  final RestoreJournal journal;
  final CgroupActuator actuator;

  /** A daemon that finds what is there. */
  ActuatorRig(Path directory, MemoryKernel kernel) throws IOException {
    this.kernel = kernel;
    groups.set(
        List.of(List.of(group("/wlm/web")), List.of(group("/wlm/x/1"), group("/wlm/x/2"))),
        List.of(List.of(), List.of()));
    journal = RestoreJournal.open(directory.resolve("restore.journal"));
    actuator =
        new CgroupActuator(
            kernel.fs,
            CpuHierarchy.of(kernel.fs).orElseThrow(),
            new CgroupPath("/wlm"),
            groups,
            journal,
            BACK_OFF);
  }

  /** The groups, still without files of settings. */
  static MemoryKernel kernel(boolean hybrid) {
    return new MemoryKernel(hybrid)
        .group("/wlm")
        .group("/wlm/web")
        .group("/wlm/x")
        .group("/wlm/x/1")
        .group("/wlm/x/2");
  }

  Group group(String path) {
    return new Group(path, kernel.fs.inode(kernel.tree, path));
  }

  String read(String path) {
    return kernel.fs.read(kernel.tree, path) instanceof KernelAnswer.Value(String text)
        ? text.strip()
        : "none";
  }

  List<Outcome> apply(int classIndex, Setting setting, long value, long now) {
    Write write = new Write(classIndex, groups.name(classIndex), setting, value);
    return actuator.apply(new ActuationPlan(List.of(write)), now).outcomes();
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
