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
import io.openwlm.model.definition.ServiceParameters.Coefficients;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.measurement.Consumption;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceUnitsTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aSecondOfCpuTimeIsFiftyThousandUnits() {
    ServiceUnits units = new ServiceUnits(Coefficients.DEFAULT);
    assertThat(units.of(SECOND, 0, 0, 0)).isCloseTo(50_000, within(1e-6));
    assertThat(units.of(20_000, 20_000, 0, 0)).isCloseTo(1, within(1e-9));
  }

  @Test
  void defaultCoefficientsCountNeitherOperationsNorMemory() {
    ServiceUnits units = new ServiceUnits(Coefficients.DEFAULT);
    assertThat(units.of(SECOND, SECOND / 2, 1_000_000, 1L << 40)).isCloseTo(50_000, within(1e-6));
  }

  @Test
  void eachKindOfServiceHasItsCoefficient() {
    ServiceUnits units = new ServiceUnits(coefficients("2.0", "5.0", "0.5000", "3.0"));
    // 1 s, of it 0.25 s in the kernel, 7 operations, 100 pages.
    double expected = 2 * 37_500 + 3 * 12_500 + 5 * 7 + 0.5 * 100 * 50_000 / 50;
    assertThat(units.of(SECOND, SECOND / 4, 7, 409_600)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void systemTimeNeverExceedsUsageAndUnknownCountsAsUserTime() {
    ServiceUnits units = new ServiceUnits(coefficients("1.0", "0.0", "0.0000", "10.0"));
    assertThat(units.of(SECOND, 5 * SECOND, -1, -1)).isCloseTo(500_000, within(1e-6));
    assertThat(units.of(SECOND, -1, -1, -1)).isCloseTo(50_000, within(1e-6));
    assertThat(units.of(-1, -1, -1, -1)).isZero();
  }

  @Test
  void theIntervalCarriesTheUnitsOfItsConsumption() {
    ServiceDefinition definition =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("UNITS", ""),
            HostSettings.DEFAULT,
            List.of(
                ServiceClass.of(
                    "A",
                    "",
                    new Goal.DiscretionaryGoal(),
                    Importance.DISCRETIONARY,
                    HostBinding.NONE)),
            List.of(),
            SystemClass.UNMANAGED);
    TransactionIntake intake = new TransactionIntake(new Goal.DiscretionaryGoal());
    IntervalMeter meter = new IntervalMeter(definition, List.of(intake), 2, 0);
    SystemSample sample = new SystemSample(1);
    sample.systemNanos[0] = 0;
    meter.accept(sample);
    sample.atNanos = SECOND;
    sample.usageNanos[0] = SECOND / 10;
    sample.systemNanos[0] = SECOND / 20;
    meter.accept(sample);
    Consumption consumption = meter.close(SECOND).classes().getFirst().consumption();
    assertThat(consumption.serviceUnits()).isCloseTo(5_000, within(1e-6));
    assertThat(consumption.systemNanos()).isEqualTo(SECOND / 20);
  }

  private static Coefficients coefficients(String cpu, String ioc, String mso, String srb) {
    return new Coefficients(
        new BigDecimal(cpu), new BigDecimal(ioc), new BigDecimal(mso), new BigDecimal(srb));
  }
}
