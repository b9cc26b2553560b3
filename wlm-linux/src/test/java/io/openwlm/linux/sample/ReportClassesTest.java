package io.openwlm.linux.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.environment.WorkOverrides;
import io.openwlm.core.measure.IntervalMeter;
import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.SystemSample;
import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.discover.LinuxWorkDiscovery;
import io.openwlm.linux.proc.ProcessTable;
import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.IntervalMeasurement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work of a report class is found by the rules and counted once more, over service classes. */
class ReportClassesTest {
  private static final long SECOND = 1_000_000_000L;
  private static final String DEFINITION =
      """
      service-definition:
        name: REPORTS
        workloads: [{ name: ALL }]
        service-classes:
          - { name: WEB, workload: ALL, importance: 1, goal: { velocity: 50 }, cgroup: /wlm/web }
          - { name: BATCH, workload: ALL, importance: 4, goal: { velocity: 10 }, cgroup: /wlm/batch }
        report-classes: [{ name: SEARCH }, { name: PAYROLL }, { name: NOBODY }]
        classification:
          - { when: { command: find }, report-class: SEARCH }
          - { when: { command: pay }, report-class: PAYROLL }
      """;

  @TempDir Path directory;

  private final MemoryKernel kernel =
      new MemoryKernel(false).group("/wlm").group("/wlm/web").group("/wlm/batch");
  private final ServiceDefinition definition = definition();
  private final ClassGroups groups = new ClassGroups(List.of("WEB", "BATCH"));
  private final SystemSample sample = new SystemSample(2, 3);
  private final IntervalMeter meter =
      new IntervalMeter(
          definition,
          definition.serviceClasses().stream().map(c -> new TransactionIntake(c.goal())).toList(),
          2,
          0);

  @Test
  void countsProcessesAndTheirTimePerReportClass() throws IOException {
    kernel
        .process(10, "find", "/wlm/web", 5)
        .process(11, "find", "/wlm/batch", 5)
        .process(12, "pay", "/wlm/batch", 5)
        .process(13, "other", "/wlm/web", 5);
    LinuxSystemSampler sampler = sampler();
    discover();
    look(sampler, SECOND);
    kernel
        .thread(10, 10, 100, 10)
        .thread(11, 11, 1_000, 100)
        .thread(12, 12, 10_000, 1_000)
        .thread(13, 13, 7, 3);
    look(sampler, 2 * SECOND);
    IntervalMeasurement interval = meter.close(2 * SECOND);
    ClassMeasurement search = interval.reportClasses().getFirst();
    assertThat(search.serviceClass()).isEqualTo("SEARCH");
    assertThat(search.presence()).isEqualTo(ClassPresence.PRESENT);
    assertThat(search.processes()).isEqualTo(2);
    assertThat(search.usingNanos()).as("of both service classes").isEqualTo(1_100);
    assertThat(search.usageNanos()).isEqualTo(1_100);
    assertThat(search.cpuDelayNanos()).isEqualTo(110);
    ClassMeasurement payroll = interval.reportClasses().get(1);
    assertThat(payroll.processes()).isEqualTo(1);
    assertThat(payroll.usingNanos()).isEqualTo(10_000);
    ClassMeasurement nobody = interval.reportClasses().get(2);
    assertThat(nobody.presence()).isEqualTo(ClassPresence.NO_CGROUP);
    assertThat(nobody.usingNanos() + nobody.processes()).isZero();
    assertThat(interval.classes().stream().map(ClassMeasurement::usingNanos))
        .as("the service classes have all of it too")
        .containsExactly(107L, 11_000L);
    assertThat(interval.classes().stream().map(ClassMeasurement::processes)).containsExactly(2, 2);
  }

  @Test
  void whatBeganAfterDiscoveryJoinsItsReportClassWithTheNextOne() throws IOException {
    LinuxSystemSampler sampler = sampler();
    discover();
    look(sampler, SECOND);
    kernel.process(20, "find", "/wlm/web", 9_000);
    look(sampler, 3 * SECOND);
    kernel.thread(20, 20, 50, 0);
    look(sampler, 4 * SECOND);
    assertThat(reports().runNanos[0]).as("not classified yet").isZero();
    assertThat(reports().processes[0]).isZero();
    assertThat(sample.runNanos[0]).isEqualTo(50);
    discover();
    look(sampler, 5 * SECOND);
    kernel.thread(20, 20, 80, 0);
    look(sampler, 6 * SECOND);
    assertThat(reports().processes[0]).isEqualTo(1);
    assertThat(reports().runNanos[0]).as("from then on").isEqualTo(30);
    assertThat(sample.runNanos[0]).as("the service class lost nothing").isEqualTo(80);
  }

  private SystemSample reports() {
    SystemSample reports = sample.reports;
    assertThat(reports).isNotNull();
    return java.util.Objects.requireNonNull(reports);
  }

  private void look(LinuxSystemSampler sampler, long nowNanos) {
    sampler.sample(nowNanos, sample);
    meter.accept(sample);
  }

  private LinuxSystemSampler sampler() {
    CpuHierarchy hierarchy = CpuHierarchy.of(kernel.fs).orElseThrow();
    return new LinuxSystemSampler(kernel.fs, hierarchy, definition, groups, 2, 100);
  }

  private void discover() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(directory.resolve("restore.journal"))) {
      new LinuxWorkDiscovery(
              kernel.fs,
              CpuHierarchy.of(kernel.fs).orElseThrow(),
              definition,
              groups,
              journal,
              new ProcessTable(kernel.fs),
              999,
              new WorkOverrides())
          .discover(new Classifier(definition), false);
    }
  }

  private static ServiceDefinition definition() {
    DefinitionResult result = DefinitionReader.read("reports.yaml", DEFINITION);
    assertThat(result.errors()).isEmpty();
    return result.definition().orElseThrow();
  }
}
