package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.model.record.IntervalRecord;
import io.openwlm.record.read.Damage;
import io.openwlm.record.read.RecordArchive;
import io.openwlm.record.read.RecordFiles;
import io.openwlm.record.read.RecordVisitor;
import io.openwlm.record.read.WorkloadActivity;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.write.RecordLimits;
import io.openwlm.record.write.RecordWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordWriterTest {
  private static final List<IntervalRecord> INTERVALS = Intervals.small();

  @TempDir private Path home;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private Path records() {
    return home.resolve("records");
  }

  private void write(RecordLimits limits, List<IntervalRecord> intervals) throws IOException {
    try (RecordWriter writer = RecordWriter.open(records(), limits, log::add)) {
      intervals.forEach(writer.waiting()::accept);
    }
  }

  private List<SmfRecord> read(RecordType type) throws IOException {
    List<SmfRecord> found = new ArrayList<>();
    new RecordArchive(List.of(records()))
        .scan(
            Long.MIN_VALUE / 2,
            Long.MAX_VALUE / 2,
            new RecordVisitor() {
              @Override
              public void visit(SmfRecord record, Path file, long number, long offset) {
                if (record.type() == type) {
                  found.add(record);
                }
              }

              @Override
              public void damaged(Damage damage) {
                throw new AssertionError(damage.text());
              }
            });
    return found;
  }

  @Test
  void writesEveryIntervalOfARun() throws IOException {
    write(RecordLimits.DEFAULT, INTERVALS);
    assertThat(read(RecordType.ACTIVITY)).hasSize(2 * INTERVALS.size());
    assertThat(read(RecordType.SUMMARY)).hasSize(INTERVALS.size());
    assertThat(log).isEmpty();
  }

  @Test
  void onlyItsOwnerWritesAndOnlyItsGroupReads() throws IOException {
    write(RecordLimits.DEFAULT, INTERVALS.subList(0, 1));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(records())))
        .isIn("rwxr-x---", "rwx------"); // the umask may take more away
    Path file = RecordFiles.in(records()).getFirst().path();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isIn("rw-r-----", "rw-------");
  }

  @Test
  void startsAFileWhenOneIsLargeEnough() throws IOException {
    RecordLimits small = new RecordLimits(10_000, Duration.ofDays(1), 8 << 20, Duration.ofDays(1));
    write(small, INTERVALS);
    List<RecordFiles.Entry> files = RecordFiles.in(records());
    assertThat(files.size()).isGreaterThan(2);
    assertThat(read(RecordType.SUMMARY)).hasSize(INTERVALS.size());
    List<SmfRecord> definitions =
        read(RecordType.DOCUMENT).stream().filter(r -> isDefinition(r)).toList();
    assertThat(definitions).as("each file can be read alone").hasSameSizeAs(files);
  }

  private static boolean isDefinition(SmfRecord record) {
    try {
      return record.section(io.openwlm.record.smf.DecisionLayouts.DOC).number("KIND") == 3;
    } catch (io.openwlm.record.smf.BadRecord e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void startsAFileWhenOneIsOldEnough() throws IOException {
    write(new RecordLimits(1 << 20, Duration.ofSeconds(6), 8 << 20, Duration.ofDays(1)), INTERVALS);
    assertThat(RecordFiles.in(records()).size()).isGreaterThan(2);
  }

  @Test
  void removesTheOldestFilesAndNothingElse() throws IOException {
    Files.createDirectory(
        records(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path other = records().resolve("notes.txt");
    Files.writeString(other, "mine");
    Path target = home.resolve("target");
    Files.writeString(target, "x".repeat(100_000));
    Path link = records().resolve(RecordFiles.name(0, 1));
    Files.createSymbolicLink(link, target);
    RecordLimits small = new RecordLimits(10_000, Duration.ofDays(1), 40_000, Duration.ofDays(1));
    write(small, INTERVALS);
    long total = RecordFiles.in(records()).stream().mapToLong(RecordFiles.Entry::bytes).sum();
    assertThat(total).isLessThanOrEqualTo(40_000 + 20_000);
    assertThat(log).isNotEmpty().allMatch(line -> line.startsWith("WLM0604I records: removed"));
    assertThat(other).exists();
    assertThat(target).exists();
    assertThat(Files.isSymbolicLink(link)).isTrue();
  }

  @Test
  void removesFilesThatAreOlderThanKept() throws IOException {
    write(RecordLimits.DEFAULT, INTERVALS.subList(0, 1));
    Path old = RecordFiles.in(records()).getFirst().path();
    Files.setLastModifiedTime(
        old,
        java.nio.file.attribute.FileTime.fromMillis(
            System.currentTimeMillis() - Duration.ofDays(15).toMillis()));
    write(RecordLimits.DEFAULT, INTERVALS.subList(1, 2));
    assertThat(old).doesNotExist();
  }

  @Test
  void neverFollowsAPlantedLink() throws IOException {
    Path victim = home.resolve("victim");
    Files.writeString(victim, "precious");
    Files.createDirectory(
        records(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    String name = RecordFiles.name(INTERVALS.getFirst().endEpochMillis(), 1);
    Files.createSymbolicLink(records().resolve(name), victim);
    Files.createSymbolicLink(
        records().resolve(RecordFiles.name(INTERVALS.getFirst().endEpochMillis(), 2)),
        home.resolve("not-there"));
    write(RecordLimits.DEFAULT, INTERVALS);
    assertThat(victim).hasContent("precious");
    assertThat(home.resolve("not-there")).doesNotExist();
    assertThat(RecordFiles.in(records()))
        .singleElement()
        .matches(f -> f.number() == 3 && Files.isRegularFile(f.path(), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void refusesADirectoryThatIsALinkOrThatOthersMayWrite() throws IOException {
    Path open = home.resolve("open");
    Files.createDirectory(open);
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link = home.resolve("link");
    Files.createSymbolicLink(link, open);
    for (Path bad : List.of(open, link)) {
      assertThatThrownBy(() -> RecordWriter.open(bad, RecordLimits.DEFAULT, log::add))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aFullQueueDropsAndCountsAndNeverWaits() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch entered = new CountDownLatch(1);
    // The writer's thread hangs in its log: the directory vanished under it, so it has to complain.
    RecordWriter writer =
        RecordWriter.open(
            records(),
            RecordLimits.DEFAULT,
            line -> {
              log.add(line);
              entered.countDown();
              try {
                stuck.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Files.delete(records());
    writer.accept(INTERVALS.getFirst());
    entered.await();
    int more = 10;
    for (int i = 0; i < RecordWriter.QUEUE + more; i++) {
      writer.accept(INTERVALS.get(1)); // returns although nobody takes any
    }
    assertThat(writer.dropped()).isEqualTo(more);
    stuck.countDown();
    writer.close();
    assertThat(log).anyMatch(line -> line.startsWith("WLM0601E records cannot be written"));
    assertThat(log).anyMatch(line -> line.contains("10 interval records were dropped"));
  }

  @Test
  void goesOnWhenTheDirectoryIsBack() throws Exception {
    RecordWriter writer = RecordWriter.open(records(), RecordLimits.DEFAULT, log::add);
    Files.delete(records());
    writer.waiting().accept(INTERVALS.getFirst());
    while (log.isEmpty()) {
      Thread.onSpinWait();
    }
    Files.createDirectory(records());
    writer.waiting().accept(INTERVALS.get(1));
    writer.close();
    assertThat(log.getLast()).startsWith("WLM0602I records are written again; 1 interval");
    assertThat(read(RecordType.SUMMARY)).hasSize(1);
  }

  @Test
  void sumsCountersBeforeItDivides() throws IOException {
    write(RecordLimits.DEFAULT, INTERVALS);
    WorkloadActivity activity = new WorkloadActivity();
    new RecordArchive(List.of(records())).scan(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, activity);
    WorkloadActivity.Row shop = activity.rows().getFirst();
    assertThat(shop.names().serviceClass()).isEqualTo("ONLINE-SHOP");
    double ended = 0;
    double sum = 0;
    double usage = 0;
    for (IntervalRecord interval : INTERVALS) {
      var m = interval.measurement().classes().getFirst();
      ended += m.completions();
      sum += java.util.Objects.requireNonNull(m.transactions().ended()).sumNanos() / 1e9;
      usage += m.usageNanos() / 1e9;
    }
    assertThat(shop.intervals()).isEqualTo(INTERVALS.size());
    assertThat(shop.counters().ended()).isEqualTo(ended);
    assertThat(shop.counters().meanSeconds())
        .isCloseTo(sum / ended, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(shop.counters().cpuSeconds())
        .isCloseTo(usage, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(activity.rows().get(1).group()).isEqualTo("GROUP, max 150 CPs x 100");
  }
}
