package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.json.StatusJson;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.record.read.History;
import io.openwlm.record.read.RecordArchive;
import io.openwlm.record.write.RecordLimits;
import io.openwlm.record.write.RecordWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replay shows what readers saw. */
class HistoryTest {
  @TempDir private Path home;

  @Test
  void everyPictureComesBackWithItsDecisionsAndWhatFollowed() throws Exception {
    List<IntervalRecord> intervals = Intervals.of("slow-ramp.yaml");
    try (RecordWriter writer =
        RecordWriter.open(home.resolve("r"), RecordLimits.DEFAULT, line -> {})) {
      intervals.forEach(writer.waiting()::accept);
    }
    History history =
        History.load(
            new RecordArchive(List.of(home.resolve("r"))), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);
    assertThat(history.damage()).isEmpty();
    assertThat(history.size()).isEqualTo(intervals.size());
    assertThat(history.definitions()).isNotEmpty();
    int followed = 0;
    for (int i = 0; i < intervals.size(); i++) {
      ManagerStatus published = intervals.get(i).status();
      // Through JSON, too: its numbers may differ in the last digit.
      ManagerStatus expected = StatusJson.read(StatusJson.write(published));
      assertThat(history.status(i)).as("picture %s", i).isEqualTo(expected);
      followed += (int) expected.decisions().stream().filter(d -> d.after().size() == 2).count();
    }
    assertThat(followed).as("decisions that had a result").isPositive();
    assertThat(history.indexAt(history.epochMillis(5))).isEqualTo(5);
    assertThat(history.indexAt(history.epochMillis(5) - 1)).isEqualTo(4);
    assertThat(history.indexAt(0)).isEqualTo(-1);
  }
}
