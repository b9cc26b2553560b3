package io.openwlm.linux;

import static io.openwlm.linux.KernelContract.expect;
import static io.openwlm.linux.KernelContract.expectEquals;
import static io.openwlm.linux.KernelContract.pause;

import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.Write;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.Setting;
import java.util.List;

/** CPU limits on a real kernel, v2 or v1; part of the contract. */
final class CpuLimitCheck {
  private static final long PERIOD_NANOS = 100_000_000L;
  private static final int PERIODS = 25;

  private CpuLimitCheck() {}

  /** Nothing uses more than its limit, whatever else happens on the machine. */
  static void limitHoldsWorkBack() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.startHogs(KernelBed.A, 2);
      bed.startHogs(KernelBed.B, 1);
      bed.discover();
      expectEquals(
          CpuLimit.NONE,
          bed.machine.actuator().settings().getFirst().cpuLimitMicros(),
          "limit before");
      expectApplied(write(bed, KernelBed.A, 20_000));
      expectApplied(write(bed, KernelBed.B, 30_000));
      long[] before = totals(bed);
      for (int i = 0; i < PERIODS; i++) {
        pause(100);
      }
      long[] after = totals(bed);
      // The kernel hands out a limit period by period: at most one more than passed.
      double seconds = (after[0] - before[0] + 2 * PERIOD_NANOS) / 1e9;
      double a = (after[1] - before[1]) / 1e9;
      double b = (after[2] - before[2]) / 1e9;
      System.out.printf(
          "INFO %.2f s: A used %.3f s of 20 %%, B %.3f s of 30 %%; A held back %.2f s, B %.2f s%n",
          seconds, a, b, (after[3] - before[3]) / 1e9, (after[4] - before[4]) / 1e9);
      expect(a <= 0.2 * seconds, "A used " + a + " s in " + seconds);
      expect(b <= 0.3 * seconds, "B used " + b + " s in " + seconds);
      expect(after[3] > before[3], "A was never held back");
    }
  }

  /**
   * Usage and throttled time of A and B; first the time before the first or after the last read.
   */
  private static long[] totals(KernelBed bed) {
    long earlier = System.nanoTime();
    SystemSample s = bed.sample();
    return new long[] {
      earlier, s.usageNanos[0], s.usageNanos[1], s.throttledNanos[0], s.throttledNanos[1]
    };
  }

  /** Group a is there before the daemon, with a limit and a period of its own. */
  static void limitIsAdoptedAndRestored() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      makeGroupWithLimit(bed);
      String original = limit(bed);
      bed.startHogs(KernelBed.B, 1);
      bed.discover();
      expectEquals(160_000L, settings(bed, KernelBed.A), "limit before, in the usual period");
      expectApplied(write(bed, KernelBed.A, 40_000));
      expectApplied(write(bed, KernelBed.B, 30_000));
      expect(!limit(bed).equals(original), "the kernel still has " + original);
      expectEquals(40_000L, settings(bed, KernelBed.A), "limit");
      expectEquals(Result.UNCHANGED, result(write(bed, KernelBed.A, 40_000)), "once more");
      bed.restartDaemon(1);
      bed.discover();
      expectEquals(40_000L, settings(bed, KernelBed.A), "limit after the restart");
      expectEquals(30_000L, settings(bed, KernelBed.B), "limit after the restart");
      ClassSettings before = bed.machine.actuator().original(KernelBed.A);
      expectEquals(160_000L, before.cpuLimitMicros(), "original after the restart");
      expectApplied(write(bed, KernelBed.A, before.cpuLimitMicros()));
      expectEquals(original, limit(bed), "lifted");
      expectApplied(write(bed, KernelBed.A, 10_000));
      ActuationReport report = bed.machine.actuator().restore(1);
      expectEquals(original, limit(bed), "restored: " + report);
      expect(bed.journal.entries().isEmpty(), "left to undo: " + bed.journal.entries());
    }
  }

  static void foreignLimitIsLeftAlone() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.discover();
      expectApplied(write(bed, KernelBed.A, 40_000));
      set(bed, "70000", "70000 100000");
      String foreign = limit(bed);
      expectEquals(Result.FOREIGN_WRITER, result(write(bed, KernelBed.A, 50_000)), "class A");
      expectEquals(foreign, limit(bed), "the foreign value");
      bed.later(700_000_000_000L);
    }
  }

  private static void makeGroupWithLimit(KernelBed bed) {
    KernelRoot tree = bed.hierarchy.root();
    KernelBed.expectOk("mkdir", bed.fs.makeDirectory(tree, bed.root.value()));
    if (tree == KernelRoot.CGROUP2) {
      KernelBed.expectOk(
          "enable", bed.fs.write(tree, bed.root + "/cgroup.subtree_control", "+cpu\n"));
    }
    KernelBed.expectOk("mkdir", bed.fs.makeDirectory(tree, bed.root + "/a"));
    if (tree != KernelRoot.CGROUP2) {
      KernelBed.expectOk(
          "period", bed.fs.write(tree, bed.root + "/a/cpu.cfs_period_us", "50000\n"));
    }
    set(bed, "80000", "80000 50000");
  }

  private static void set(KernelBed bed, String v1, String v2) {
    KernelRoot tree = bed.hierarchy.root();
    KernelAnswer answer =
        tree == KernelRoot.CGROUP2
            ? bed.fs.write(tree, bed.root + "/a/cpu.max", v2 + "\n")
            : bed.fs.write(tree, bed.root + "/a/cpu.cfs_quota_us", v1 + "\n");
    KernelBed.expectOk("limit", answer);
  }

  /** All that the kernel has for group a. */
  private static String limit(KernelBed bed) {
    return bed.hierarchy.root() == KernelRoot.CGROUP2
        ? bed.read(bed.root + "/a/cpu.max")
        : bed.read(bed.root + "/a/cpu.cfs_quota_us")
            + " "
            + bed.read(bed.root + "/a/cpu.cfs_period_us");
  }

  private static long settings(KernelBed bed, int index) {
    return bed.machine.actuator().settings().get(index).cpuLimitMicros();
  }

  private static ActuationReport write(KernelBed bed, int index, long limit) {
    String name = index == KernelBed.A ? "A" : "B";
    return bed.machine
        .actuator()
        .apply(new ActuationPlan(List.of(new Write(index, name, Setting.CPU_LIMIT, limit))), 1);
  }

  private static Result result(ActuationReport report) {
    return report.outcomes().getFirst().result();
  }

  private static void expectApplied(ActuationReport report) {
    for (ActuationReport.Outcome outcome : report.outcomes()) {
      expect(outcome.result() == Result.APPLIED, outcome.toString());
    }
  }
}
