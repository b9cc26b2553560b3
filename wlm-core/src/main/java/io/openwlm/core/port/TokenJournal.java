package io.openwlm.core.port;

/**
 * Where the ledger writes what it did, record after record. Records are opaque here; they come back
 * in the same order after a restart. Appending never waits for a disk: a record is durable when its
 * group is, a few milliseconds later.
 */
public interface TokenJournal {

  /** A journal that keeps nothing and never fails: for simulations. */
  TokenJournal NONE =
      new TokenJournal() {
        @Override
        public boolean append(byte[] record, int length) {
          return true;
        }

        @Override
        public boolean force() {
          return true;
        }

        @Override
        public void rotate() {}

        @Override
        public boolean healthy() {
          return true;
        }
      };

  /**
   * Takes a record. Never waits and allocates nothing in steady state.
   *
   * @param record its first {@code length} bytes are copied
   * @return false if it was not taken: the disk failed or is too slow; then {@link #healthy} is
   *     false as well
   */
  boolean append(byte[] record, int length);

  /**
   * Waits until everything appended so far is durable. Not for the admission path.
   *
   * @return false if that is not so
   */
  boolean force();

  /**
   * Begins a new generation: what is appended from now on comes after a snapshot of this moment,
   * which whoever asked the ledger for it will write. Never waits.
   */
  void rotate();

  /** False while records cannot be written. */
  boolean healthy();
}
