package io.openwlm.bench;

import io.openwlm.core.measure.IntervalMeter;
import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.DirKernelFs;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.sample.LinuxSystemSampler;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CPU time of one sampling cycle of the daemon (sampler and interval meter) next to a C loop that
 * preads exactly the files that the sampler keeps open. Rounds of both take turns, so that the
 * ratio is of one run.
 *
 * <p>Three kinds of cycle: <em>hot</em>, one after the other; <em>paced</em>, one every 250 ms as
 * in the daemon, so that caches are cold; <em>refresh</em>, a cycle that also looks for new
 * processes, which the daemon does every 1 to 10 s.
 */
public final class SamplingCost {
  private static final int ROUNDS = 15;
  private static final int PACED = 40;
  private static final int REFRESHES = 15;
  static final long PACE_MILLIS = 250;
  private static final int READS_PER_ROUND = 20_000;
  private static final long REFRESH_NANOS = 11_000_000_000L;

  private final LinuxSystemSampler sampler;
  private final IntervalMeter meter;
  private final SystemSample sample;
  private final SamplingFloor floor;
  private long nowNanos;

  private SamplingCost(
      LinuxSystemSampler sampler, ServiceDefinition definition, SamplingFloor floor) {
    this.sampler = sampler;
    this.floor = floor;
    meter = new IntervalMeter(definition, ManyClasses.intakes(definition), 2, 0);
    sample = new SystemSample(definition.serviceClasses().size());
  }

  /**
   * Measures and prints a table.
   *
   * @param args the compiled C program, a file for the results as JSON, and cases {@code
   *     CLASSES[:PROCESSES[:FILES]]}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 3) {
      System.err.println("usage: SamplingCost FLOOR JSON CLASSES[:PROCESSES[:FILES]]...");
      System.exit(2);
    }
    SamplingResult.header().forEach(System.out::println);
    List<String> json = new ArrayList<>();
    for (int i = 2; i < args.length; i++) {
      SamplingResult result = run(SamplingCase.parse(args[i]), Path.of(args[0]), ROUNDS, PACED);
      System.out.println(result.row());
      json.add(result.json());
    }
    Files.writeString(Path.of(args[1]), "[" + String.join(",\n", json) + "]\n");
  }

  /**
   * Runs one case.
   *
   * @param rounds hot rounds, each of some {@value #READS_PER_ROUND} reads; above 0
   * @param paced cycles at the daemon's pace; above 0
   * @throws IOException if control groups cannot be made here
   */
  static SamplingResult run(SamplingCase what, Path floorProgram, int rounds, int paced)
      throws IOException, InterruptedException {
    DirKernelFs fs = DirKernelFs.detect();
    CpuHierarchy hierarchy =
        CpuHierarchy.of(fs).orElseThrow(() -> new IOException("no cgroup hierarchy with cpu"));
    ServiceDefinition definition = ManyClasses.plain(what.classes());
    BenchGroups made = BenchGroups.make(fs, hierarchy, what.classes(), what.processes());
    Thread hook = Thread.ofPlatform().unstarted(made::close);
    Runtime.getRuntime().addShutdownHook(hook);
    try (made) {
      ClassGroups groups = classGroups(definition, made.groups());
      List<OpenedFiles.Opened> files = filesOf(fs, hierarchy, definition, groups);
      try (LinuxSystemSampler sampler =
              sampler(fs, hierarchy, definition, groups, what.fileBudget());
          SamplingFloor floor = new SamplingFloor(floorProgram, files)) {
        SamplingCost cost = new SamplingCost(sampler, definition, floor);
        return cost.measure(what, files.size(), rounds, paced);
      }
    } finally {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private static ClassGroups classGroups(ServiceDefinition definition, List<Group> made) {
    ClassGroups groups =
        new ClassGroups(definition.serviceClasses().stream().map(ServiceClass::name).toList());
    groups.set(
        made.stream().map(List::of).toList(), made.stream().map(_ -> noProcesses()).toList());
    return groups;
  }

  private static List<ProcessInfo> noProcesses() {
    return List.of();
  }

  /** The files that the sampler reads in each cycle, found by watching it open them. */
  private static List<OpenedFiles.Opened> filesOf(
      DirKernelFs fs, CpuHierarchy hierarchy, ServiceDefinition definition, ClassGroups groups) {
    OpenedFiles opened = new OpenedFiles(fs);
    try (LinuxSystemSampler watched =
        sampler(opened, hierarchy, definition, groups, Integer.MAX_VALUE)) {
      watched.sample(0, new SystemSample(groups.classes()));
    }
    return opened.files();
  }

  private static LinuxSystemSampler sampler(
      KernelFs fs,
      CpuHierarchy hierarchy,
      ServiceDefinition definition,
      ClassGroups groups,
      int files) {
    return new LinuxSystemSampler(fs, hierarchy, definition, groups, 2, files);
  }

  private SamplingResult measure(SamplingCase what, int files, int rounds, int paced)
      throws IOException, InterruptedException {
    int cycles = Math.max(2, READS_PER_ROUND / files);
    for (int i = 0; i < rounds * cycles; i++) {
      cycle();
    }
    floor.cycles(cycles);
    double[] hot = new double[rounds];
    double[] floorHot = new double[rounds];
    long bytes = 0;
    for (int i = 0; i < rounds; i++) {
      long bytesBefore = ThreadCost.bytes();
      long before = ThreadCost.cpuNanos();
      for (int k = 0; k < cycles; k++) {
        cycle();
      }
      hot[i] = (double) (ThreadCost.cpuNanos() - before) / cycles;
      bytes += ThreadCost.bytes() - bytesBefore;
      floorHot[i] = (double) floor.cycles(cycles) / cycles;
    }
    double[] slow = new double[paced];
    double[] floorSlow = new double[paced];
    for (int i = 0; i < paced; i++) {
      Thread.sleep(PACE_MILLIS / 2);
      slow[i] = one();
      Thread.sleep(PACE_MILLIS / 2);
      floorSlow[i] = floor.cycles(1);
    }
    double[] refresh = new double[Math.min(REFRESHES, rounds)];
    long refreshBytes = ThreadCost.bytes();
    for (int i = 0; i < refresh.length; i++) {
      nowNanos += REFRESH_NANOS;
      refresh[i] = one();
    }
    refreshBytes = ThreadCost.bytes() - refreshBytes;
    return new SamplingResult(
        what,
        files,
        sampler.openFiles(),
        SamplingResult.Pair.of(hot, floorHot),
        (double) bytes / rounds / cycles,
        SamplingResult.Pair.of(slow, floorSlow),
        Spread.of(refresh),
        (double) refreshBytes / refresh.length);
  }

  private double one() {
    long before = ThreadCost.cpuNanos();
    cycle();
    return ThreadCost.cpuNanos() - before;
  }

  private void cycle() {
    nowNanos++;
    sampler.sample(nowNanos, sample);
    meter.accept(sample);
  }
}
