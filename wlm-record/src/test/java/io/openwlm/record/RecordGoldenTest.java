package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.write.IntervalFormatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bytes of the records of one interval, to the last bit. Texts are left out: zlib may compress
 * otherwise in another Java.
 */
class RecordGoldenTest {
  private static final Path FILE = Path.of("src/test/resources/golden/interval.hex");

  @Test
  void bytesOfAnIntervalStayAsTheyAre() throws Exception {
    List<String> lines = new ArrayList<>();
    for (byte[] bytes : new IntervalFormatter().records(HandMade.interval())) {
      SmfRecord record = SmfRecord.of(bytes);
      if (record.type() != RecordType.DOCUMENT) {
        lines.add("# type " + record.type().type() + "." + record.type().subtype());
        for (int at = 0; at < bytes.length; at += 32) {
          lines.add(HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + 32)));
        }
      }
    }
    if ("write".equals(System.getProperty("wlm.golden"))) {
      Files.write(FILE, lines);
    }
    assertThat(lines)
        .as("%s (rewrite with -Dwlm.golden=write)", FILE)
        .isEqualTo(Files.readAllLines(FILE));
  }
}
