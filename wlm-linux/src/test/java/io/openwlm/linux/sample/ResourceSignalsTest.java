package io.openwlm.linux.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.Definitions;
import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelRoot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceSignalsTest {
  private static final int SAMPLES_BETWEEN_READINGS = 4;

  private final ClassGroups groups = new ClassGroups(List.of("WEB"));
  private final SystemSample sample = new SystemSample(1);

  @Test
  void systemTimeComesWithTheUsage() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.fs.file(KernelRoot.CGROUP2, "/web/cpu.stat", "usage_usec 10\nsystem_usec 4\n");
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    assertThat(sample.systemNanos[0]).isZero();
    kernel.fs.file(KernelRoot.CGROUP2, "/web/cpu.stat", "usage_usec 20\nsystem_usec 9\n");
    sampler.sample(1, sample);
    assertThat(sample.usageNanos[0]).isEqualTo(10_000);
    assertThat(sample.systemNanos[0]).isEqualTo(5_000);
  }

  @Test
  void sumsOperationsOfAllDevicesAndMemoryOfAllGroups() {
    MemoryKernel kernel = new MemoryKernel(false).group("/a").group("/b");
    io(kernel, "/a", 1, 2);
    io(kernel, "/b", 10, 20);
    memory(kernel, "/a", 4096);
    memory(kernel, "/b", 8192);
    LinuxSystemSampler sampler = sampler(kernel, "/a", "/b");
    sampler.sample(1, sample);
    assertThat(sample.ioOperations[0]).isZero();
    assertThat(sample.memoryBytes[0]).isEqualTo(12_288);
    io(kernel, "/a", 2, 4);
    io(kernel, "/b", 10, 21);
    memory(kernel, "/b", 0);
    fourSamples(sampler);
    // Both devices of the file below count alike: twice (1 + 2 + 0 + 1).
    assertThat(sample.ioOperations[0]).isEqualTo(8);
    assertThat(sample.memoryBytes[0]).isEqualTo(4096);
  }

  @Test
  void readsOperationsAtEveryFourthSampleOnlyAndLosesNone() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    io(kernel, "/web", 0, 0);
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    long[] seen = new long[8];
    for (int i = 0; i < seen.length; i++) {
      io(kernel, "/web", i + 1, 0);
      sampler.sample(1, sample);
      seen[i] = sample.ioOperations[0];
    }
    assertThat(seen).containsExactly(0, 0, 0, 8, 8, 8, 8, 16);
  }

  @Test
  void countsPagesThatWereEvictedTooEarly() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    refaults(kernel, "workingset_refault_anon 5\nworkingset_refault_file 100\n");
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    assertThat(sample.refaults[0]).isZero();
    refaults(kernel, "workingset_refault_anon 8\nworkingset_refault_file 140\n");
    for (int i = 0; i < SAMPLES_BETWEEN_READINGS; i++) {
      fourSamples(sampler);
    }
    assertThat(sample.refaults[0]).isEqualTo(43);
    assertThat(sample.swapIns[0]).isEqualTo(3);
  }

  @Test
  void countsThemOnOldKernelsWithoutTellingSwap() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    refaults(kernel, "workingset_refault 7\n");
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    refaults(kernel, "workingset_refault 9\n");
    for (int i = 0; i < SAMPLES_BETWEEN_READINGS; i++) {
      fourSamples(sampler);
    }
    assertThat(sample.refaults[0]).isEqualTo(2);
    assertThat(sample.swapIns[0]).isEqualTo(SystemSample.UNKNOWN);
  }

  @Test
  void isUnknownWhereTheControllersAreNotEnabled() {
    MemoryKernel kernel = new MemoryKernel(true).group("/web");
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    fourSamples(sampler);
    assertThat(sample.ioOperations[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.memoryBytes[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.systemNanos[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.refaults[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.swapIns[0]).isEqualTo(SystemSample.UNKNOWN);
  }

  @Test
  void moreDevicesThanFitAreUnknownNotTooFew() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    char[] line = new char[1000];
    Arrays.fill(line, 'x');
    String junk = new String(line) + " rios=1\n";
    kernel.fs.file(KernelRoot.CGROUP2, "/web/io.stat", junk.repeat(20));
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    assertThat(sample.ioOperations[0]).isEqualTo(SystemSample.UNKNOWN);
  }

  @Test
  void withoutDelayAccountingPressureIsTheLowerBoundOfDelay() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    pressure(kernel, "memory", 30);
    pressure(kernel, "io", 100);
    sampler.sample(1, sample);
    // Waiting for a refault is in both pressures; it counts as memory.
    assertThat(sample.memoryDelayNanos[0]).isEqualTo(30_000);
    assertThat(sample.ioDelayNanos[0]).isEqualTo(70_000);
    assertThat(sample.ioPressureNanos[0]).isEqualTo(100_000);
  }

  @Test
  void withoutPressureAndDelayAccountingDelaysAreUnknown() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.fs.remove(KernelRoot.CGROUP2, "/web/io.pressure");
    kernel.fs.remove(KernelRoot.CGROUP2, "/web/memory.pressure");
    LinuxSystemSampler sampler = sampler(kernel, "/web");
    sampler.sample(1, sample);
    sampler.sample(1, sample);
    assertThat(sample.memoryDelayNanos[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.ioDelayNanos[0]).isEqualTo(SystemSample.UNKNOWN);
  }

  @Test
  void delaysThatTasksTellCountInFullAndPressureFillsWhatTheyDoNotSee() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    ClassMeter meter =
        new ClassMeter(
            kernel.fs, CpuHierarchy.of(kernel.fs).orElseThrow(), new FileBudget(20), true);
    meter.setGroups(found(kernel, "/web"));
    TaskTotals tasks = new TaskTotals(1);
    sample(meter, tasks);
    pressure(kernel, "io", 10);
    tasks.ioDelayNanos[0] = 45_000;
    tasks.memoryDelayNanos[0] = 7;
    sample(meter, tasks);
    assertThat(sample.ioDelayNanos[0]).isEqualTo(45_000);
    assertThat(sample.memoryDelayNanos[0]).isEqualTo(7);
    pressure(kernel, "io", 60);
    sample(meter, tasks);
    assertThat(sample.ioDelayNanos[0]).isEqualTo(95_000);
  }

  private void sample(ClassMeter meter, TaskTotals tasks) {
    meter.sample(java.nio.ByteBuffer.allocate(4096), true);
    meter.tasks(tasks, 0, true);
    meter.fill(sample, 0);
  }

  private void fourSamples(LinuxSystemSampler sampler) {
    for (int i = 0; i < SAMPLES_BETWEEN_READINGS; i++) {
      sampler.sample(1, sample);
    }
  }

  private static void io(MemoryKernel kernel, String group, long reads, long writes) {
    String counts = " rbytes=4096 wbytes=0 rios=" + reads + " wios=" + writes + " dbytes=0 dios=9";
    kernel.fs.file(
        KernelRoot.CGROUP2, group + "/io.stat", "8:0" + counts + "\n254:16" + counts + "\n");
  }

  private static void memory(MemoryKernel kernel, String group, long bytes) {
    kernel.fs.file(KernelRoot.CGROUP2, group + "/memory.current", bytes + "\n");
  }

  private static void refaults(MemoryKernel kernel, String counters) {
    kernel.fs.file(KernelRoot.CGROUP2, "/web/memory.stat", "anon 1\n" + counters + "pgfault 3\n");
  }

  private static void pressure(MemoryKernel kernel, String kind, long micros) {
    kernel.fs.file(
        KernelRoot.CGROUP2, "/web/" + kind + ".pressure", "some avg10=0.00 total=" + micros + "\n");
  }

  private LinuxSystemSampler sampler(MemoryKernel kernel, String... paths) {
    groups.set(List.of(found(kernel, paths)), List.of(List.of()));
    return new LinuxSystemSampler(
        kernel.fs,
        CpuHierarchy.of(kernel.fs).orElseThrow(),
        Definitions.of("/", Definitions.inPlace("WEB")),
        groups,
        2,
        100);
  }

  private static List<Group> found(MemoryKernel kernel, String... paths) {
    return Arrays.stream(paths)
        .map(path -> new Group(path, kernel.fs.inode(kernel.tree, path)))
        .toList();
  }
}
