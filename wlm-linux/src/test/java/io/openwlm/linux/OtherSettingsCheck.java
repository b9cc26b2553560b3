package io.openwlm.linux;

import static io.openwlm.linux.KernelContract.expect;
import static io.openwlm.linux.KernelContract.expectEquals;
import static io.openwlm.linux.KernelContract.pause;

import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.Write;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** I/O weight and memory protection on a real kernel; part of the contract. */
final class OtherSettingsCheck {
  private static final long MIB = 1 << 20;
  private static final Path DISK = Path.of("/dev/ubdb");

  private OtherSettingsCheck() {}

  static void otherSettingsAreSetAndRestored() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      if (bed.hierarchy.root() == KernelRoot.CGROUP2) {
        makeGroupOfSomebodyElse(bed);
      }
      bed.discover();
      if (bed.hierarchy.root() != KernelRoot.CGROUP2) {
        expectEquals(
            ClassSettings.ofCpu(100).withCpuLimit(CpuLimit.NONE),
            bed.machine.actuator().settings().getFirst(),
            "on hybrid");
        System.out.println("INFO no I/O weight and no memory protection: v2 has no controllers");
        return;
      }
      expectEquals(
          List.of("cpu", "io", "memory"),
          List.of(bed.read(bed.root + "/cgroup.subtree_control").split(" ")),
          "controllers enabled");
      ClassSettings before = bed.machine.actuator().settings().getFirst();
      // No kernel of these beds has an I/O weight: neither the cost model nor BFQ for groups.
      System.out.printf("INFO I/O weight %d (0 = this kernel has none)%n", before.ioWeight());
      expectEquals(new ClassSettings(100, 0, 8 * MIB, CpuLimit.NONE), before, "before");
      expectEquals(
          ActuationReport.Result.REFUSED,
          write(bed, KernelBed.A, Setting.IO_WEIGHT, 1200).outcomes().getFirst().result(),
          "I/O weight");
      expectApplied(write(bed, KernelBed.A, Setting.MEMORY_LOW, 32 * MIB));
      expectEquals(
          new ClassSettings(100, 0, 32 * MIB, CpuLimit.NONE),
          bed.machine.actuator().settings().getFirst(),
          "after");
      expectEquals(
          new ClassSettings(100, 0, 8 * MIB, CpuLimit.NONE),
          bed.machine.actuator().original(KernelBed.A),
          "original");
      expectEquals(Long.toString(32 * MIB), bed.read(bed.root + "/memory.low"), "above A");
      expectApplied(write(bed, KernelBed.A, Setting.MEMORY_LOW, 16 * MIB));
      expectEquals(Long.toString(16 * MIB), bed.read(bed.root + "/memory.low"), "flowed back");
      bed.restartDaemon(1);
      ActuationReport report = bed.machine.actuator().restore(1);
      expect(bed.journal.entries().isEmpty(), "left to undo: " + report);
      expectEquals("0", bed.read(bed.root + "/memory.low"), "above A after the restore");
      expectEquals(Long.toString(8 * MIB), bed.read(bed.root + "/a/memory.low"), "restored");
      expect(bed.fs.inode(KernelRoot.CGROUP2, bed.root + "/b") < 0, "group b is still there");
    }
  }

  /** Group a is there before the daemon, with a protection of its own. */
  private static void makeGroupOfSomebodyElse(KernelBed bed) {
    KernelRoot tree = KernelRoot.CGROUP2;
    KernelBed.expectOk("mkdir", bed.fs.makeDirectory(tree, bed.root.value()));
    KernelBed.expectOk(
        "enable", bed.fs.write(tree, bed.root + "/cgroup.subtree_control", "+memory\n"));
    KernelBed.expectOk("mkdir", bed.fs.makeDirectory(tree, bed.root + "/a"));
    KernelBed.expectOk("write", bed.fs.write(tree, bed.root + "/a/memory.low", "8M\n"));
  }

  /** Reclaim takes from the class without protection. */
  static void protectedMemoryIsNotReclaimed() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      if (bed.hierarchy.root() != KernelRoot.CGROUP2 || !Files.exists(DISK)) {
        System.out.println("INFO not shown here: no v2 memory controller and no disk of our own");
        return;
      }
      // The kernel drops what it has of a disk when nobody has it open any more.
      String read =
          "exec 3< /dev/ubdb; sleep 2; dd if=/dev/ubdb of=/dev/null bs=1M count=64 skip=%d; sleep 600";
      bed.start(KernelBed.A, "sh", "-c", read.formatted(0));
      bed.start(KernelBed.B, "sh", "-c", read.formatted(64));
      bed.discover();
      for (int i = 0; i < 100 && (memory(bed, "a") < 60 || memory(bed, "b") < 60); i++) {
        pause(100);
      }
      long a = memory(bed, "a");
      long b = memory(bed, "b");
      expect(a >= 60 && b >= 60, "page cache of A and B: " + a + " and " + b + " MiB");
      expectApplied(write(bed, KernelBed.A, Setting.MEMORY_LOW, 128 * MIB));
      bed.fs.write(KernelRoot.CGROUP2, bed.root + "/memory.reclaim", "40M\n");
      System.out.printf(
          "INFO 40 MiB reclaimed: protected %d to %d MiB, other %d to %d MiB%n",
          a, memory(bed, "a"), b, memory(bed, "b"));
      expect(a - memory(bed, "a") <= 4, "protected memory fell to " + memory(bed, "a"));
      expect(b - memory(bed, "b") >= 30, "nothing was reclaimed from B: " + memory(bed, "b"));
      for (int i = 0; i < 4; i++) {
        bed.sample();
      }
      expectEquals(memory(bed, "a"), bed.sample.memoryBytes[KernelBed.A] / MIB, "sampled memory");
      expect(bed.sample.ioOperations[KernelBed.A] >= 0, "operations are not told");
      expect(bed.sample.refaults[KernelBed.A] >= 0, "refaults are not told");
      long refaults = bed.sample.refaults[KernelBed.B];
      // B reads again what it lost.
      bed.start(KernelBed.B, "sh", "-c", read.formatted(64));
      bed.discover();
      for (int i = 0; i < 100 && memory(bed, "b") < b - 4; i++) {
        pause(100);
      }
      for (int i = 0; i < 20; i++) {
        bed.sample();
      }
      long added = bed.sample.refaults[KernelBed.B] - refaults;
      System.out.printf("INFO %d pages read back%n", added);
      expect(added * 4096 >= 20 * MIB, "pages read back: " + added);
      expect(bed.sample.swapIns[KernelBed.B] == 0, "swapped in without swap");
    }
  }

  private static long memory(KernelBed bed, String group) {
    return KernelText.parse(bed.read(bed.root + "/" + group + "/memory.current")) / MIB;
  }

  private static ActuationReport write(KernelBed bed, int index, Setting setting, long value) {
    String name = index == KernelBed.A ? "A" : "B";
    return bed.machine
        .actuator()
        .apply(new ActuationPlan(List.of(new Write(index, name, setting, value))), 1);
  }

  private static void expectApplied(ActuationReport report) {
    for (ActuationReport.Outcome outcome : report.outcomes()) {
      expect(outcome.result() == ActuationReport.Result.APPLIED, outcome.toString());
    }
  }
}
