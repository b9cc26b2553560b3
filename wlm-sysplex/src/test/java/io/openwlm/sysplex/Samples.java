package io.openwlm.sysplex;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.ActivationEntry.Event;
import io.openwlm.core.port.ActivationEntry.Held;
import io.openwlm.core.port.ActivationEntry.Pending;
import io.openwlm.core.port.ActivationEntry.What;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.PolicyControl.Revision;
import io.openwlm.core.port.StoredRevision;

/** Entries for tests. */
final class Samples {
  private Samples() {}

  /** The revision that follows the newest one, with this text. */
  static StoredRevision next(CoupleDataSet store, String text) {
    StoredRevision newest = store.newest().orElse(null);
    long number = newest == null ? 1 : newest.number() + 1;
    Revision facts =
        new Revision(
            number, "", "PLANT", 1_800_000_000_000L + number, "ada", "HOST", "a\n\u00e9\".yaml");
    return StoredRevision.of(facts, newest == null ? StoredRevision.NONE : newest.hash(), text);
  }

  /** Appends a revision; answers its number. */
  static long append(CoupleDataSet store, String text) {
    StoredRevision revision = next(store, text);
    if (!store.append(revision, text)) {
      throw new AssertionError("not appended");
    }
    return revision.number();
  }

  /** The activation entry that follows the newest one. */
  static ActivationEntry activation(CoupleDataSet store, String policy, long revision) {
    long epoch = store.activation().map(ActivationEntry::epoch).orElse(0L) + 1;
    Held held = new Held(policy, "PLANT", revision, epoch % 3 == 0, 5, "ada", "HOST");
    Pending pending = epoch % 2 == 0 ? new Pending(99, 60, held) : null;
    return new ActivationEntry(epoch, new Event(What.ACTIVATED, 7, "ada", "HOST"), held, pending);
  }

  static ActivationEntry activate(CoupleDataSet store, String policy, long revision) {
    ActivationEntry entry = activation(store, policy, revision);
    if (!store.record(entry)) {
      throw new AssertionError("not recorded");
    }
    return entry;
  }
}
