package io.openwlm.core.policy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import java.util.List;
import java.util.Optional;

/** Stands for a couple data set that cannot be read: holds nothing and takes nothing. */
public final class UnreadableCoupleDataSet implements CoupleDataSet {
  private final String reason;

  /**
   * @param reason what is wrong and what to do, for people
   */
  public UnreadableCoupleDataSet(String reason) {
    this.reason = reason;
  }

  @Override
  public List<StoredRevision> revisions() {
    return List.of();
  }

  @Override
  public Optional<String> text(long revision) {
    return Optional.empty();
  }

  @Override
  public List<ActivationEntry> activations() {
    return List.of();
  }

  @Override
  public boolean append(StoredRevision revision, String text) {
    throw new StoreFailure(reason);
  }

  @Override
  public boolean record(ActivationEntry entry) {
    throw new StoreFailure(reason);
  }
}
