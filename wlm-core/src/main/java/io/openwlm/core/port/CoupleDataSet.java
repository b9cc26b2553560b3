package io.openwlm.core.port;

import java.util.List;
import java.util.Optional;

/**
 * The shared memory of all systems of a sysplex about definitions and policies: an append-only
 * chain of revisions, and a log of activations. Both change by compare-and-set only, so a directory
 * of one system and a distributed store give the same promises: nothing that was acknowledged is
 * lost, all systems see the same order, and the newest activation is the only one in force.
 *
 * <p>Safe to call from any thread. Methods may wait for a disk or a network, so the cycle's thread
 * never calls them. Every method throws {@link StoreFailure} if the store cannot do its work; after
 * a failed change the store may or may not hold it when it is opened the next time.
 */
public interface CoupleDataSet {

  /** The revisions that are kept, newest first. */
  List<StoredRevision> revisions();

  /** The newest revision. */
  default Optional<StoredRevision> newest() {
    return revisions().stream().findFirst();
  }

  /** The canonical text of a revision's definition; empty if there is none of that number. */
  Optional<String> text(long revision);

  /** The activation entries that are kept, newest first; the first one says what is in force. */
  List<ActivationEntry> activations();

  /** The entry that says what is in force; empty if nothing was ever activated. */
  default Optional<ActivationEntry> activation() {
    return activations().stream().findFirst();
  }

  /**
   * Appends a revision if it follows the newest one: its number is one more and its {@code
   * previousHash} is the newest hash. It is durable when this returns true.
   *
   * @return false if another revision was appended since; then nothing is changed
   */
  boolean append(StoredRevision revision, String text);

  /**
   * Appends an activation entry if its epoch is one more than the newest. It is durable when this
   * returns true.
   *
   * @return false if another entry was recorded since; then nothing is changed
   */
  boolean record(ActivationEntry entry);
}
