package io.openwlm.record.read;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.TextParts;

/** A text of the records, still compressed. Immutable. */
public final class StoredText {
  private final TextParts.Kind kind;
  private final long id;
  private final long epochMillis;
  private final byte[] small;
  private final long fullBytes;

  StoredText(TextParts.Kind kind, long id, long epochMillis, byte[] small, long fullBytes) {
    this.kind = kind;
    this.id = id;
    this.epochMillis = epochMillis;
    this.small = small;
    this.fullBytes = fullBytes;
  }

  public TextParts.Kind kind() {
    return kind;
  }

  /** Number of the interval or decision. */
  public long id() {
    return id;
  }

  /** End of the interval that it was written with. */
  public long epochMillis() {
    return epochMillis;
  }

  public String text() throws BadRecord {
    return TextParts.text(small, fullBytes);
  }
}
