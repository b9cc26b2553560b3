package io.openwlm.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.WeightRange;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscretionaryDonorsTest {
  private static final long SECOND = Cases.SECOND;

  private final ServiceClass slow = goal("SLOW", new Goal.VelocityGoal(20));
  private final ServiceClass fast = goal("FAST", new Goal.VelocityGoal(60));
  private final ServiceClass report =
      goal("REPORT", new Goal.AverageResponseTimeGoal(120 * SECOND, 10));
  private final ServiceClass online = goal("ONLINE", new Goal.AverageResponseTimeGoal(SECOND, 50));
  private final ServiceClass batch = Cases.discretionary("BATCH", 1, 10_000);

  private static ServiceClass goal(String name, Goal goal) {
    HostBinding host =
        new HostBinding(
            new WeightRange(10, 10_000),
            new CgroupPath("/wlm/" + name),
            Placement.IN_PLACE,
            List.of());
    return ServiceClass.of(name, "", goal, new Importance(3), host);
  }

  private Situation situation(Seen... seen) {
    return Cases.situation(
        Cases.definition(slow, fast, report, online, batch),
        new int[] {100, 100, 100, 100, 100},
        seen);
  }

  private Situation allGood() {
    return situation(Seen.of(0.5), Seen.of(0.5), Seen.of(0.3), Seen.of(0.5), Seen.of(0.81));
  }

  @Test
  void onlyModestGoalsGiveTheBestOffFirst() {
    assertThat(DiscretionaryDonors.of(allGood(), Set.of())).containsExactly(2, 0);
  }

  @Test
  void workThatHasLittleToSpareDoesNotGive() {
    Situation s = situation(Seen.of(0.7), Seen.of(0.5), Seen.of(0.69), Seen.of(0.5), Seen.of(0.81));
    assertThat(DiscretionaryDonors.of(s, Set.of())).containsExactly(2);
  }

  @Test
  void workThatWasTouchedLatelyDoesNotGive() {
    assertThat(DiscretionaryDonors.of(allGood(), Set.of(2))).containsExactly(0);
  }

  @Test
  void smallConsumersAndWorkWithoutAnIndexDoNotGive() {
    Situation s =
        situation(
            new Seen(0.3, 0.005, 1),
            Seen.of(0.5),
            Seen.of(Double.NaN),
            Seen.of(0.5),
            Seen.of(0.81));
    assertThat(DiscretionaryDonors.of(s, Set.of())).isEmpty();
  }

  @Test
  void theLastClassWithAGoalIsLeftAlone() {
    Situation s =
        situation(
            Seen.of(0.4), new Seen(0.5, 0, 0), Seen.of(0.3), new Seen(0.5, 0, 0), Seen.of(0.81));
    assertThat(DiscretionaryDonors.of(s, Set.of())).containsExactly(2);
  }

  @Test
  void isWantedOnlyIfDiscretionaryWorkWaits() {
    assertThat(DiscretionaryDonors.areWanted(allGood())).isTrue();
    Situation idle =
        situation(Seen.of(0.5), Seen.of(0.5), Seen.of(0.3), Seen.of(0.5), new Seen(0.81, 0.2, 0));
    assertThat(DiscretionaryDonors.areWanted(idle)).isFalse();
  }
}
