package io.openwlm.core.token;

/**
 * What service classes learned about models, as bytes, so that a ledger that begins anew does not
 * hold a token for each byte again. A class that no agent names any more is left out.
 */
final class Estimates {
  private Estimates() {}

  /** All of them. */
  static void writeAll(LedgerBooks books, RecordBuffer out) {
    long count = 0;
    for (var models : books.models().values()) {
      count += models.size();
    }
    out.number(count);
    books
        .models()
        .forEach((serviceClass, models) ->
            models.forEach((model, learned) -> write(serviceClass, model, learned.history(), out)));
  }

  static void write(String serviceClass, String model, CallHistory history, RecordBuffer out) {
    out.text(serviceClass).text(model);
    history.save(out);
  }

  /** What {@link #writeAll} wrote. */
  static void readAll(RecordReader in, LedgerBooks into) {
    int count = in.count(1);
    for (int i = 0; i < count; i++) {
      read(in, into);
    }
  }

  /** What {@link #write} wrote. */
  static void read(RecordReader in, LedgerBooks into) {
    into.learned(in.name(), in.name(), CallHistory.saved(in));
  }
}
