package io.openwlm.core.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.adjust.ControlStrategy.Outcome;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.CapacityLimits;
import io.openwlm.model.definition.ResourceGroupType;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.UsingDelay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Relief inside a resource group, and minimums, on a machine of two CPUs. */
class ResourceGroupFixTest {
  private static final ServiceClass A = Cases.velocity("A", 1, 1, 10_000);
  private static final ServiceClass B = Cases.velocity("B", 5, 1, 10_000);
  private static final ServiceClass OUTSIDE = Cases.velocity("OUTSIDE", 5, 1, 10_000);
  private static final ServiceClass LEFTOVER = Cases.discretionary("LEFTOVER", 1, 10_000);

  /** All classes but OUTSIDE are in a group with these limits in hundredths of a CPU. */
  private static ServiceDefinition definition(
      @Nullable Long minimum, @Nullable Long maximum, ServiceClass... classes) {
    ServiceClass[] members = classes.clone();
    Arrays.setAll(members, i -> classes[i].equals(OUTSIDE) ? OUTSIDE : Cases.inGroup(classes[i]));
    return Cases.withGroup(
        Cases.definition(members),
        new CapacityLimits(ResourceGroupType.CPS_TIMES_100, minimum, maximum, null, false));
  }

  /**
   * @param held threads of each class that its CPU limit holds back
   * @param limits in hundredths of a CPU
   */
  private static Outcome<AdaptiveState> decide(
      ServiceDefinition definition, double[] held, long[] limits, int[] weights, Seen... seen) {
    Situation s = Cases.situation(definition, weights, seen);
    List<ClassMeasurement> measured = new ArrayList<>();
    List<ClassSettings> kernel = new ArrayList<>();
    for (int i = 0; i < seen.length; i++) {
      ClassMeasurement m = s.measured(i);
      measured.add(
          new ClassMeasurement(
              m.serviceClass(),
              m.presence(),
              m.processes(),
              m.intervalNanos(),
              m.consumption(),
              UsingDelay.ofCpu(
                  m.usingNanos(), m.cpuDelayNanos(), Math.round(held[i] * Cases.SECOND)),
              m.pressure(),
              m.transactions()));
      kernel.add(new ClassSettings(weights[i], 0, -1, limits[i] * 1_000));
    }
    IntervalMeasurement now =
        new IntervalMeasurement(
            0, Cases.SECOND, measured, 2, s.measurement().systemPressureRatio());
    AdaptiveStrategy strategy = new AdaptiveStrategy();
    return strategy.decide(
        1,
        new Situation(definition, now, s.report(), kernel, Set.of(), "schedstat", false),
        strategy.initial(seen.length, true));
  }

  @Test
  void whoIsHeldBackGetsWeightOfItsGroupOnly() {
    Outcome<AdaptiveState> outcome =
        decide(
            definition(null, 100L, A, B, OUTSIDE),
            new double[] {1.5, 1.5, 0},
            new long[] {50, 50, 1_000_000_000},
            new int[] {100, 100, 100},
            new Seen(2, 0.5, 0.1),
            new Seen(0.5, 0.5, 0.1),
            new Seen(0.4, 1.0, 0.5));
    Adjustment done = outcome.decision().adjustments().getFirst();
    assertThat(done.reason()).isEqualTo(ReasonCode.GROUP_RELIEF);
    assertThat(done.receiver()).isEqualTo("A");
    assertThat(done.detail()).isEqualTo("resource group RG uses 1.00 CPUs of at most 1.00");
    assertThat(done.changes()).extracting(WeightChange::serviceClass).containsExactly("A", "B");
    assertThat(outcome.weights().stream().mapToInt(w -> w).sum()).as("conserved").isEqualTo(300);
    assertThat(outcome.weights().get(0)).isGreaterThan(100);
  }

  @Test
  void aMaximumThatForbidsTheGoalIsSaidAndNobodyPays() {
    Outcome<AdaptiveState> outcome =
        decide(
            definition(null, 50L, A, OUTSIDE),
            new double[] {2.5, 0},
            new long[] {50, 1_000_000_000},
            new int[] {100, 100},
            new Seen(3, 0.5, 0.1),
            new Seen(0.4, 1.4, 0.5));
    assertThat(outcome.decision().adjustments()).isEmpty();
    Refusal skip =
        outcome.decision().skips().stream()
            .filter(r -> r.serviceClass().equals("A"))
            .findFirst()
            .orElseThrow();
    assertThat(skip.reason()).isEqualTo(ReasonCode.GROUP_AT_MAXIMUM);
    assertThat(skip.reason().text()).isEqualTo("capped by its resource group: MAXIMUM");
  }

  @Test
  void workBelowItsMinimumMayMakeOthersMiss() {
    ServiceClass low = Cases.velocity("LOW", 5, 1, 10_000);
    ServiceDefinition definition = definition(60L, null, low, OUTSIDE);
    Outcome<AdaptiveState> outcome =
        decide(
            definition,
            new double[] {0, 0},
            new long[] {1_000_000_000, 1_000_000_000},
            new int[] {10, 190},
            new Seen(5, 0.1, 1.9),
            new Seen(1.05, 1.9, 4));
    Adjustment done = outcome.decision().adjustments().getFirst();
    assertThat(done.reason()).isEqualTo(ReasonCode.GROUP_MINIMUM);
    assertThat(done.receiver()).isEqualTo("LOW");
    assertThat(outcome.weights().get(0)).isGreaterThan(50);
  }

  @Test
  void discretionaryWorkTakesItsMinimumOnlyFromWhoStaysInGoal() {
    ServiceDefinition definition = definition(60L, null, LEFTOVER, OUTSIDE);
    long[] none = {1_000_000_000, 1_000_000_000};
    Outcome<AdaptiveState> spared =
        decide(
            definition,
            new double[] {0, 0},
            none,
            new int[] {10, 190},
            new Seen(0.81, 0.1, 1.9),
            new Seen(0.4, 1.9, 2));
    assertThat(spared.decision().adjustments().getFirst().reason())
        .isEqualTo(ReasonCode.GROUP_MINIMUM);
    Outcome<AdaptiveState> close =
        decide(
            definition,
            new double[] {0, 0},
            none,
            new int[] {10, 190},
            new Seen(0.81, 0.1, 1.9),
            new Seen(0.98, 1.9, 2));
    assertThat(close.decision().adjustments()).isEmpty();
  }
}
