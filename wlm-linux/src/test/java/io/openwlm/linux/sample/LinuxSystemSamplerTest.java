package io.openwlm.linux.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.Definitions;
import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.FaultyKernelFs;
import io.openwlm.linux.fs.FaultyKernelFs.Operation;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.measurement.ClassPresence;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinuxSystemSamplerTest {
  private static final long SECOND = 1_000_000_000L;

  private final ClassGroups groups = new ClassGroups(List.of("WEB", "BATCH"));
  private final SystemSample sample = new SystemSample(2);
  private long now = SECOND;

  @Test
  void addsWhatHappenedSinceTheFirstLook() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.process(10, "web", "/web", 5).thread(10, 10, 1000, 500).thread(10, 11, 100, 50);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isZero();
    assertThat(sample.presence[0]).isEqualTo(ClassPresence.PRESENT);
    assertThat(sample.presence[1]).isEqualTo(ClassPresence.NO_CGROUP);
    assertThat(sample.processes).containsExactly(1, 0);
    kernel.thread(10, 10, 3000, 700).thread(10, 11, 101, 51);
    kernel.cpuStat("/web", 9, 4);
    kernel.pressure("/web", 6);
    sampler.sample(now + 1, sample);
    assertThat(sample.runNanos[0]).isEqualTo(2001);
    assertThat(sample.runDelayNanos[0]).isEqualTo(201);
    assertThat(sample.usageNanos[0]).isEqualTo(9_000);
    assertThat(sample.throttledNanos[0]).isEqualTo(4_000);
    assertThat(sample.cpuPressureNanos[0]).isEqualTo(6_000);
    assertThat(sample.memoryPressureNanos[0]).isEqualTo(6_000);
    assertThat(sample.ioPressureNanos[0]).isEqualTo(6_000);
    assertThat(sample.systemCpuPressureNanos).isEqualTo(1_000_000);
    assertThat(sample.cpuPressureNanos[1]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sampler.usingDelaySource()).isEqualTo("schedstat");
  }

  @Test
  void totalsDoNotFallWhenThreadsProcessesAndGroupsGo() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.process(10, "web", "/web", 5).thread(10, 11, 0, 0);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    kernel.thread(10, 10, 100, 10).thread(10, 11, 200, 20);
    kernel.cpuStat("/web", 5, 0);
    sampler.sample(now, sample);
    kernel.endThread(10, 11);
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isEqualTo(300);
    kernel.endProcess(10);
    sampler.sample(now += 2 * SECOND, sample);
    assertThat(sample.runNanos[0]).isEqualTo(300);
    assertThat(sample.processes[0]).isZero();
    kernel.fs.remove(kernel.tree, "/web");
    bind(kernel, List.of(), List.of());
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isEqualTo(300);
    assertThat(sample.runDelayNanos[0]).isEqualTo(30);
    assertThat(sample.usageNanos[0]).isEqualTo(5_000);
    assertThat(sample.presence[0]).isEqualTo(ClassPresence.NO_CGROUP);
    assertThat(sampler.openFiles()).isEqualTo(1);
  }

  @Test
  void newThreadsCountFromTheirStartOldOnesFromFirstSight() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.process(10, "web", "/web", 5).thread(10, 10, 1000, 0);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    // A thread of a known process, a process born after the look at 100 s, and one that moved in.
    kernel.thread(10, 12, 7, 0);
    kernel.process(20, "young", "/web", 10_050).thread(20, 20, 30, 0);
    kernel.process(30, "moved", "/web", 600).thread(30, 30, 5000, 0);
    kernel.uptime("101.00");
    sampler.sample(now += SECOND, sample);
    assertThat(sample.runNanos[0]).isEqualTo(37);
  }

  @Test
  void aReusedThreadNumberCountsFromItsOwnStart() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.process(10, "web", "/web", 5).thread(10, 10, 1000, 100);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    kernel.thread(10, 10, 1500, 100);
    sampler.sample(now, sample);
    kernel.endProcess(10);
    kernel.process(10, "other", "/web", 10_020).thread(10, 10, 40, 4);
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isEqualTo(500);
    sampler.sample(now += SECOND, sample);
    assertThat(sample.runNanos[0]).isEqualTo(540);
    assertThat(sample.runDelayNanos[0]).isEqualTo(4);
  }

  @Test
  void beyondTheBudgetFilesAreOpenedForEachReading() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.process(10, "web", "/web", 5);
    for (int tid = 11; tid < 40; tid++) {
      kernel.thread(10, tid, 0, 0);
    }
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 8);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    assertThat(sampler.openFiles()).isEqualTo(8);
    for (int tid = 10; tid < 40; tid++) {
      kernel.thread(10, tid, 10, 1);
    }
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isEqualTo(300);
    assertThat(sample.runDelayNanos[0]).isEqualTo(30);
  }

  @Test
  void runningOutOfDescriptorsIsNoFailure() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.process(10, "web", "/web", 5);
    FaultyKernelFs faulty = new FaultyKernelFs(kernel.fs);
    KernelAnswer none = new KernelAnswer.Failed("EMFILE");
    faulty.always(Operation.OPEN, path -> path.endsWith("schedstat"), none);
    faulty.always(Operation.READ, path -> path.endsWith("task/10/schedstat"), none);
    LinuxSystemSampler sampler = sampler(kernel, faulty, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isZero();
    faulty.heal();
    sampler.sample(now += SECOND, sample);
    kernel.thread(10, 10, 70, 7);
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isEqualTo(70);
  }

  @Test
  void deniedGroupsAndMalformedFilesShowInTheSample() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web").group("/batch");
    FaultyKernelFs faulty = new FaultyKernelFs(kernel.fs);
    KernelAnswer denied = new KernelAnswer.Denied("EACCES");
    faulty.always(Operation.OPEN, path -> path.startsWith("/web/"), denied);
    faulty.always(Operation.READ, path -> path.startsWith("/web/"), denied);
    kernel.fs.file(KernelRoot.CGROUP2, "/batch/cpu.stat", "garbage\n");
    kernel.fs.file(KernelRoot.CGROUP2, "/batch/cpu.pressure", "some total=-\n");
    LinuxSystemSampler sampler = sampler(kernel, faulty, 100);
    bind(kernel, List.of("/web"), List.of("/batch"));
    sampler.sample(now, sample);
    sampler.sample(now, sample);
    assertThat(sample.presence[0]).isEqualTo(ClassPresence.DENIED);
    assertThat(sample.presence[1]).isEqualTo(ClassPresence.PRESENT);
    assertThat(sample.usageNanos).containsExactly(0, 0);
    assertThat(sample.cpuPressureNanos).containsExactly(SystemSample.UNKNOWN, SystemSample.UNKNOWN);
  }

  @Test
  void kernelWithoutSchedstatHasUnknownUsingAndDelay() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web");
    kernel.fs.file(KernelRoot.PROC, "/self/schedstat", "0 0 0\n");
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    assertThat(sample.runNanos[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.runDelayNanos[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sampler.usingDelaySource()).isEqualTo("none");
  }

  @Test
  void sumsUseOfSeveralGroupsAndTakesTheHighestPressure() {
    MemoryKernel kernel = new MemoryKernel(false).group("/a").group("/b");
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/a", "/b"), List.of());
    sampler.sample(now, sample);
    kernel.cpuStat("/a", 10, 1);
    kernel.cpuStat("/b", 20, 2);
    kernel.pressure("/a", 3);
    kernel.pressure("/b", 8);
    sampler.sample(now, sample);
    assertThat(sample.usageNanos[0]).isEqualTo(30_000);
    assertThat(sample.throttledNanos[0]).isEqualTo(3_000);
    assertThat(sample.cpuPressureNanos[0]).isEqualTo(8_000);
  }

  @Test
  void hybridReadsThrottlingFromV1AndUseFromTheTwin() {
    MemoryKernel kernel = new MemoryKernel(true).group("/web");
    kernel.process(10, "web", "/web", 5);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    kernel.cpuStat("/web", 10, 77);
    kernel.fs.file(KernelRoot.CGROUP1_CPU, "/web/cpu.stat", "nr_periods 1\nthrottled_time 5\n");
    sampler.sample(now, sample);
    assertThat(sample.usageNanos[0]).isEqualTo(10_000);
    assertThat(sample.throttledNanos[0]).isEqualTo(5);
  }

  @Test
  void hybridWithoutTwinUsesRunTimeAndHasNoPressure() {
    MemoryKernel kernel = new MemoryKernel(true).group("/web");
    kernel.fs.remove(KernelRoot.CGROUP2, "/web");
    kernel.process(10, "web", "/web", 5);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of());
    sampler.sample(now, sample);
    kernel.thread(10, 10, 900, 1);
    sampler.sample(now, sample);
    assertThat(sample.usageNanos[0]).isEqualTo(900);
    assertThat(sample.cpuPressureNanos[0]).isEqualTo(SystemSample.UNKNOWN);
    assertThat(sample.presence[0]).isEqualTo(ClassPresence.PRESENT);
  }

  @Test
  void countsProcessesOfSubgroupsAndLooseOnes() {
    MemoryKernel kernel = new MemoryKernel(false).group("/web").group("/web/x.y");
    kernel.process(10, "web", "/web/x.y", 5).process(20, "loose", "/", 5);
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    long inode = kernel.fs.inode(kernel.tree, "/web");
    groups.set(
        List.of(List.of(new Group("/web", inode)), List.of()),
        List.of(List.of(), List.of(new ProcessTable(kernel.fs).process(20).orElseThrow())));
    sampler.sample(now, sample);
    kernel.thread(10, 10, 5, 0).thread(20, 20, 6, 0);
    sampler.sample(now, sample);
    assertThat(sample.processes).containsExactly(1, 1);
    assertThat(sample.runNanos).containsExactly(5, 6);
    assertThat(sample.usageNanos[1]).isEqualTo(6);
  }

  @Test
  void steadyStateAllocatesNothing() {
    MemoryKernel kernel = new MemoryKernel(true).group("/web").group("/batch");
    kernel.process(10, "web", "/web", 5).thread(10, 11, 1, 1).process(20, "b", "/batch", 5);
    kernel.fs.remove(KernelRoot.CGROUP2, "/batch");
    kernel.fs.file(KernelRoot.CGROUP2, "/web/io.stat", "8:0 rbytes=1 rios=7 wios=8\n");
    kernel.fs.file(KernelRoot.CGROUP2, "/web/memory.current", "123456\n");
    LinuxSystemSampler sampler = sampler(kernel, kernel.fs, 100);
    bind(kernel, List.of("/web"), List.of("/batch"));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 200; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      // Four samples: one of them reads operations and memory too.
      for (int each = 0; each < 4; each++) {
        sampler.sample(now, sample);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private LinuxSystemSampler sampler(MemoryKernel kernel, KernelFs fs, int budget) {
    return new LinuxSystemSampler(
        fs,
        CpuHierarchy.of(kernel.fs).orElseThrow(),
        Definitions.of("/", Definitions.inPlace("WEB"), Definitions.inPlace("BATCH")),
        groups,
        2,
        budget);
  }

  private void bind(MemoryKernel kernel, List<String> web, List<String> batch) {
    groups.set(List.of(found(kernel, web), found(kernel, batch)), List.of(List.of(), List.of()));
  }

  private static List<Group> found(MemoryKernel kernel, List<String> paths) {
    return paths.stream().map(path -> new Group(path, kernel.fs.inode(kernel.tree, path))).toList();
  }
}
