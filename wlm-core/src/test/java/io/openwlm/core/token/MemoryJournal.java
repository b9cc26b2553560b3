package io.openwlm.core.token;

import io.openwlm.core.port.TokenJournal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A journal in memory that outlives the ledgers that use it, and can be made to fail. */
final class MemoryJournal implements TokenJournal {
  final List<byte[]> records = new ArrayList<>();
  boolean fails;

  @Override
  public boolean append(byte[] record, int length) {
    if (!fails) {
      records.add(Arrays.copyOf(record, length));
    }
    return !fails;
  }

  @Override
  public boolean force() {
    return !fails;
  }

  @Override
  public void rotate() {
    records.clear();
  }

  @Override
  public boolean healthy() {
    return !fails;
  }
}
