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
        public long rotate() {
          return 0;
        }

        @Override
        public boolean keep(long generation, byte[] snapshot) {
          return true;
        }

        @Override
        public boolean healthy() {
          return true;
        }
      };

  /**
   * Takes a record. Never waits and allocates nothing in steady state.
   *
   * @param record its first {@code length} bytes are copied
   * @return false if it was not taken: the disk failed or is too slow
   */
  boolean append(byte[] record, int length);

  /**
   * Waits until everything appended so far is durable. Not for the admission path.
   *
   * @return false if that is not so
   */
  boolean force();

  /**
   * Starts a new generation: what is appended from now on comes after the snapshot that {@link
   * #keep} will bring. Never waits.
   *
   * @return its number
   */
  long rotate();

  /**
   * Writes the snapshot of the moment of {@link #rotate}; older generations go when it is durable.
   * Waits for the disk.
   *
   * @return false if it could not be written; the older generations stay
   */
  boolean keep(long generation, byte[] snapshot);

  /** False while records cannot be written. */
  boolean healthy();
}
