package io.openwlm.simulator.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.LinuxMachine;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFile;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.probe.Capabilities;
import io.openwlm.linux.probe.CapabilityProbe;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.simulator.machine.CpuDemand;
import io.openwlm.simulator.machine.MachineModel;
import io.openwlm.simulator.machine.PeriodicJobs;
import io.openwlm.simulator.machine.SpinnerWorkload;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files as the adapters read and write them. */
class SimulatedKernelTest {
  private static final long SECOND = 1_000_000_000L;

  private final MachineModel machine = new MachineModel(2);
  private final SimulatedKernel kernel = new SimulatedKernel(machine);
  private final KernelFs fs = kernel.files();

  private String read(KernelRoot root, String path) {
    return fs.read(root, path) instanceof KernelAnswer.Value(String text) ? text : "(none)";
  }

  private String write(String path, String text) {
    return fs.write(KernelRoot.CGROUP2, path, text).brief();
  }

  private int spin(String group, int threads) {
    new SpinnerWorkload(machine, "burner", threads).start(kernel.group(group));
    return kernel.group(group).processes().iterator().next().pid();
  }

  @Test
  void weightsAreCheckedAsTheKernelDoes() {
    kernel.group("/demo/a");

    assertThat(read(KernelRoot.CGROUP2, "/demo/a/cpu.weight")).isEqualTo("100\n");
    assertThat(write("/demo/a/cpu.weight", "250\n")).isEqualTo("ok");
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/cpu.weight")).isEqualTo("250\n");
    for (String wrong : List.of("0", "10001", "-5", "many", "", "99999999999999999999")) {
      assertThat(write("/demo/a/cpu.weight", wrong)).as(wrong).isEqualTo("EINVAL");
    }
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/cpu.weight")).isEqualTo("250\n");
  }

  @Test
  void limitsAreReadAndWrittenAsTheKernelDoes() {
    spin("/demo/a", 2);
    String file = "/demo/a/cpu.max";
    assertThat(read(KernelRoot.CGROUP2, file)).isEqualTo("max 100000\n");
    assertThat(write(file, "50000\n")).isEqualTo("ok");
    assertThat(read(KernelRoot.CGROUP2, file)).isEqualTo("50000 100000\n");
    assertThat(write(file, "20000 50000")).isEqualTo("ok");
    assertThat(read(KernelRoot.CGROUP2, file)).isEqualTo("20000 50000\n");
    for (String wrong : List.of("999", "5000 999", "5000 1000001", "x", "", "1 2 3", "-1")) {
      assertThat(write(file, wrong)).as(wrong).isEqualTo("EINVAL");
    }
    kernel.advanceTo(10 * SECOND);
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/cpu.stat"))
        .startsWith("usage_usec 4000000\n")
        .contains("nr_periods 200\n", "nr_throttled 200\n", "throttled_usec 16000000\n");
    assertThat(write(file, "max")).isEqualTo("ok");
    assertThat(read(KernelRoot.CGROUP2, file)).isEqualTo("max 50000\n");
    write("/demo/cgroup.subtree_control", "-cpu");
    assertThat(read(KernelRoot.CGROUP2, file)).isEqualTo("(none)");
  }

  @Test
  void aWeightWrittenMovesCpu() {
    spin("/demo/a", 2);
    spin("/demo/b", 2);
    write("/demo/a/cpu.weight", "300");

    kernel.advanceTo(20 * SECOND);

    assertThat(read(KernelRoot.CGROUP2, "/demo/cpu.stat")).startsWith("usage_usec 40000000\n");
    double a = kernel.group("/demo/a").usageNanos();
    double b = kernel.group("/demo/b").usageNanos();
    assertThat(a / b).isCloseTo(3, within(0.06));
  }

  @Test
  void processesAppearInProcfsWithAllThreads() {
    int pid = spin("/demo/a", 3);
    kernel.advanceTo(3 * SECOND);

    ProcessInfo process = new ProcessTable(fs).process(pid).orElseThrow();

    assertThat(process.group()).isEqualTo("/demo/a");
    assertThat(process.work().get(QualifierType.TN)).isEqualTo("burner");
    assertThat(process.work().get(QualifierType.EXECUTABLE)).isEqualTo("/usr/bin/burner");
    assertThat(process.work().get(QualifierType.UI)).isEqualTo("root");
    assertThat(process.startTicks()).isEqualTo(100_000);
    assertThat(read(KernelRoot.PROC, "/" + pid + "/comm")).isEqualTo("burner\n");
    assertThat(fs.list(KernelRoot.PROC, "/" + pid + "/task"))
        .isEqualTo(new KernelAnswer.Names(List.of("" + pid, "" + (pid + 1), "" + (pid + 2))));
    long run = 0;
    long delay = 0;
    for (int i = 0; i < 3; i++) {
      String[] numbers =
          read(KernelRoot.PROC, "/" + pid + "/task/" + (pid + i) + "/schedstat").strip().split(" ");
      run += Long.parseLong(numbers[0]);
      delay += Long.parseLong(numbers[1]);
    }
    assertThat(run).isEqualTo(6 * SECOND);
    assertThat(delay).isEqualTo(3 * SECOND);
  }

  @Test
  void pressureTellsTheShareOfTimeInWhichThreadsWait() {
    spin("/demo/a", 3);
    spin("/demo/b", 1);
    kernel.advanceTo(20 * SECOND);

    assertThat(read(KernelRoot.CGROUP2, "/demo/a/cpu.pressure"))
        .matches(
            "some avg10=8[0-9]\\.\\d\\d avg60=\\d+\\.\\d\\d avg300=\\d+\\.\\d\\d total=\\d+\n"
                + "full avg10=\\d+\\.\\d\\d avg60=\\d+\\.\\d\\d avg300=\\d+\\.\\d\\d total=\\d+\n");
    assertThat(read(KernelRoot.PROC, "/pressure/cpu"))
        .contains("total=20000000\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/io.pressure")).contains("some avg10=0.00");
  }

  @Test
  void filesOfAnEndedProcessVanishAlsoWhereTheyAreOpen() {
    PeriodicJobs jobs =
        new PeriodicJobs(
            machine,
            new PeriodicJobs.Settings("cc1", 1, new CpuDemand(10_000_000, false), SECOND),
            1,
            "build");
    jobs.start(kernel.group("/demo/a"));
    int job = MachineModel.FIRST_PID + 1;
    KernelFile file =
        fs.open(KernelRoot.PROC, "/" + job + "/task/" + job + "/schedstat").orElseThrow();
    ByteBuffer buffer = ByteBuffer.allocate(64);
    assertThat(file.read(buffer)).isPositive();

    kernel.advanceTo(SECOND / 2);

    assertThat(file.read(buffer)).isEqualTo(KernelFile.VANISHED);
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/cgroup.procs"))
        .isEqualTo(MachineModel.FIRST_PID + "\n");
    assertThat(write("/demo/a/cgroup.procs", job + "\n")).isEqualTo("vanished");
  }

  @Test
  void groupsFollowTheRulesOfTheKernel() {
    int pid = spin("/demo/a", 1);

    assertThat(fs.makeDirectory(KernelRoot.CGROUP2, "/demo/a/inner").brief()).isEqualTo("ok");
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/inner/cpu.weight")).isEqualTo("(none)");
    assertThat(write("/demo/a/cgroup.subtree_control", "+cpu")).isEqualTo("EBUSY");
    assertThat(write("/demo/cgroup.procs", pid + "\n")).isEqualTo("EBUSY");
    assertThat(write("/demo/a/inner/cgroup.procs", pid + "\n")).isEqualTo("ok");
    assertThat(read(KernelRoot.PROC, "/" + pid + "/cgroup")).isEqualTo("0::/demo/a/inner\n");
    assertThat(write("/demo/a/cgroup.subtree_control", "+cpu")).isEqualTo("ok");
    assertThat(read(KernelRoot.CGROUP2, "/demo/a/inner/cpu.weight")).isEqualTo("100\n");
    assertThat(write("/demo/a/inner/cgroup.subtree_control", "+pids")).isEqualTo("EINVAL");
    assertThat(fs.removeDirectory(KernelRoot.CGROUP2, "/demo/a/inner").brief()).isEqualTo("EBUSY");
    assertThat(write("/cgroup.procs", pid + "\n")).isEqualTo("ok");
    assertThat(fs.removeDirectory(KernelRoot.CGROUP2, "/demo/a/inner").brief()).isEqualTo("ok");
    assertThat(write("/demo/a/inner/cpu.weight", "5")).isEqualTo("vanished");
    assertThat(write("/cgroup.procs", "12\n")).isEqualTo("vanished");
    assertThat(write("/cgroup.procs", "x\n")).isEqualTo("EINVAL");
  }

  @Test
  void theProbeFindsAFullyCapableKernel() {
    Capabilities found = CapabilityProbe.probe(fs);

    assertThat(found.mode()).isEqualTo("cgroup2");
    assertThat(found.toString())
        .contains("weightsWritable=true", "pressure=true", "usingDelay=true");
    assertThat(fs.list(KernelRoot.CGROUP2, "/").toString()).doesNotContain("probe");
  }

  @Test
  void theRealAdaptersSampleDiscoverAndMove(@TempDir Path state) throws Exception {
    spin("/demo/a", 2);
    new SpinnerWorkload(machine, "stray", 2).start(machine.root());
    ServiceDefinition definition =
        DefinitionReader.read(
                "test.yaml",
                """
                service-definition:
                  name: TEST
                  cgroup-root: /demo
                  control: { enforce: true }
                  service-classes:
                    - { name: A, importance: 1, goal: { velocity: 50 }, cgroup: /demo/a }
                    - { name: B, goal: discretionary, cgroup: /demo/b, placement: move }
                  classification:
                    - { when: { command: stray }, service-class: B }
                """)
            .definition()
            .orElseThrow();
    try (RestoreJournal journal = RestoreJournal.open(state.resolve("journal"));
        LinuxMachine adapters =
            LinuxMachine.of(fs, CpuHierarchy.of(fs).orElseThrow(), definition, journal)) {
      var report =
          adapters
              .discovery()
              .discover(
                  work ->
                      "stray".equals(work.get(QualifierType.TN))
                          ? 1
                          : "burner".equals(work.get(QualifierType.TN)) ? 0 : -1,
                  true);
      assertThat(report.warnings()).isEmpty();
      assertThat(report.cgroups()).isEqualTo(List.of(List.of("/demo/a"), List.of("/demo/b")));
      SystemSample sample = new SystemSample(2);
      adapters.sampler().sample(0, sample);
      long usedBefore = sample.usageNanos[0];
      long runBefore = sample.runNanos[0];
      long delayBefore = sample.runDelayNanos[0];

      kernel.advanceTo(4 * SECOND);
      adapters.sampler().sample(4 * SECOND, sample);

      assertThat(adapters.sampler().cpus()).isEqualTo(2);
      assertThat(adapters.sampler().usingDelaySource()).isEqualTo("schedstat");
      assertThat(sample.presence).containsOnly(ClassPresence.PRESENT);
      assertThat(sample.processes).containsExactly(1, 1);
      assertThat(sample.usageNanos[0] - usedBefore).isCloseTo(4 * SECOND, within(SECOND / 10));
      assertThat(sample.runNanos[0] - runBefore).isCloseTo(4 * SECOND, within(SECOND / 10));
      assertThat(sample.runDelayNanos[0] - delayBefore).isCloseTo(4 * SECOND, within(SECOND / 10));
      assertThat(sample.throttledNanos[0]).isZero();
      assertThat(sample.cpuPressureNanos[0]).isPositive();
      assertThat(sample.systemCpuPressureNanos).isPositive();
    }
  }
}
