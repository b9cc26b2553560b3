package io.openwlm.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.ControlState;
import io.openwlm.core.adjust.ControlStrategy;
import io.openwlm.core.adjust.Situation;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.IntervalMeasurement;

/** Another strategy, watched: what must be true before and after each of its decisions. */
final class WatchedStrategy<S extends ControlState> implements ControlStrategy<S> {
  private final ControlStrategy<S> strategy;
  private final boolean exact;
  private int decisions;
  private long lastEndNanos = Long.MIN_VALUE;
  private long lastId;

  private WatchedStrategy(ControlStrategy<S> strategy, boolean exact) {
    this.strategy = strategy;
    this.exact = exact;
  }

  /**
   * @param exact the measurements are not disturbed
   */
  static <S extends ControlState> WatchedStrategy<S> of(
      ControlStrategy<S> strategy, boolean exact) {
    return new WatchedStrategy<>(strategy, exact);
  }

  int decisions() {
    return decisions;
  }

  @Override
  public S initial(int classes, boolean adopted) {
    return strategy.initial(classes, adopted);
  }

  @Override
  public Outcome<S> decide(long id, Situation situation, S state) {
    checkTime(id, situation.measurement());
    double cpus = 0;
    for (ClassMeasurement measured : situation.measurement().classes()) {
      cpus += measured.cpusUsed();
      assertThat(measured.usingNanos()).as("using").isNotNegative();
      assertThat(measured.cpuDelayNanos()).as("CPU delay").isNotNegative();
    }
    if (exact) {
      assertThat(cpus).as("CPUs used").isLessThanOrEqualTo(situation.measurement().cpus() + 1e-6);
    }
    Outcome<S> outcome = strategy.decide(id, situation, state);
    assertThat(outcome.decision().id()).as("id").isEqualTo(id);
    assertThat(outcome.wanted()).hasSameSizeAs(situation.kernel());
    for (int i = 0; i < outcome.wanted().size(); i++) {
      check(
          situation.definition().serviceClasses().get(i),
          situation.kernel().get(i),
          outcome.wanted().get(i));
    }
    decisions++;
    return outcome;
  }

  private void checkTime(long id, IntervalMeasurement measured) {
    assertThat(measured.endNanos()).as("end of an interval").isGreaterThan(lastEndNanos);
    assertThat(measured.lengthNanos()).as("length of an interval").isPositive();
    assertThat(id).as("number of the interval").isGreaterThanOrEqualTo(lastId);
    lastEndNanos = measured.endNanos();
    lastId = id;
  }

  private static void check(ServiceClass serviceClass, ClassSettings kernel, ClassSettings wanted) {
    for (Setting setting : Setting.values()) {
      long value = wanted.value(setting);
      boolean unchanged = value == kernel.value(setting);
      String what = serviceClass.name() + " " + setting.text();
      if (!kernel.controls(setting)) {
        assertThat(wanted.controls(setting)).as(what + " cannot be set").isFalse();
      } else if (!unchanged) {
        switch (setting) {
          case CPU_WEIGHT ->
              assertThat(value)
                  .as(what)
                  .isBetween(
                      (long) serviceClass.weights().min(), (long) serviceClass.weights().max());
          case IO_WEIGHT -> assertThat(value).as(what).isBetween(1L, 10_000L);
          case MEMORY_LOW -> assertThat(value).as(what).isNotNegative();
          case CPU_LIMIT -> throw new AssertionError("a strategy set a CPU limit");
        }
      }
    }
  }

  @Override
  public boolean actsEarly() {
    return strategy.actsEarly();
  }

  @Override
  public S observed(S before, S decided) {
    return strategy.observed(before, decided);
  }
}
