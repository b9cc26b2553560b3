package io.openwlm.core.capping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.CpuLimit;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.status.ResourceGroupStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceGroupCapperTest {
  private static CapacityLimits limits(ResourceGroupType type, long maximum) {
    return new CapacityLimits(type, null, maximum, null, false);
  }

  @Test
  void unitsOfAllTypesBecomeCpus() {
    assertThat(GroupCapacity.maximum(limits(ResourceGroupType.CPU_SERVICE_UNITS, 75_000), 8))
        .isEqualTo(1.5);
    assertThat(GroupCapacity.maximum(limits(ResourceGroupType.PERCENT_OF_SHARE, 25), 8))
        .isEqualTo(2);
    assertThat(GroupCapacity.maximum(limits(ResourceGroupType.CPS_TIMES_100, 250), 8))
        .isEqualTo(2.5);
    assertThat(GroupCapacity.maximum(limits(ResourceGroupType.ACCOUNTED_MSU, 360), 8)).isEqualTo(2);
    assertThat(GroupCapacity.maximum(limits(ResourceGroupType.CPS_TIMES_100, 800), 8))
        .as("no more than the machine has")
        .isInfinite();
    assertThat(GroupCapacity.maximum(CapacityLimits.NONE, 8)).isInfinite();
    assertThat(GroupCapacity.minimum(CapacityLimits.NONE, 8)).isZero();
  }

  @Test
  void aGroupOfOneClassHasItsMaximumAsLimitFromTheFirstLookOn() {
    CappedPlant plant = new CappedPlant(150L, "A");
    Adjustment done = plant.look().decision().adjustments().getFirst();
    assertThat(done.reason()).isEqualTo(ReasonCode.GROUP_MAXIMUM);
    assertThat(done.detail())
        .isEqualTo("resource group RG: used 0.00 CPUs, 0.00 in the last minute, of at most 1.50");
    assertThat(plant.cpus(0)).isEqualTo(1.5);
    plant.wants[0] = 4;
    assertThat(plant.look(100)).as("changes under constant load").isZero();
    assertThat(plant.groupUsed()).isEqualTo(1.5);
  }

  @Test
  void severalClassesHaveNoLimitsWhileTheGroupIsWellBelowItsMaximum() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.wants[0] = 0.7;
    plant.wants[1] = 0.7;
    assertThat(plant.look(60)).isZero();
    assertThat(plant.limits).isInfinite();
  }

  @Test
  void limitsComeNearTheMaximumAndAreDividedByWeightAmongThoseWhoWant() {
    CappedPlant plant = new CappedPlant(200L, "A", "B", "FREE");
    plant.weight(0, 300);
    plant.wants[0] = 4;
    plant.wants[1] = 4;
    plant.wants[2] = 2;
    plant.look(2);
    assertThat(plant.cpus(0)).isEqualTo(1.5, within(0.03));
    assertThat(plant.cpus(1)).isEqualTo(0.5, within(0.03));
    assertThat(plant.cpus(2)).isInfinite();
    assertThat(plant.limits).isLessThanOrEqualTo(2.0);
    assertThat(plant.look(60)).as("changes under constant load").isLessThanOrEqualTo(6);
    assertThat(plant.look(60)).as("changes at rest").isZero();
  }

  @Test
  void whatOneClassDoesNotWantGoesToTheOther() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.wants[0] = 0.2;
    plant.wants[1] = 4;
    plant.look(40);
    assertThat(plant.cpus(0)).isBetween(0.2, 0.4);
    assertThat(plant.cpus(1)).isGreaterThan(1.6);
    plant.wants[0] = 4;
    plant.look(1);
    assertThat(plant.cpus(0)).as("more at the next look").isGreaterThan(0.4);
    plant.look(4);
    assertThat(plant.cpus(0)).as("its share soon after").isEqualTo(1, within(0.06));
  }

  @Test
  void limitsAreLiftedAfterAQuietMinuteToWhatWasThereBefore() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.original.set(1, 300_000L);
    plant.limit(1, 300_000);
    plant.wants[0] = 4;
    plant.wants[1] = 4;
    plant.look(5);
    assertThat(plant.limits).isLessThanOrEqualTo(2.0);
    plant.wants[0] = 0.1;
    plant.wants[1] = 0.1;
    plant.look(25);
    assertThat(plant.limits).as("not yet a minute").isFinite();
    plant.look(60);
    assertThat(plant.kernel.get(0).cpuLimitMicros()).isEqualTo(CpuLimit.NONE);
    assertThat(plant.kernel.get(1).cpuLimitMicros()).isEqualTo(300_000);
  }

  @Test
  void aLimitOfSomebodyElseIsNeverRaised() {
    CappedPlant plant = new CappedPlant(400L, "A", "B");
    plant.original.set(0, 50_000L);
    plant.limit(0, 50_000);
    plant.wants[0] = 4;
    plant.wants[1] = 4;
    plant.look(10);
    assertThat(plant.cpus(0)).isEqualTo(0.5);
    assertThat(plant.cpus(1)).isGreaterThan(3.4);
  }

  @Test
  void whatWasUsedAboveTheMaximumIsTakenBackSlowly() {
    CappedPlant plant = new CappedPlant(100L, "A", "B");
    plant.blocked = Set.of(0, 1);
    plant.wants[0] = 8;
    plant.look(15);
    plant.blocked = Set.of();
    plant.look(1);
    assertThat(plant.limits).isEqualTo(0.5, within(0.02));
    plant.look(60);
    assertThat(plant.limits).isEqualTo(1, within(0.1));
  }

  @Test
  void whatALeftAloneClassUsesIsNotGivenToTheOthers() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.blocked = Set.of(0);
    plant.limit(0, 80_000);
    plant.wants[0] = 4;
    plant.wants[1] = 4;
    plant.look(30);
    assertThat(plant.cpus(0)).as("not touched").isEqualTo(0.8);
    assertThat(plant.cpus(1)).isEqualTo(1.2, within(0.03));
  }

  @Test
  void observingProposesOnceAndNotAgain() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.enforcing = false;
    plant.wants[0] = 4;
    plant.wants[1] = 4;
    assertThat(plant.look(2)).isEqualTo(2);
    assertThat(plant.look(100)).isZero();
    assertThat(plant.limits).isInfinite();
  }

  @Test
  void limitsOfAnEarlierRunAreLiftedFromClassesThatNoGroupHas() {
    CappedPlant plant = new CappedPlant(100L, "A", "FREE");
    plant.limit(1, 20_000);
    List<Adjustment> done = plant.look().decision().adjustments();
    assertThat(done).extracting(Adjustment::reason).contains(ReasonCode.GROUP_CAP_LIFTED);
    assertThat(plant.cpus(1)).isInfinite();
  }

  @Test
  void limitsOfAnEarlierRunStayWhenTheGroupHasThem() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.limit(0, 150_000);
    plant.limit(1, 50_000);
    plant.wants[0] = 2;
    plant.weight(0, 300);
    plant.wants[1] = 2;
    assertThat(plant.look(10)).isZero();
    assertThat(plant.limits).isEqualTo(2);
  }

  @Test
  void tellsWhatItUsesAndWhatHoldsItBack() {
    CappedPlant plant = new CappedPlant(200L, "A", "B");
    plant.wants[0] = 4;
    plant.look(10);
    ResourceGroupStatus status = plant.capper.status().getFirst();
    assertThat(status.name()).isEqualTo("RG");
    assertThat(status.usedCpus()).isEqualTo(plant.used[0], within(1e-6));
    assertThat(status.maximumCpus()).isEqualTo(2);
    assertThat(status.capping()).isTrue();
    assertThat(status.limitCpus()).isBetween(1.0, 2.0);
    assertThat(status.heldBack()).containsExactly("A");
  }
}
