package io.openwlm.core.token;

import org.jspecify.annotations.Nullable;

/** Kinds of records in the ledger's journal. Codes are on disk: never change one. */
enum LedgerRecord {
  /** The budgets that the records after it call by number. */
  BUDGETS(1),
  RESERVE(2),
  EXTEND(3),
  /** The end of a hold, by settlement or at its deadline; complete without the hold's record. */
  SETTLE(4),
  RELEASE(5),
  /** Use that did not pass the proxy. */
  SPEND(6),
  INCREASE(7),
  STOP(8),
  GO(9),
  /** The ledger's clocks at a tick. */
  TIME(10),
  /** All accounts: the content of a snapshot. */
  SNAPSHOT(11),
  /** Where a reader of other files stands, with the use that it had read until there. */
  CHECKPOINT(12),
  /** What was learned about the calls of one class to one model, all of it. */
  ESTIMATES(13);

  private final int code;

  LedgerRecord(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static @Nullable LedgerRecord of(int code) {
    for (LedgerRecord kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    return null;
  }
}
