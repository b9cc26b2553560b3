package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.json.StatusJson;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.read.ClassActivity;
import io.openwlm.record.read.Damage;
import io.openwlm.record.read.RecordScan;
import io.openwlm.record.read.RecordVisitor;
import io.openwlm.record.read.StoredText;
import io.openwlm.record.read.TextCollector;
import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.Layout;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.smf.TextParts;
import io.openwlm.record.write.IntervalFormatter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of a file, its whole records are read and nothing fails. */
class RecordReadingProperties {
  private static final long SEED = Long.getLong("wlm.seed", 20261121);
  private static final int TRIES = 400;
  private static final List<IntervalRecord> INTERVALS = new ArrayList<>();
  private static final List<byte[]> RECORDS = new ArrayList<>();
  private static byte[] whole = new byte[0];

  @TempDir private Path directory;

  @BeforeAll
  static void write() {
    INTERVALS.addAll(Intervals.small());
    IntervalFormatter formatter = new IntervalFormatter();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (IntervalRecord interval : INTERVALS) {
      for (byte[] record : formatter.records(interval)) {
        RECORDS.add(record);
        out.writeBytes(record);
      }
    }
    whole = out.toByteArray();
  }

  /** Reads everything that can be read, as the commands do. */
  private static final class Reading implements RecordVisitor {
    private final List<SmfRecord> records = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();
    private final List<StoredText> texts = new ArrayList<>();
    private final TextCollector collector = new TextCollector();

    @Override
    public void visit(SmfRecord record, Path file, long number, long offset) throws BadRecord {
      record.product();
      for (Layout layout : record.type().sections()) {
        record.sections(layout);
      }
      if (record.type() == RecordType.ACTIVITY) {
        ClassActivity.of(record);
      }
      StoredText text = collector.next(record).orElse(null);
      if (text != null) {
        text.text();
        texts.add(text);
      }
      records.add(record);
    }

    @Override
    public void damaged(Damage found) {
      damage.add(found);
      assertThat(found.text()).isNotEmpty();
    }
  }

  private Reading read(byte[] bytes) throws IOException {
    Path file = directory.resolve("some.smf");
    Files.write(file, bytes);
    Reading reading = new Reading();
    RecordScan.scan(file, reading);
    return reading;
  }

  @Test
  void readsBackWhatWasWritten() throws Exception {
    Reading reading = read(whole);
    assertThat(reading.damage).isEmpty();
    assertThat(reading.records).hasSameSizeAs(RECORDS);
    List<DecisionStatus> written =
        INTERVALS.stream()
            .flatMap(i -> i.decisions().stream())
            .map(d -> StatusJson.readDecision(StatusJson.write(d)))
            .toList();
    List<DecisionStatus> decisions = new ArrayList<>();
    int statuses = 0;
    for (StoredText text : reading.texts) {
      switch (text.kind()) {
        case DECISION -> decisions.add(StatusJson.readDecision(text.text()));
        case STATUS -> {
          IntervalRecord interval = INTERVALS.get(statuses++);
          ManagerStatus bare =
              interval
                  .status()
                  .with(
                      interval.status().classes().stream()
                          .map(c -> c.withHistory(List.of()))
                          .toList(),
                      List.of());
          // Through JSON, too: its numbers may differ in the last digit.
          assertThat(StatusJson.read(text.text()))
              .isEqualTo(StatusJson.read(StatusJson.write(bare)));
        }
        case DEFINITION -> assertThat(text.text()).contains("ONLINE-SHOP");
      }
    }
    assertThat(decisions).isNotEmpty().isEqualTo(written);
    assertThat(statuses).isEqualTo(INTERVALS.size());
  }

  @Test
  void aTornFileGivesAllRecordsBeforeTheTear() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      int length = random.nextInt(whole.length);
      Reading reading = read(Arrays.copyOf(whole, length));
      int kept = 0;
      int at = 0;
      while (at + RECORDS.get(kept).length <= length) {
        at += RECORDS.get(kept++).length;
      }
      assertThat(reading.records).as("seed %s, cut at %s", SEED, length).hasSize(kept);
      assertThat(reading.damage).hasSize(at == length ? 0 : 1);
      if (at != length) {
        Damage damage = reading.damage.getFirst();
        assertThat(damage.tail()).isTrue();
        assertThat(damage.record()).isEqualTo(kept + 1);
        assertThat(damage.offset()).isEqualTo(at);
      }
    }
  }

  @Test
  void changedBytesCostTheirRecordsOnly() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = whole.clone();
      int flips = 1 + random.nextInt(4);
      for (int k = 0; k < flips; k++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Reading reading = read(bytes);
      // A changed length may take the record behind it along, and a part of a text its other parts.
      assertThat(reading.records.size())
          .as("seed %s, try %s", SEED, i)
          .isGreaterThanOrEqualTo(RECORDS.size() - 3 * flips);
    }
  }

  @Test
  void garbageIsNoRecords() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      Reading reading = read(bytes);
      assertThat(reading.records).isEmpty();
      assertThat(reading.damage).hasSize(bytes.length == 0 ? 0 : 1);
    }
  }

  @Test
  void aRecordOfGarbageBehindAGoodHeaderIsRefused() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      byte[] bytes = RECORDS.get(random.nextInt(RECORDS.size())).clone();
      for (int at = 24; at < bytes.length; at++) {
        bytes[at] = (byte) random.nextInt(256);
      }
      Reading reading = read(bytes);
      assertThat(reading.records.size() + reading.damage.size()).isEqualTo(1);
    }
  }

  @Test
  void aTextThatGrowsTooLargeIsRefused() {
    byte[] bomb =
        TextParts.records(
                TextParts.Kind.STATUS,
                1,
                " ".repeat(TextParts.MAX_BYTES + 1),
                io.openwlm.record.smf.Section.empty(io.openwlm.record.smf.HeaderLayouts.PRODUCT),
                0,
                "H")
            .getFirst();
    TextCollector collector = new TextCollector();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> collector.next(SmfRecord.of(bomb)).orElseThrow().text())
        .isInstanceOf(BadRecord.class);
  }
}
