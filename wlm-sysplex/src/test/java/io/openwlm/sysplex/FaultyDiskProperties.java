package io.openwlm.sysplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import io.openwlm.sysplex.EmbeddedCoupleDataSet.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails once, anywhere: what was acknowledged is there, what was refused may be. */
class FaultyDiskProperties {
  private static final int CASES = 250;
  private static final Limits LIMITS = new Limits(4, 4, 1 << 20);

  @TempDir Path dir;

  @Test
  void oneFaultLosesNothingThatWasAcknowledged() throws IOException {
    String one = System.getProperty("wlm.seed");
    List<Long> seeds = new ArrayList<>();
    for (long seed = 1; seed <= CASES; seed++) {
      seeds.add(seed);
    }
    int faults = 0;
    for (long seed : one == null ? seeds : List.of(Long.parseLong(one))) {
      faults += run(seed);
    }
    assertThat(faults).isGreaterThan(one == null ? CASES / 2 : -1);
  }

  private int run(long seed) throws IOException {
    Random random = new Random(seed);
    Path couple = dir.resolve("case-" + seed);
    FaultyFiles files = new FaultyFiles(DiskFiles.writable(couple), random.nextInt(120), random);
    String revision = StoredRevision.NONE;
    long epoch = 0;
    Set<String> perhaps = new HashSet<>();
    long perhapsEpoch = 0;
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(files, null, LIMITS)) {
      for (int i = 0; i < 40; i++) {
        if (random.nextInt(3) > 0 || store.newest().isEmpty()) {
          StoredRevision next = Samples.next(store, "text " + i);
          try {
            assertThat(store.append(next, "text " + i)).isTrue();
            revision = next.hash();
            perhaps.clear();
          } catch (StoreFailure e) {
            perhaps.add(next.hash());
          }
        } else {
          ActivationEntry next = Samples.activation(store, "DAY", store.newest().get().number());
          try {
            assertThat(store.record(next)).isTrue();
            epoch = next.epoch();
            perhapsEpoch = 0;
          } catch (StoreFailure e) {
            perhapsEpoch = next.epoch();
          }
        }
        assertThat(store.newest().map(StoredRevision::hash).orElse(StoredRevision.NONE))
            .as("-Dwlm.seed=%d", seed)
            .isEqualTo(revision);
      }
    } catch (IOException | StoreFailure e) {
      assertThat(epoch).as("failed to open, before anything").isZero();
    }
    perhaps.add(revision);
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple, LIMITS)) {
      assertThat(store.newest().map(StoredRevision::hash).orElse(StoredRevision.NONE))
          .as("-Dwlm.seed=%d", seed)
          .isIn(perhaps);
      assertThat(store.activation().map(ActivationEntry::epoch).orElse(0L))
          .as("-Dwlm.seed=%d", seed)
          .isIn(epoch, Math.max(epoch, perhapsEpoch));
      store.revisions().forEach(r -> assertThat(store.text(r.number())).isPresent());
      Samples.append(store, "goes on");
    }
    return files.faults;
  }
}
