package io.openwlm.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an early decision sees: the span between the last two samples, and nothing before it. */
class IntervalMeterRecentTest {
  private static final long STEP_NANOS = 250_000_000L;

  @Test
  void whatWasUsedRecentlyIsThatOfTheLastTwoSamples() {
    ServiceClass batch =
        ServiceClass.of(
            "BATCH", "", new Goal.DiscretionaryGoal(), Importance.DISCRETIONARY, HostBinding.NONE);
    ServiceDefinition definition =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("T", ""), HostSettings.DEFAULT, List.of(batch), List.of(), null);
    IntervalMeter meter =
        new IntervalMeter(definition, List.of(new TransactionIntake(batch.goal())), 4, 0);
    SystemSample sample = new SystemSample(1);
    // Twenty spans with two CPUs used, then one with half a CPU.
    for (int k = 0; k <= 21; k++) {
      sample.atNanos = k * STEP_NANOS;
      if (k > 0) {
        sample.usageNanos[0] += k == 21 ? STEP_NANOS / 2 : 2 * STEP_NANOS;
        sample.ioOperations[0] += k == 21 ? 3 : 100;
      } else {
        sample.usageNanos[0] = 0;
        sample.ioOperations[0] = 0;
      }
      meter.accept(sample);
    }
    var recent = meter.recent().classes().getFirst();
    assertThat(recent.cpusUsed()).isCloseTo(0.5, within(1e-9));
    assertThat(recent.consumption().ioOperations()).isEqualTo(3);
    // The interval goes on as if nothing had been asked.
    var whole = meter.close(21 * STEP_NANOS).classes().getFirst();
    assertThat(whole.cpusUsed()).isCloseTo(40.5 / 21, within(1e-9));
  }
}
