package io.openwlm.linux;

import static io.openwlm.linux.KernelContract.expect;
import static io.openwlm.linux.KernelContract.expectEquals;
import static io.openwlm.linux.KernelContract.pause;

import io.openwlm.core.environment.WorkOverrides.Member;
import io.openwlm.core.environment.WorkOverrides.Order;
import io.openwlm.linux.discover.RunningUnits;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import java.util.List;

/** RESET of a process with children on a real kernel; part of the contract. */
final class ResetsCheck {
  private ResetsCheck() {}

  static void aResetUnitMovesAndComesBack() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      ProcessTable processes = new ProcessTable(bed.fs);
      bed.start(KernelBed.A, "sh", "-c", "sleep 600 & wait");
      int pid = bed.hogPids().getFirst().intValue();
      int child = childOf(processes, pid);
      try {
        check(bed, processes, pid, child);
      } finally {
        ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static void check(KernelBed bed, ProcessTable processes, int pid, int child) {
    bed.place();
    expect(group(processes, pid).endsWith("/a"), "at first in " + group(processes, pid));
    String before = group(processes, child);
    var unit = new RunningUnits(processes).find(pid).orElseThrow();
    Member root = new Member(pid, unit.startTicks());
    bed.overrides.put(new Order(root, unit.job(), "B", false, "test", 1));
    bed.place();
    expectEquals(bed.root + "/b", group(processes, pid), "group of the reset process");
    expectEquals(bed.root + "/b", group(processes, child), "group of its child");
    expectEquals(2, bed.overrides.units().getFirst().processes(), "processes of the unit");
    expect(bed.overrides.remove(root), "the override was lost");
    bed.place();
    expectEquals(bed.root + "/a", group(processes, pid), "group of the resumed process");
    expectEquals(before, group(processes, child), "group of its child, resumed");
    expect(bed.overrides.isEmpty(), "something is left: " + bed.overrides.units());
  }

  private static int childOf(ProcessTable processes, int pid) throws Exception {
    for (int i = 0; i < 100; i++) {
      List<ProcessInfo> children =
          processes.scan().stream().filter(p -> p.service().parent() == pid).toList();
      if (!children.isEmpty()) {
        return children.getFirst().pid();
      }
      pause(50);
    }
    throw new AssertionError("no child of " + pid);
  }

  private static String group(ProcessTable processes, int pid) {
    return processes.process(pid).orElseThrow().group();
  }
}
