package io.openwlm.tokens.journal;

/**
 * What was found on the disk at the start.
 *
 * @param fresh true if there was nothing
 * @param records that were read after the snapshot
 * @param tornBytes of a last write that a crash cut off; that is no damage
 * @param damages places at which records were not whole, with whole ones after them
 * @param missing records that are gone in them
 * @param badSnapshots snapshots that were not whole, so that an older one was used
 * @param losses times at which totals showed that use or holds were missing; they were charged
 */
public record RecoveryReport(
    boolean fresh,
    long records,
    long tornBytes,
    int damages,
    long missing,
    int badSnapshots,
    int losses) {

  /** True if somebody must hear of it. */
  public boolean damaged() {
    return damages > 0 || missing > 0 || badSnapshots > 0 || losses > 0;
  }
}
