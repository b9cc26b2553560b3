package io.openwlm.linux;

import static io.openwlm.linux.KernelContract.expect;
import static io.openwlm.linux.KernelContract.pause;

import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.probe.CapabilityProbe;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel tells about I/O, memory and time in the kernel; part of the contract. */
final class ResourceSignalsCheck {
  private static final long WINDOW_MILLIS = 2_000;

  /** An empty disk of the bed; without it a file on the disk that the build runs on. */
  private static final Path BED_DISK = Path.of("/dev/ubdb");

  private ResourceSignalsCheck() {}

  /** As large a part of the usage as the process itself shows; user-mode-linux shows none. */
  static void systemTimeIsPartOfUsage() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      bed.start(KernelBed.A, "dd", "if=/dev/zero", "of=/dev/null", "bs=1M");
      bed.discover();
      SystemSample sample = bed.sample();
      long usage = sample.usageNanos[KernelBed.A];
      long system = sample.systemNanos[KernelBed.A];
      pause(WINDOW_MILLIS);
      bed.sample();
      double part =
          (double) (sample.systemNanos[KernelBed.A] - system)
              / (sample.usageNanos[KernelBed.A] - usage);
      double shown = systemPart(bed, bed.hogPids().getFirst());
      System.out.printf(
          "INFO copying zeros: %.2f of the CPU time in the kernel, by procfs %.2f%n", part, shown);
      expect(Math.abs(part - shown) < 0.1, "in the kernel: " + part + ", by procfs " + shown);
    }
  }

  private static double systemPart(KernelBed bed, long pid) {
    if (bed.fs.read(KernelRoot.PROC, "/" + pid + "/stat") instanceof KernelAnswer.Value(var text)) {
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      double user = Double.parseDouble(fields[11]);
      double system = Double.parseDouble(fields[12]);
      return system / (user + system);
    }
    throw new AssertionError("process " + pid + " has ended");
  }

  /** Direct, synchronous writes: each waits for the device. */
  static void ioDelayAndOperationsAreSeen() throws Exception {
    try (KernelBed bed = new KernelBed()) {
      boolean psi = CapabilityProbe.probe(bed.fs).pressure();
      boolean disk = Files.exists(BED_DISK);
      Path target =
          disk ? BED_DISK : Files.createTempFile(Path.of("").toAbsolutePath(), "kt-io", ".tmp");
      if (!psi) {
        // What an administrator does once; only in a kernel that is ours.
        KernelAnswer on = bed.fs.write(KernelRoot.PROC, "/sys/kernel/task_delayacct", "1\n");
        expect(on instanceof KernelAnswer.Value, "neither PSI nor delay accounting: " + on.brief());
      }
      try {
        bed.start(
            KernelBed.A,
            "dd",
            "if=/dev/zero",
            "of=" + target,
            "bs=4k",
            "count=60000",
            "conv=notrunc",
            "oflag=direct,sync");
        check(bed, psi);
      } finally {
        bed.endHogs();
        if (!disk) {
          Files.delete(target);
        }
      }
    }
  }

  private static void check(KernelBed bed, boolean psi) {
    bed.discover();
    bed.sample();
    bed.machine.sampler().sample(System.nanoTime(), bed.sample);
    SystemSample sample = bed.sample;
    long delay = sample.ioDelayNanos[KernelBed.A];
    long kernel = pressureNanos(bed);
    pause(WINDOW_MILLIS);
    for (int i = 0; i < 4; i++) {
      bed.sample();
    }
    long waited = sample.ioDelayNanos[KernelBed.A] - delay;
    long told = pressureNanos(bed) - kernel;
    System.out.printf(
        "INFO direct writes: %d ms of delay by %s in %d ms, %d operations (-1 = not told)%n",
        waited / 1_000_000,
        psi ? "PSI" : bed.machine.sampler().usingDelaySource(),
        WINDOW_MILLIS,
        sample.ioOperations[KernelBed.A]);
    expect(delay >= 0, "I/O delay is not told");
    // How much that is depends on the disk and on who else wants the CPUs; the kernel knows.
    long least = psi ? told * 8 / 10 : WINDOW_MILLIS * 1_000_000 / 20;
    expect(waited > 0 && waited >= least, "delay of " + waited + " ns, PSI tells " + told);
    expect(waited < WINDOW_MILLIS * 1_100_000, "one thread waited longer than it lived: " + waited);
    String stat = bed.root.child("a") + "/io.stat";
    boolean counted = bed.fs.read(KernelRoot.CGROUP2, stat) instanceof KernelAnswer.Value;
    expect(
        counted ? sample.ioOperations[KernelBed.A] > 0 : sample.ioOperations[KernelBed.A] == -1,
        "operations " + sample.ioOperations[KernelBed.A] + ", io.stat is " + counted);
  }

  /** The time that the kernel tells itself; 0 without PSI. */
  private static long pressureNanos(KernelBed bed) {
    String file = bed.root.child("a") + "/io.pressure";
    if (bed.fs.read(KernelRoot.CGROUP2, file) instanceof KernelAnswer.Value(var text)) {
      String some = text.lines().findFirst().orElseThrow();
      return 1000 * Long.parseLong(some.substring(some.indexOf("total=") + 6));
    }
    return 0;
  }
}
