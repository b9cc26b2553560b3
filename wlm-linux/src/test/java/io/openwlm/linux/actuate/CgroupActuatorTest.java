package io.openwlm.linux.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.cgroup.ClassGroups;
import io.openwlm.linux.cgroup.ClassGroups.Group;
import io.openwlm.linux.cgroup.CpuHierarchy;
import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.FaultyKernelFs;
import io.openwlm.linux.fs.FaultyKernelFs.Operation;
import io.openwlm.linux.fs.KernelAnswer;
import io.openwlm.linux.fs.KernelFs;
import io.openwlm.linux.fs.RecordingKernelFs;
import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.Write;
import io.openwlm.model.decision.ActuationReport.Outcome;
import io.openwlm.model.decision.ActuationReport.Result;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.CgroupPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupActuatorTest {
  private static final long BACK_OFF = 1000;

  @TempDir Path directory;
  private Path file;
  private final MemoryKernel kernel =
      new MemoryKernel(true).group("/web").group("/batch/1").group("/batch/2");
  private final FaultyKernelFs faulty = new FaultyKernelFs(kernel.fs);
  private final RecordingKernelFs fs = new RecordingKernelFs(faulty);
  private final ClassGroups groups = new ClassGroups(List.of("WEB", "BATCH"));

  @BeforeEach
  void bind() {
    file = directory.resolve("restore.journal");
    groups.set(
        List.of(List.of(group("/web")), List.of(group("/batch/1"), group("/batch/2"))),
        List.of(List.of(), List.of()));
  }

  @Test
  void writesDifferencesOnlyAndDividesAClassesWeight() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      assertThat(results(apply(actuator, 0, 400, 51)))
          .containsExactly(Result.APPLIED, Result.APPLIED, Result.APPLIED);
      assertThat(results(apply(actuator, 1, 400, 51)))
          .containsExactly(Result.UNCHANGED, Result.UNCHANGED, Result.UNCHANGED);
      assertThat(results(apply(actuator, 2, 400, 1)))
          .containsExactly(Result.UNCHANGED, Result.APPLIED, Result.APPLIED);
      assertThat(fs.transcript())
          .containsExactly(
              "write CGROUP1_CPU /web/cpu.shares 4096 -> ok",
              "write CGROUP1_CPU /batch/1/cpu.shares 266 -> ok",
              "write CGROUP1_CPU /batch/2/cpu.shares 256 -> ok",
              "write CGROUP1_CPU /batch/1/cpu.shares 10 -> ok",
              "write CGROUP1_CPU /batch/2/cpu.shares 10 -> ok");
      assertThat(actuator.settings())
          .containsExactly(ClassSettings.ofCpu(400), ClassSettings.ofCpu(2));
    }
  }

  @Test
  void originalIsOnDiskBeforeTheFirstWriteAndOnlyOnce() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      faulty.always(Operation.WRITE, path -> path.startsWith("/web"), answer("EBUSY"));
      CgroupActuator actuator = actuator(fs, journal);
      apply(actuator, 0, 400, 100);
      assertThat(Files.readAllLines(file).getFirst())
          .isEqualTo(
              "{\"kind\":\"original\",\"root\":\"CGROUP1_CPU\",\"path\":\"/web/cpu.shares\","
                  + "\"inode\":\""
                  + group("/web").inode()
                  + "\",\"value\":\"1024\"}");
      faulty.heal();
      apply(actuator, 1, 500, 200);
      apply(actuator, 2, 600, 300);
      assertThat(Files.readAllLines(file)).hasSize(3);
    }
  }

  @Test
  void groupsThatNoClassCarriesAnyMoreGetTheirValuesBack() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      apply(actuator, 0, 400, 51);
      groups.set(
          List.of(List.of(group("/web")), List.of(group("/batch/2"))),
          List.of(List.of(), List.of()));
      assertThat(actuator.release(1).outcomes())
          .extracting(Outcome::target, Outcome::actual)
          .containsExactly(tuple("/batch/1/cpu.shares", "1024"));
      assertThat(Files.readAllLines(file)).hasSize(2);
      assertThat(actuator.release(2).outcomes()).isEmpty();
      assertThat(actuator.settings().getFirst()).isEqualTo(ClassSettings.ofCpu(400));
    }
  }

  @Test
  void withoutAJournalNothingIsWritten() throws IOException {
    RestoreJournal journal = RestoreJournal.open(file);
    journal.close();
    List<Outcome> outcomes = apply(actuator(fs, journal), 0, 400, 50);
    assertThat(results(outcomes)).containsOnly(Result.REFUSED);
    assertThat(outcomes.getFirst().detail()).startsWith("cannot note the original value");
    assertThat(fs.transcript()).isEmpty();
  }

  @Test
  void refusalsCarryTheNameOfTheError() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      for (String errno : List.of("EINVAL", "EBUSY")) {
        faulty.heal();
        faulty.always(Operation.WRITE, path -> path.startsWith("/web"), answer(errno));
        Outcome outcome = apply(actuator(fs, journal), 0, 300, 100).getFirst();
        assertThat(outcome.result()).isEqualTo(Result.REFUSED);
        assertThat(outcome.detail()).isEqualTo(errno);
        assertThat(outcome.target()).isEqualTo("/web/cpu.shares");
        assertThat(outcome.wanted()).isEqualTo("3072");
      }
      faulty.heal();
      faulty.always(Operation.WRITE, _ -> true, new KernelAnswer.Denied("EACCES"));
      assertThat(apply(actuator(fs, journal), 0, 300, 100).getFirst().detail()).isEqualTo("EACCES");
    }
  }

  @Test
  void aValueThatTheKernelChangesIsRefused() throws IOException {
    kernel.fs.writable(kernel.tree, "/web/cpu.shares", "1024\n", _ -> new KernelAnswer.Value("3"));
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      Outcome outcome = apply(actuator(fs, journal), 0, 300, 100).getFirst();
      assertThat(outcome.result()).isEqualTo(Result.REFUSED);
      assertThat(outcome.actual()).isEqualTo("3");
    }
  }

  @Test
  void goneGroupsAreVanishedAlsoBetweenReadAndWrite() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      faulty.times(
          1, Operation.WRITE, path -> path.startsWith("/web"), new KernelAnswer.Vanished());
      assertThat(apply(actuator, 0, 300, 100).getFirst().result()).isEqualTo(Result.VANISHED);
      kernel.fs.remove(kernel.tree, "/web");
      assertThat(apply(actuator, 1, 300, 100).getFirst().result()).isEqualTo(Result.VANISHED);
      kernel.group("/web");
      assertThat(apply(actuator, 2, 300, 100).getFirst().result())
          .as("another group of the same name")
          .isEqualTo(Result.VANISHED);
    }
  }

  @Test
  void aGroupMadeAgainHasAnOriginalOfItsOwn() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      apply(actuator, 0, 300, 100);
      kernel.fs.remove(kernel.tree, "/web");
      kernel.group("/web");
      bind();
      kernel.fs.write(kernel.tree, "/web/cpu.shares", "2048");
      apply(actuator, 1, 300, 100);
      assertThat(journal.entries())
          .filteredOn(e -> e.toString().contains("/web/"))
          .hasSize(2)
          .last()
          .isEqualTo(
              new JournalEntry.Original(
                  kernel.tree, "/web/cpu.shares", group("/web").inode(), 2048));
    }
  }

  @Test
  void foreignValueIsLeftAloneThenTriedOnceMore() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      apply(actuator, 0, 300, 100);
      kernel.fs.write(kernel.tree, "/web/cpu.shares", "777");
      Outcome outcome = apply(actuator, 10, 400, 100).getFirst();
      assertThat(outcome.result()).isEqualTo(Result.FOREIGN_WRITER);
      assertThat(outcome.detail()).contains("3072").contains("777");
      assertThat(apply(actuator, 10 + BACK_OFF - 1, 500, 100).getFirst().result())
          .isEqualTo(Result.FOREIGN_WRITER);
      assertThat(kernel.weight("/web")).isEqualTo("777");
      assertThat(apply(actuator, 10 + BACK_OFF, 500, 100).getFirst().result())
          .isEqualTo(Result.APPLIED);
      kernel.fs.write(kernel.tree, "/web/cpu.shares", "778");
      assertThat(apply(actuator, 20 + BACK_OFF, 600, 100).getFirst().result())
          .isEqualTo(Result.FOREIGN_WRITER);
      assertThat(apply(actuator, 30 + BACK_OFF, 600, 100).getFirst().result())
          .isEqualTo(Result.FOREIGN_WRITER);
    }
  }

  @Test
  void aNewDaemonAdoptsWhatTheLastOneLeft() throws IOException {
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      assertThat(actuator.isAdopted(0)).isFalse();
      apply(actuator, 0, 300, 100);
      assertThat(actuator.isAdopted(0)).as("its own writes").isFalse();
    }
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      CgroupActuator actuator = actuator(fs, journal);
      assertThat(actuator.isAdopted(0)).isTrue();
      apply(actuator, 0, 400, 100);
      assertThat(results(actuator.restore(1).outcomes())).contains(Result.APPLIED);
      assertThat(kernel.weight("/web")).isEqualTo("1024");
      assertThat(kernel.weight("/batch/1")).isEqualTo("1024");
      assertThat(actuator.isAdopted(0)).isFalse();
      assertThat(journal.entries()).isEmpty();
      apply(actuator, 2, 200, 100);
      assertThat(journal.entries()).isNotEmpty();
    }
  }

  @Test
  void partsOfAWeightAddUp() {
    for (int weight = 1; weight < 300; weight++) {
      for (int count = 1; count < 12; count++) {
        long sum = 0;
        for (int i = 0; i < count; i++) {
          sum += SettingFile.CPU_WEIGHT.part(weight, count, i);
        }
        assertThat(sum).isEqualTo(Math.max(weight, count));
      }
    }
  }

  private Group group(String path) {
    return new Group(path, kernel.fs.inode(kernel.tree, path));
  }

  private CgroupActuator actuator(KernelFs on, RestoreJournal journal) {
    return new CgroupActuator(
        on, CpuHierarchy.of(kernel.fs).orElseThrow(), CgroupPath.ROOT, groups, journal, BACK_OFF);
  }

  private static List<Outcome> apply(CgroupActuator actuator, long now, int web, int batch) {
    List<Write> writes = new ArrayList<>();
    writes.add(Write.weight(0, "WEB", web));
    writes.add(Write.weight(1, "BATCH", batch));
    return actuator.apply(new ActuationPlan(writes), now).outcomes();
  }

  private static List<Result> results(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome::result).toList();
  }

  private static KernelAnswer answer(String errno) {
    return new KernelAnswer.Failed(errno);
  }
}
