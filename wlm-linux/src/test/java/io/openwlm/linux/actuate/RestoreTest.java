package io.openwlm.linux.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.linux.MemoryKernel;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.model.decision.ActuationReport;
import io.openwlm.model.decision.ActuationReport.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTest {
  private static final KernelRoot V2 = KernelRoot.CGROUP2;

  @TempDir Path directory;
  private final MemoryKernel kernel = new MemoryKernel(false).group("/web").group("/wlm/made");

  @Test
  void undoesValuesMovesGroupsAndControllers() throws IOException {
    kernel.process(10, "web", "/wlm/made", 5).process(20, "reused", "/wlm/made", 900);
    kernel.fs.write(V2, "/web/cpu.weight", "400");
    Path file =
        journal(
            original("/web", 123),
            new JournalEntry.Moved(V2, "/web", 10, 5),
            new JournalEntry.Moved(V2, "/elsewhere", 10, 5),
            new JournalEntry.Moved(V2, "/web", 20, 6),
            new JournalEntry.Made(V2, "/wlm/made", kernel.fs.inode(V2, "/wlm/made")),
            new JournalEntry.Enabled(V2, "/cgroup.subtree_control", "cpu"));
    ActuationReport report = Restore.run(kernel.fs, file);
    assertThat(kernel.weight("/web")).isEqualTo("123");
    assertThat(kernel.groupOf(10)).isEqualTo("/web");
    assertThat(kernel.groupOf(20)).as("another process of the same number").isEqualTo("/wlm/made");
    assertThat(report.outcomes())
        .extracting(ActuationReport.Outcome::result)
        .containsExactly(
            Result.APPLIED, Result.APPLIED, Result.VANISHED, Result.REFUSED, Result.APPLIED);
    assertThat(Files.readAllLines(file)).as("what could not be undone").hasSize(1);
    kernel.endProcess(20);
    assertThat(Restore.run(kernel.fs, file).outcomes())
        .extracting(ActuationReport.Outcome::result)
        .containsExactly(Result.APPLIED);
    assertThat(kernel.fs.inode(V2, "/wlm/made")).isEqualTo(-1);
    assertThat(file).isEmptyFile();
  }

  @Test
  void aGroupMadeAgainIsNotTheOneInTheJournal() throws IOException {
    Path file = journal(original("/web", 123));
    kernel.fs.remove(V2, "/web");
    kernel.group("/web");
    assertThat(Restore.run(kernel.fs, file).outcomes().getFirst().result())
        .isEqualTo(Result.VANISHED);
    assertThat(kernel.weight("/web")).isEqualTo("100");
  }

  @Test
  void withoutAJournalThereIsNothingToDo() throws IOException {
    assertThat(Restore.run(kernel.fs, directory.resolve("none")).outcomes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{}",
        "",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/../etc/cpu.weight\",\"inode\":\"1\",\"value\":\"5\"}",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/web/cpu.max\",\"inode\":\"1\",\"value\":\"5\"}",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/cpu.weight\",\"inode\":\"1\",\"value\":\"5\"}",
        "{\"kind\":\"original\",\"root\":\"PROC\",\"path\":\"/web/cpu.weight\",\"inode\":\"1\",\"value\":\"5\"}",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/web/cpu.weight\",\"inode\":\"1\",\"value\":\"-5\"}",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/web/cpu.weight\",\"inode\":\"1\",\"value\":\"9999999\"}",
        "{\"kind\":\"made\",\"root\":\"CGROUP2\",\"path\":\"/\",\"inode\":\"1\"}",
        "{\"kind\":\"made\",\"root\":\"CGROUP2\",\"path\":\"/web\",\"inode\":\"1\",\"more\":\"1\"}",
        "{\"kind\":\"made\",\"root\":\"CGROUP2\",\"path\":\"/web\",\"inode\":\"1\"} ",
        "{\"kind\":\"enabled\",\"root\":\"CGROUP2\",\"path\":\"/web/cgroup.procs\"}",
        "{\"kind\":\"enabled\",\"root\":\"CGROUP2\",\"path\":\"/web/cgroup.subtree_control\",\"controller\":\"cpu\"}",
        "{\"kind\":\"enabled\",\"root\":\"CGROUP2\",\"path\":\"/web/cgroup.subtree_control\",\"controller\":\"pids\"}",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/web/memory.max\",\"inode\":\"1\",\"value\":\"5\"}",
        "{\"kind\":\"original\",\"root\":\"CGROUP2\",\"path\":\"/web/io.bfq.weight\",\"inode\":\"1\",\"value\":\"1001\"}",
        "{\"kind\":\"killed\",\"root\":\"CGROUP2\",\"path\":\"/web\"}",
        "{\"kind\":\"moved\",\"root\":\"CGROUP2\",\"path\":\"/web\",\"pid\":\"0\",\"start\":\"1\"}"
      })
  void tamperedLinesAreRefusedByNumberAndKept(String line) throws IOException {
    kernel.fs.write(V2, "/web/cpu.weight", "400");
    Path file = journal(original("/web", 123));
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    ActuationReport report = Restore.run(kernel.fs, file);
    assertThat(report.outcomes().getFirst().target()).isEqualTo("restore.journal line 2");
    assertThat(report.outcomes().getFirst().result()).isEqualTo(Result.REFUSED);
    assertThat(report.outcomes().getFirst().detail()).isNotEmpty();
    assertThat(kernel.weight("/web")).as("the good line").isEqualTo("123");
    assertThat(Files.readString(file)).isEqualTo(line + "\n");
  }

  @Test
  void aLineThatWasNotFinishedIsDropped() throws IOException {
    Path file = journal(original("/web", 123));
    Files.writeString(file, "{\"kind\":\"orig", StandardOpenOption.APPEND);
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      assertThat(journal.refused()).isEmpty();
      journal.append(List.of(new JournalEntry.Enabled(V2, "/cgroup.subtree_control", "cpu")));
    }
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      assertThat(journal.entries()).hasSize(2);
      assertThat(journal.refused()).isEmpty();
    }
  }

  @Test
  void everyKindOfEntryComesBackAsItWas() throws Exception {
    for (JournalEntry entry :
        List.of(
            new JournalEntry.Original(KernelRoot.CGROUP1_CPU, "/a \"b\\c/cpu.shares", 7, 262_144),
            new JournalEntry.Made(V2, "/ü/x", Long.MAX_VALUE / 10_000),
            new JournalEntry.Enabled(V2, "/a/cgroup.subtree_control", "cpu"),
            new JournalEntry.Enabled(V2, "/a/cgroup.subtree_control", "memory"),
            new JournalEntry.Original(V2, "/a/memory.low", 7, 0),
            new JournalEntry.Original(V2, "/a/io.bfq.weight", 7, 1000),
            new JournalEntry.Moved(V2, "/", 1234567, 99))) {
      assertThat(JournalLine.parse(JournalLine.format(entry))).isEqualTo(entry);
    }
  }

  @Test
  void theStateDirectoryHasOneDaemonAndOneReader() throws IOException {
    Path path = directory.resolve("state");
    try (StateDirectory state = StateDirectory.open(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      state.openJournal().close();
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(StateDirectory.journalFile(path))))
          .isEqualTo("rw-------");
      assertThatThrownBy(() -> StateDirectory.open(path))
          .isInstanceOfSatisfying(
              StateDirectory.InUse.class,
              e -> assertThat(e.pid()).isEqualTo(Long.toString(ProcessHandle.current().pid())));
    }
    StateDirectory.open(path).close();
  }

  @Test
  void aJournalThatIsALinkIsNotOpened() throws IOException {
    Path target = Files.createFile(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("restore.journal"), target);
    assertThatThrownBy(() -> RestoreJournal.open(link)).isInstanceOf(IOException.class);
  }

  private JournalEntry original(String group, long value) {
    return new JournalEntry.Original(V2, group + "/cpu.weight", kernel.fs.inode(V2, group), value);
  }

  private Path journal(JournalEntry... entries) throws IOException {
    Path file = directory.resolve("restore.journal");
    try (RestoreJournal journal = RestoreJournal.open(file)) {
      journal.append(List.of(entries));
    }
    return file;
  }
}
