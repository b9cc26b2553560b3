package io.openwlm.core.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.environment.WorkOverrides.Member;
import io.openwlm.core.environment.WorkOverrides.Order;
import io.openwlm.core.environment.WorkOverrides.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkOverridesTest {
  private final WorkOverrides overrides = new WorkOverrides();
  private final Map<Integer, Seen> running = new HashMap<>();

  private void run(int pid, int parent) {
    run(pid, parent, "/old");
  }

  private void run(int pid, int parent, String group) {
    running.put(pid, new Seen(member(pid), parent, group));
  }

  private static Member member(int pid) {
    return new Member(pid, 7);
  }

  private void reset(int pid, String serviceClass) {
    overrides.put(new Order(member(pid), "job", serviceClass, false, "root", 1));
    look();
  }

  private void look() {
    overrides.look(List.copyOf(running.values()));
  }

  private String classOf(int pid) {
    return String.valueOf(overrides.classOf(member(pid)));
  }

  @Test
  void takesAProcessAndItsDescendants() {
    run(10, 1);
    run(11, 10);
    run(12, 11);
    run(20, 1);
    reset(10, "LOW");
    assertThat(List.of(classOf(10), classOf(11), classOf(12), classOf(20)))
        .containsExactly("LOW", "LOW", "LOW", "null");
    run(13, 12);
    look();
    assertThat(classOf(13)).as("born later").isEqualTo("LOW");
    assertThat(overrides.units().getFirst().processes()).isEqualTo(4);
  }

  @Test
  void aDescendantStaysWhenItsParentEnds() {
    run(10, 1);
    run(11, 10);
    reset(10, "LOW");
    running.remove(10);
    run(11, 1);
    look();
    assertThat(classOf(11)).isEqualTo("LOW");
    running.remove(11);
    look();
    assertThat(overrides.isEmpty()).as("the unit has ended").isTrue();
  }

  @Test
  void aRecycledProcessIdIsNotHit() {
    run(10, 1);
    reset(10, "LOW");
    running.put(10, new Seen(new Member(10, 8), 1, "/old"));
    look();
    assertThat(overrides.isEmpty()).isTrue();
    assertThat(overrides.classOf(new Member(10, 8))).isNull();
  }

  @Test
  void aResetOfADescendantTakesItsOwnDescendantsOut() {
    run(10, 1);
    run(11, 10);
    run(12, 11);
    reset(10, "LOW");
    reset(11, "HIGH");
    assertThat(List.of(classOf(10), classOf(11), classOf(12)))
        .containsExactly("LOW", "HIGH", "HIGH");
    assertThat(overrides.rootOf(member(12))).isEqualTo(member(11));
    overrides.remove(member(11));
    look();
    assertThat(classOf(12)).as("again under the outer one").isEqualTo("LOW");
  }

  @Test
  void whatComesBackIsKnownByWhereItCameFrom() {
    run(10, 1, "/a");
    run(11, 10, "/b");
    reset(10, "LOW");
    run(10, 1, "/low");
    run(11, 10, "/low");
    run(12, 11, "/low");
    look();
    reset(10, "LOWER");
    assertThat(overrides.remove(member(10))).isTrue();
    assertThat(overrides.originOf(member(10))).isEqualTo("/a");
    assertThat(overrides.originOf(member(11))).isEqualTo("/b");
    assertThat(overrides.originOf(member(12))).as("as its parent").isEqualTo("/b");
    overrides.returned(member(10));
    overrides.returned(member(11));
    overrides.returned(member(12));
    assertThat(overrides.isEmpty()).isTrue();
  }

  @Test
  void anActivationThatDropsTheClassEndsTheOverride() {
    run(10, 1);
    run(20, 1);
    reset(10, "LOW");
    reset(20, "KEPT");
    assertThat(overrides.retain("KEPT"::equals))
        .extracting(Order::serviceClass)
        .containsOnly("LOW");
    assertThat(classOf(10)).isEqualTo("null");
    assertThat(overrides.originOf(member(10))).isEqualTo("/old");
    assertThat(classOf(20)).isEqualTo("KEPT");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void membersRunAndBelongToOneUnitWhateverHappens(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 500; step++) {
      int pid = 2 + random.nextInt(30);
      switch (random.nextInt(5)) {
        case 0 -> running.remove(pid);
        case 1 -> reset(pid, "C" + random.nextInt(3));
        case 2 -> overrides.remove(member(pid));
        case 3 -> overrides.retain(name -> !name.equals("C0"));
        default ->
            running.put(
                pid,
                new Seen(new Member(pid, 7 + random.nextInt(2)), 1 + random.nextInt(30), "/g"));
      }
      look();
      Set<Member> alive = new HashSet<>();
      running.values().forEach(seen -> alive.add(seen.member()));
      int counted = overrides.units().stream().mapToInt(u -> u.processes()).sum();
      List<Member> overridden =
          new ArrayList<>(alive.stream().filter(m -> overrides.classOf(m) != null).toList());
      assertThat(counted).as("seed %d step %d", seed, step).isEqualTo(overridden.size());
      assertThat(overridden).noneMatch(m -> overrides.originOf(m) != null);
    }
  }
}
