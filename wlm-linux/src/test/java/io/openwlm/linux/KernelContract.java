package io.openwlm.linux;

import com.sun.management.ThreadMXBean;
import io.openwlm.core.port.SystemSample;
import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFile;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.probe.Capabilities;
import io.openwlm.linux.probe.CapabilityProbe;
import io.openwlm.linux.sample.TaskstatsCheck;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.measurement.ClassPresence;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the adapters claim, checked on the kernel this runs on: cgroup v2 or hybrid, with PSI or
 * without. Needs nothing but a JDK and the right to write control groups. {@code main} prints one
 * line per check, {@code PASS name} or {@code FAIL name: reason}, and ends with 1 if any failed;
 * with arguments it runs only the checks of these names.
 */
public final class KernelContract {
  private static final long WINDOW_MILLIS = 3_000;
  private static final int WINDOWS = 4;
  private static final double TOLERANCE = 0.10;

  /** One claim. */
  public record Check(String name, Body body) {}

  /** Throws if the claim does not hold. */
  public interface Body {
    void run() throws Exception;
  }

  private KernelContract() {}

  public static void main(String[] args) {
    int failed = 0;
    for (Check check : checks()) {
      if (args.length > 0 && !List.of(args).contains(check.name())) {
        continue;
      }
      try {
        check.body().run();
        System.out.println("PASS " + check.name());
      } catch (Exception | AssertionError e) {
        failed++;
        System.out.println("FAIL " + check.name() + ": " + e);
      }
    }
    System.exit(failed == 0 ? 0 : 1);
  }

  public static List<Check> checks() {
    return List.of(
        new Check("bedCanWriteControlGroups", KernelContract::bedCanWriteControlGroups),
        new Check("kernelAnswersHaveTheirNames", KernelContract::kernelAnswersHaveTheirNames),
        new Check("factsAreThoseOfTheProcess", FactsCheck::factsAreThoseOfTheProcess),
        new Check("weightSetsTheShareOfCpu", KernelContract::weightSetsTheShareOfCpu),
        new Check("delayAndPressureRiseUnderLoad", KernelContract::delayAndPressureRiseUnderLoad),
        new Check("taskstatsEqualsSchedstat", TaskstatsCheck::equalsSchedstat),
        new Check("systemTimeIsPartOfUsage", ResourceSignalsCheck::systemTimeIsPartOfUsage),
        new Check("ioDelayAndOperationsAreSeen", ResourceSignalsCheck::ioDelayAndOperationsAreSeen),
        new Check(
            "otherSettingsAreSetAndRestored", OtherSettingsCheck::otherSettingsAreSetAndRestored),
        new Check(
            "protectedMemoryIsNotReclaimed", OtherSettingsCheck::protectedMemoryIsNotReclaimed),
        new Check("limitHoldsWorkBack", CpuLimitCheck::limitHoldsWorkBack),
        new Check("limitIsAdoptedAndRestored", CpuLimitCheck::limitIsAdoptedAndRestored),
        new Check("foreignLimitIsLeftAlone", CpuLimitCheck::foreignLimitIsLeftAlone),
        new Check("workAgesIntoItsNextPeriod", PeriodsCheck::workAgesIntoItsNextPeriod),
        new Check("aResetUnitMovesAndComesBack", ResetsCheck::aResetUnitMovesAndComesBack),
        new Check("samplingAllocatesNothing", KernelContract::samplingAllocatesNothing),
        new Check("totalsDoNotFallWhenWorkEnds", KernelContract::totalsDoNotFallWhenWorkEnds),
        new Check("foreignWriteIsLeftAlone", KernelContract::foreignWriteIsLeftAlone),
        new Check("restartAdoptsAndRestoreBringsBack", KernelContract::restartAdoptsAndRestores));
  }

  private static void bedCanWriteControlGroups() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      Capabilities capabilities = CapabilityProbe.probe(bed.fs);
      expect(capabilities.canEnforce(), "control groups cannot be written: " + capabilities);
      expect(
          capabilities.mode().equals(bed.hierarchy.mode()),
          "probe says " + capabilities.mode() + ", bed is " + bed.hierarchy.mode());
    }
  }

  private static void kernelAnswersHaveTheirNames() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.startHogs(KernelBed.A, 1);
      long pid = bed.hogPids().getFirst();
      bed.discover();
      ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
      KernelRoot tree = bed.hierarchy.root();
      KernelFile group = bed.fs.open(tree, bed.root + "/a/cpu.stat").orElseThrow();
      KernelFile thread = bed.fs.open(KernelRoot.PROC, "/" + pid + "/schedstat").orElseThrow();
      expect(group.read(buffer) > 0 && thread.read(buffer) > 0, "kept files cannot be read");
      expectEquals(
          new KernelAnswer.Failed("EINVAL"),
          bed.fs.write(tree, bed.weightFile("a"), "nonsense\n"),
          "nonsense as a weight");
      // kernfs makes no files: the kernel says EACCES or ENOENT, by version.
      expect(
          !(bed.fs.write(tree, bed.root + "/a/nofile", "1\n") instanceof KernelAnswer.Value),
          "a file that is not there can be written");
      expectEquals(
          new KernelAnswer.Failed("EBUSY"),
          bed.fs.removeDirectory(tree, bed.root + "/a"),
          "removing a group with a process");
      expectEquals(
          new KernelAnswer.Failed("EEXIST"),
          bed.fs.makeDirectory(tree, bed.root + "/a"),
          "making a group twice");
      long inode = bed.fs.inode(tree, bed.root + "/b");
      expect(inode > 0, "group b has no inode");
      bed.endHogs();
      expectEquals(KernelFile.VANISHED, thread.read(buffer), "schedstat of an ended process");
      for (int i = 0; i < 40; i++) {
        if (bed.fs.removeDirectory(tree, bed.root + "/a") instanceof KernelAnswer.Value) {
          break;
        }
        pause(50);
      }
      expectEquals(KernelFile.VANISHED, group.read(buffer), "cpu.stat of a removed group");
      group.close();
      thread.close();
    }
  }

  private static void weightSetsTheShareOfCpu() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      int cpus = bed.machine.sampler().cpus();
      bed.startHogs(KernelBed.A, cpus);
      bed.startHogs(KernelBed.B, cpus);
      DiscoveryReport report = bed.discover();
      expect(report.warnings().isEmpty(), "discovery warns: " + report.warnings());
      expectEquals(List.of(cpus, cpus), report.processes(), "processes found");
      expectApplied(bed.setWeights(400, 100));
      StringBuilder seen = new StringBuilder();
      bed.sample();
      for (int i = 0; i < WINDOWS; i++) {
        // The first window may hold the move and the balancing of CPUs; the later ones decide.
        long a = bed.sample().usageNanos[KernelBed.A];
        long b = bed.sample.usageNanos[KernelBed.B];
        pause(WINDOW_MILLIS);
        double usedA = bed.sample().usageNanos[KernelBed.A] - a;
        double usedB = bed.sample.usageNanos[KernelBed.B] - b;
        double ratio = usedA / Math.max(usedB, 1);
        seen.append(String.format(" %.2f", ratio));
        if (Math.abs(ratio / 4 - 1) <= TOLERANCE) {
          return;
        }
      }
      throw new AssertionError("weights 4:1 gave CPU shares" + seen + " :1");
    }
  }

  private static void delayAndPressureRiseUnderLoad() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      int cpus = bed.machine.sampler().cpus();
      bed.startHogs(KernelBed.A, cpus);
      bed.startHogs(KernelBed.B, cpus);
      bed.discover();
      expectApplied(bed.setWeights(100, 100));
      SystemSample sample = bed.sample();
      long run = sample.runNanos[KernelBed.A];
      long delay = sample.runDelayNanos[KernelBed.A];
      long pressure = sample.cpuPressureNanos[KernelBed.A];
      pause(1_000);
      bed.sample();
      expectEquals(ClassPresence.PRESENT, sample.presence[KernelBed.A], "presence");
      expect(sample.runNanos[KernelBed.A] > run, "run time did not rise");
      expect(sample.runDelayNanos[KernelBed.A] > delay, "run-queue delay did not rise");
      boolean psi = CapabilityProbe.probe(bed.fs).pressure();
      expect(
          !psi || sample.cpuPressureNanos[KernelBed.A] > pressure,
          "pressure did not rise: " + sample.cpuPressureNanos[KernelBed.A]);
      expect(
          psi || sample.cpuPressureNanos[KernelBed.A] == SystemSample.UNKNOWN,
          "pressure is known on a kernel without PSI");
    }
  }

  private static void samplingAllocatesNothing() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (KernelBed bed = new KernelBed()) {
      bed.startHogs(KernelBed.A, 2);
      bed.startHogs(KernelBed.B, 1);
      bed.discover();
      long least = Long.MAX_VALUE;
      long now = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        // Four samples: one of them reads operations and memory too.
        for (int each = 0; each < 4; each++) {
          bed.machine.sampler().sample(now, bed.sample);
        }
        long used = threads.getCurrentThreadAllocatedBytes() - before;
        least = i < 100 ? least : Math.min(least, used);
      }
      expectEquals(0L, least, "bytes allocated by a sample");
    }
  }

  private static void totalsDoNotFallWhenWorkEnds() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.startHogs(KernelBed.A, 2);
      bed.discover();
      bed.sample();
      pause(300);
      SystemSample sample = bed.sample();
      long run = sample.runNanos[KernelBed.A];
      long usage = sample.usageNanos[KernelBed.A];
      expect(run > 0 && usage > 0, "no run time before the end: " + run + ", " + usage);
      expectEquals(2, sample.processes[KernelBed.A], "processes before the end");
      bed.endHogs();
      bed.discover();
      bed.sample();
      expect(sample.runNanos[KernelBed.A] >= run, "run time fell");
      expect(sample.usageNanos[KernelBed.A] >= usage, "usage fell");
      expectEquals(0, sample.processes[KernelBed.A], "processes after the end");
    }
  }

  private static void foreignWriteIsLeftAlone() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.discover();
      expectApplied(bed.setWeights(400, 150));
      String foreign = Long.toString(bed.hierarchy.toKernel(777));
      KernelBed.expectOk(
          "foreign write", bed.fs.write(bed.hierarchy.root(), bed.weightFile("a"), foreign + "\n"));
      ActuationReport report = bed.setWeights(500, 200);
      expectEquals(Result.FOREIGN_WRITER, report.outcomes().get(0).result(), "class A");
      expectEquals(Result.APPLIED, report.outcomes().get(1).result(), "class B");
      expectEquals(foreign, bed.read(bed.weightFile("a")), "the foreign value");
      bed.later(700_000_000_000L);
      expectApplied(bed.setWeights(500, 300));
    }
  }

  private static void restartAdoptsAndRestores() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      // Group a is there before the daemon, with a weight of its own; group b is made by it.
      KernelRoot tree = bed.hierarchy.root();
      KernelBed.expectOk("mkdir", bed.fs.makeDirectory(tree, bed.root.value()));
      if (tree == KernelRoot.CGROUP2) {
        KernelBed.expectOk(
            "enable", bed.fs.write(tree, bed.root + "/cgroup.subtree_control", "+cpu\n"));
      }
      KernelBed.expectOk("mkdir", bed.fs.makeDirectory(tree, bed.root + "/a"));
      String original = Long.toString(bed.hierarchy.toKernel(123));
      KernelBed.expectOk("write", bed.fs.write(tree, bed.weightFile("a"), original + "\n"));
      bed.startHogs(KernelBed.B, 1);
      bed.discover();
      expectApplied(bed.setWeights(400, 50));
      bed.restartDaemon(1);
      expectEquals(
          Long.toString(bed.hierarchy.toKernel(400)),
          bed.read(bed.weightFile("a")),
          "weight after the end of the daemon");
      bed.discover();
      expect(bed.machine.actuator().isAdopted(KernelBed.A), "class A is not adopted");
      List<ClassSettings> settings = bed.machine.actuator().settings();
      expectEquals(
          "400 50",
          settings.get(0).cpuWeight() + " " + settings.get(1).cpuWeight(),
          "weights read");
      ActuationReport report = bed.machine.actuator().restore(1);
      expectEquals(original, bed.read(bed.weightFile("a")), "original weight");
      expect(bed.fs.inode(tree, bed.root + "/b") < 0, "group b is still there: " + report);
      expect(bed.journal.entries().isEmpty(), "left in the journal: " + bed.journal.entries());
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void expectApplied(ActuationReport report) {
    for (Outcome outcome : report.outcomes()) {
      expect(
          outcome.result() == Result.APPLIED || outcome.result() == Result.UNCHANGED,
          outcome.toString());
    }
  }

  static void expect(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  static void expectEquals(Object wanted, Object actual, String what) {
    expect(wanted.equals(actual), what + ": wanted " + wanted + ", was " + actual);
  }
}
