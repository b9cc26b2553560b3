package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.decision.ReasonCode;
import io.openwlm.record.smf.Field;
import io.openwlm.record.smf.HeaderLayouts;
import io.openwlm.record.smf.Layout;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.TraceCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * docs/records.md has every field that is written, with its offset, and every number of a reason.
 */
class RecordsDocTest {

  @Test
  void everyFieldThatIsFilledIsInTheDocs() throws Exception {
    String text = Files.readString(Path.of(System.getProperty("wlm.root"), "docs", "records.md"));
    List<Layout> layouts =
        new ArrayList<>(
            List.of(HeaderLayouts.STANDARD, HeaderLayouts.RMF_PRODUCT, HeaderLayouts.PRODUCT));
    for (RecordType type : RecordType.values()) {
      layouts.addAll(type.sections());
    }
    for (Layout layout : layouts) {
      boolean shown = !List.of("RTS", "SSS", "WRS", "DNS", "DATA").contains(layout.name());
      for (Field field : layout.fields()) {
        if (shown && !field.meaning().isEmpty()) {
          assertThat(text)
              .as("%s.%s", layout.name(), field.name())
              .contains(
                  "| " + field.offset() + " | " + field.length() + " | " + field.name() + " |");
        }
      }
    }
  }

  @Test
  void everyReasonHasANumberOfItsOwnThatIsInTheDocs() throws Exception {
    String text = Files.readString(Path.of(System.getProperty("wlm.root"), "docs", "records.md"));
    Set<Integer> numbers = new HashSet<>();
    for (ReasonCode reason : ReasonCode.values()) {
      assertThat(numbers.add(TraceCode.of(reason))).as(reason.name()).isTrue();
      assertThat(TraceCode.reason(TraceCode.of(reason))).contains(reason);
      assertThat(text).contains(TraceCode.of(reason) + " " + reason.name());
    }
  }
}
