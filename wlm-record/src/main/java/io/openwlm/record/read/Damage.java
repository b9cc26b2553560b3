package io.openwlm.record.read;

import java.nio.file.Path;

/**
 * Bytes of a file that are no record.
 *
 * @param record number of the record that should be there, from 1
 * @param offset where it should start
 * @param bytes passed over, 0 if the record was read and only its contents are bad
 * @param reason in a few words
 * @param tail true if nothing that can be read follows in the file
 */
public record Damage(Path file, long record, long offset, long bytes, String reason, boolean tail) {

  /** For people, in a sentence. */
  public String text() {
    String where =
        file.getFileName() + ": record " + record + " at offset " + offset + ": " + reason;
    if (tail) {
      return where
          + "; its last "
          + bytes
          + " bytes cannot be read, the "
          + (record - 1)
          + " records before them can (a daemon that was killed, or one that is writing now)";
    }
    return bytes == 0
        ? where + "; it is left out"
        : where + "; " + bytes + " bytes passed over, reading goes on behind them";
  }
}
