package io.openwlm.sysplex;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.ActivationEntry;
import io.openwlm.core.port.StoreFailure;
import io.openwlm.core.port.StoredRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of a log: a state that was there, or a refusal in words. */
class DamagedLogProperties {
  private static final int CASES = 250;

  @TempDir Path dir;
  private byte[] whole = {};
  private final List<Long> ends = new ArrayList<>();
  private final List<State> states = new ArrayList<>();

  private record State(List<StoredRevision> revisions, List<ActivationEntry> activations) {
    static State of(EmbeddedCoupleDataSet store) {
      return new State(store.revisions(), store.activations());
    }
  }

  @BeforeEach
  void write() throws IOException {
    Path couple = dir.resolve("whole");
    Path log = couple.resolve("couple.log");
    try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple)) {
      note(log, store);
      for (int i = 1; i <= 6; i++) {
        Samples.append(store, "text " + i + "\n".repeat(i));
        note(log, store);
        Samples.activate(store, i % 2 == 0 ? "DAY" : "NIGHT", i);
        note(log, store);
      }
    }
    whole = Files.readAllBytes(log);
  }

  private void note(Path log, EmbeddedCoupleDataSet store) throws IOException {
    ends.add(Files.size(log));
    states.add(State.of(store));
  }

  /** The random source of one case; {@code -Dwlm.seed} runs one case alone. */
  private static List<Long> seeds() {
    String one = System.getProperty("wlm.seed");
    if (one != null) {
      return List.of(Long.parseLong(one));
    }
    List<Long> all = new ArrayList<>();
    for (long seed = 1; seed <= CASES; seed++) {
      all.add(seed);
    }
    return all;
  }

  private Path store(long seed, byte[] bytes) throws IOException {
    Path couple = Files.createDirectory(dir.resolve("case-" + seed));
    Files.write(couple.resolve("couple.log"), bytes);
    return couple;
  }

  @Test
  void aLogCutOffAnywhereGivesTheLastWholeState() throws IOException {
    for (long seed : seeds()) {
      int length = new Random(seed).nextInt(whole.length + 1);
      Path couple = store(seed, Arrays.copyOf(whole, length));
      int expected = (int) ends.stream().filter(end -> end <= length).count() - 1;
      try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple)) {
        assertThat(State.of(store))
            .as("-Dwlm.seed=%d, %d bytes", seed, length)
            .isEqualTo(states.get(Math.max(0, expected)));
        Samples.append(store, "goes on");
      }
      EmbeddedCoupleDataSet.open(couple).close();
    }
  }

  @Test
  void flippedBitsGiveAStateThatWasThereOrARefusal() throws IOException {
    int refused = 0;
    int opened = 0;
    for (long seed : seeds()) {
      Random random = new Random(seed);
      byte[] bytes = whole.clone();
      int at = random.nextInt(bytes.length);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        at = Math.min(bytes.length - 1, at + random.nextInt(40));
      }
      if (Arrays.equals(bytes, whole)) {
        continue;
      }
      Path couple = store(seed, bytes);
      try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple)) {
        opened++;
        assertThat(states).as("-Dwlm.seed=%d", seed).contains(State.of(store));
        assertThat(store.notes()).as("-Dwlm.seed=%d", seed).isNotEmpty();
      } catch (StoreFailure e) {
        refused++;
        assertThat(e.text()).as("-Dwlm.seed=%d", seed).contains("couple.log", "record");
        assertThat(couple.resolve("couple.log")).hasBinaryContent(bytes);
      }
    }
    if (System.getProperty("wlm.seed") == null) {
      assertThat(refused).isPositive();
      assertThat(opened).isPositive();
    }
  }

  @Test
  void randomBytesAreNeverTakenForAState() throws IOException {
    for (long seed : seeds().subList(0, Math.min(50, seeds().size()))) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(4000)];
      random.nextBytes(bytes);
      byte[] both = Arrays.copyOf(whole, whole.length + bytes.length);
      System.arraycopy(bytes, 0, both, whole.length, bytes.length);
      Path couple = store(seed, random.nextBoolean() ? both : bytes);
      try (EmbeddedCoupleDataSet store = EmbeddedCoupleDataSet.open(couple)) {
        assertThat(State.of(store)).isIn(states.getFirst(), states.getLast());
      }
    }
  }
}
