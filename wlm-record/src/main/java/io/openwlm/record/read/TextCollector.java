package io.openwlm.record.read;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.DecisionLayouts;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.Section;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.smf.TextParts;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Joins the parts of long texts. The parts of a text follow one another in one file. */
public final class TextCollector {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long expected = 1;
  private long id;
  private long kind;

  /**
   * Takes the next record of a file.
   *
   * @return a text if this was its last part; empty for other records and other parts
   */
  public Optional<StoredText> next(SmfRecord record) throws BadRecord {
    if (record.type() != RecordType.DOCUMENT) {
      return Optional.empty();
    }
    Section doc = record.section(DecisionLayouts.DOC);
    Section data = record.section(DecisionLayouts.DATA);
    long part = doc.number("PART");
    if (part == 1) {
      bytes.reset();
      expected = 1;
      id = doc.number("DOID");
      kind = doc.number("KIND");
    }
    if (part != expected || doc.number("DOID") != id || doc.number("KIND") != kind) {
      expected = 0;
      throw new BadRecord("a part of its text is missing");
    }
    expected++;
    bytes.writeBytes(data.bytes());
    if (bytes.size() > TextParts.MAX_BYTES) {
      expected = 0;
      throw new BadRecord("its text is too long");
    }
    if (part < doc.number("PRTS")) {
      return Optional.empty();
    }
    TextParts.Kind known = known(kind);
    if (known == null || bytes.size() != doc.number("SIZE")) {
      throw new BadRecord("its text is not what it says");
    }
    return Optional.of(
        new StoredText(known, id, record.epochMillis(), bytes.toByteArray(), doc.number("FULL")));
  }

  private static TextParts.@Nullable Kind known(long number) {
    for (TextParts.Kind each : TextParts.Kind.values()) {
      if (each.number() == number) {
        return each;
      }
    }
    return null;
  }
}
