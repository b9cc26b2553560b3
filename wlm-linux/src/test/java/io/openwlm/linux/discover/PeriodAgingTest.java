package io.openwlm.linux.discover;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.WorkClassifier;
import io.openwlm.core.port.WorkDiscovery.DiscoveryReport;
import io.openwlm.linux.Definitions;
import io.openwlm.linux.LinuxMachine;
import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.actuate.Restore;
import io.openwlm.linux.actuate.RestoreJournal;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tick is 10 ms of CPU time: 500 service units. */
class PeriodAgingTest {
  private static final int SHELL = 20;
  private static final int CHILD = 21;
  private static final int ALONE = 30;

  @TempDir Path directory;
  private final MemoryKernel kernel = new MemoryKernel(false).group("/wlm").group("/home");

  /** All that is called {@code b} is BATCH, the second class. */
  private static final WorkClassifier BATCH =
      work -> "b".equals(work.get(QualifierType.TN)) ? 1 : WorkClassifier.UNMANAGED;

  @Test
  void aTreeAgesAsAWholeByTheServiceOfAllItsProcesses() throws IOException {
    start();
    kernel.cpuTime(SHELL, "b", 1, 1, 0, 1).cpuTime(CHILD, "b", SHELL, 1, 1, 0);
    kernel.cpuTime(ALONE, "b", 1, 3, 0, 0);
    DiscoveryReport report = discover(true);
    assertThat(report.processes()).as("web, batch, .2, .3").containsExactly(0, 1, 2, 0);
    assertThat(kernel.groupOf(SHELL)).isEqualTo("/wlm/batch.period2");
    assertThat(kernel.groupOf(CHILD)).isEqualTo("/wlm/batch.period2");
    assertThat(kernel.groupOf(ALONE)).isEqualTo("/wlm/batch");
    assertThat(report.cgroups())
        .containsExactly(
            List.of(),
            List.of("/wlm/batch"),
            List.of("/wlm/batch.period2"),
            List.of("/wlm/batch.period3"));
  }

  @Test
  void workStaysInItsPeriodUntilItHasUsedMoreThanTheDuration() throws IOException {
    start();
    kernel.cpuTime(ALONE, "b", 1, 3, 0, 0);
    assertThat(discover(true).processes()).containsExactly(0, 3, 0, 0);
    kernel.cpuTime(ALONE, "b", 1, 4, 0, 0);
    assertThat(discover(true).processes()).containsExactly(0, 2, 1, 0);
    kernel.cpuTime(ALONE, "b", 1, 10, 3, 0);
    assertThat(discover(true).processes()).containsExactly(0, 2, 1, 0);
    kernel.cpuTime(ALONE, "b", 1, 10, 4, 0);
    assertThat(discover(true).processes()).containsExactly(0, 2, 0, 1);
    assertThat(kernel.groupOf(ALONE)).isEqualTo("/wlm/batch.period3");
  }

  @Test
  void aProcessNeverGoesBack() throws IOException {
    start();
    kernel.cpuTime(SHELL, "b", 1, 4, 0, 0);
    discover(true);
    kernel.endProcess(SHELL);
    kernel.cpuTime(CHILD, "b", 1, 0, 0, 0);
    assertThat(discover(true).processes()).containsExactly(0, 1, 1, 0);
    assertThat(kernel.groupOf(CHILD)).isEqualTo("/wlm/batch.period2");
  }

  @Test
  void aRestartForgetsNothing() throws IOException {
    start();
    kernel.cpuTime(ALONE, "b", 1, 14, 0, 0);
    discover(true);
    kernel.cpuTime(ALONE, "b", 1, 15, 0, 0);
    DiscoveryReport report = discover(true);
    assertThat(report.processes()).containsExactly(0, 2, 0, 1);
    assertThat(report.warnings()).isEmpty();
  }

  @Test
  void observingOnlyCountsWorkInItsPeriodAndMovesNothing() throws IOException {
    start();
    kernel.cpuTime(ALONE, "b", 1, 4, 0, 0);
    assertThat(discover(false).processes()).containsExactly(0, 2, 1, 0);
    assertThat(kernel.groupOf(ALONE)).isEqualTo("/home");
  }

  @Test
  void restoreBringsWorkBackToWhereItCameFrom() throws IOException {
    start();
    discover(true);
    kernel.cpuTime(ALONE, "b", 1, 4, 0, 0);
    discover(true);
    Restore.run(kernel.fs, directory.resolve("restore.journal"));
    assertThat(kernel.groupOf(ALONE)).isEqualTo("/home");
    assertThat(kernel.fs.inode(kernel.tree, "/wlm/batch.period2")).isEqualTo(-1);
  }

  private void start() {
    kernel.process(SHELL, "b", "/home", 5).process(CHILD, "b", "/home", 5);
    kernel.process(ALONE, "b", "/home", 5);
    kernel.cpuTime(SHELL, "b", 1, 0, 0, 0).cpuTime(CHILD, "b", SHELL, 0, 0, 0);
    kernel.cpuTime(ALONE, "b", 1, 0, 0, 0);
  }

  /** A new daemon each time. */
  private DiscoveryReport discover(boolean enforce) throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(directory.resolve("restore.journal"));
        LinuxMachine machine =
            LinuxMachine.of(
                kernel.fs, CpuHierarchy.of(kernel.fs).orElseThrow(), definition(), journal)) {
      return machine.discovery().discover(BATCH, enforce);
    }
  }

  /** Three ticks in the first period, ten in the second. */
  private static ServiceDefinition definition() {
    Goal goal = new Goal.VelocityGoal(30);
    ServiceClass batch =
        Definitions.withPeriods(
            Definitions.moved("BATCH", "/wlm/batch"),
            new ServiceClassPeriod(goal, new Importance(3), 1_500L),
            new ServiceClassPeriod(goal, new Importance(4), 5_000L),
            new ServiceClassPeriod(new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, null));
    return ActivePolicy.first(Definitions.of("/wlm", Definitions.inPlace("WEB"), batch))
        .effective();
  }
}
