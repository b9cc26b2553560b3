package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoredRevision;

/** What one record of the log says. */
sealed interface LogRecord {

  /**
   * The first record of a log.
   *
   * @param version of the format
   * @param note what was left out when the log was written anew; empty for a new one
   */
  record Format(int version, String note) implements LogRecord {
    static final int VERSION = 1;
  }

  record Installed(StoredRevision revision, String text) implements LogRecord {}

  record Activated(ActivationEntry entry) implements LogRecord {}
}
