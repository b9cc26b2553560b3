package io.openwlm.core.policy;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.CoupleDataSet;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A couple data set in memory; it outlives the desks that use it, and can be made to fail. */
final class MemoryCoupleDataSet implements CoupleDataSet {
  private final List<StoredRevision> revisions = new ArrayList<>();
  private final Map<Long, String> texts = new HashMap<>();
  private final List<ActivationEntry> activations = new ArrayList<>();
  boolean fails;

  @Override
  public synchronized List<StoredRevision> revisions() {
    return List.copyOf(revisions.reversed());
  }

  @Override
  public synchronized Optional<String> text(long revision) {
    return Optional.ofNullable(texts.get(revision));
  }

  @Override
  public synchronized List<ActivationEntry> activations() {
    return List.copyOf(activations.reversed());
  }

  @Override
  public synchronized boolean append(StoredRevision revision, String text) {
    fail();
    String hash = revisions.isEmpty() ? StoredRevision.NONE : revisions.getLast().hash();
    if (revision.number() != revisions.size() + 1 || !revision.previousHash().equals(hash)) {
      return false;
    }
    revisions.add(revision);
    texts.put(revision.number(), text);
    return true;
  }

  @Override
  public synchronized boolean record(ActivationEntry entry) {
    fail();
    if (entry.epoch() != activations.size() + 1) {
      return false;
    }
    activations.add(entry);
    return true;
  }

  private void fail() {
    if (fails) {
      throw new StoreFailure("no space left");
    }
  }
}
