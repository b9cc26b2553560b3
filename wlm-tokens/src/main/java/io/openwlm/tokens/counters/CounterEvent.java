package io.openwlm.tokens.counters;

import java.util.Locale;

/** What a reader of a counter file counts, beside tokens. */
public enum CounterEvent {
  COUNTED,
  /** Its id was counted before. */
  DUPLICATE,
  /** Counted in the window of now, because its time is too far away. */
  OUT_OF_TIME,
  /** No record: torn, not JSON, a number out of range, a wrong checksum. */
  BAD_LINE,
  /** Of another class or agent than the file's: refused. */
  FOREIGN,
  /** Sequence numbers that are missing. */
  MISSING,
  /** The file got shorter; it is read from its beginning. */
  TRUNCATED,
  /** Another file has its inode, or its content was replaced; it is read from its beginning. */
  REPLACED,
  /** Another file has its name; the old one was read to its end. */
  ROTATED,
  /**
   * Another file has its name, and the old one is gone before it was read to its end; or one in
   * between was packed before it was read.
   */
  LOST,
  /** It cannot be read, or anyone may write to it. */
  UNREADABLE;

  /** As readers see it: {@code bad-line}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
