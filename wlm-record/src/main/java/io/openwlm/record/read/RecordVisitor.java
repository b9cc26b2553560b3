package io.openwlm.record.read;

import io.openwlm.record.smf.BadRecord;
import io.openwlm.record.smf.SmfRecord;
import java.nio.file.Path;

/** Looks at records, one after the other. */
public interface RecordVisitor {

  /**
   * A record that is whole.
   *
   * @param number in its file, from 1
   * @param offset in its file
   * @throws BadRecord if what is in it cannot be; it is told as damage, and the next one comes
   */
  void visit(SmfRecord record, Path file, long number, long offset) throws BadRecord;

  /** Bytes that are no record, or a record whose contents cannot be. */
  void damaged(Damage damage);
}
