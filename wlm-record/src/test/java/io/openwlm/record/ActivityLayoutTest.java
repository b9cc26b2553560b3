package io.openwlm.record;

import static io.openwlm.record.IndependentDecoder.Triplet.RGS;
import static io.openwlm.record.IndependentDecoder.Triplet.RTS;
import static io.openwlm.record.IndependentDecoder.Triplet.SCS;
import static io.openwlm.record.IndependentDecoder.Triplet.WMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.definition.ClassPeriods;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.record.write.IntervalFormatter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written, read by the published tables alone, is what was measured. */
class ActivityLayoutTest {

  @Test
  void smallRunDecodesToItsMeasurements() {
    compare(Intervals.small());
  }

  @ParameterizedTest
  @ValueSource(strings = {"io-bound.yaml", "velocity-host.yaml", "multi-period-mix.yaml"})
  void runsOfScenariosDecodeToTheirMeasurements(String scenario) {
    List<IntervalRecord> intervals = Intervals.of(scenario);
    compare(intervals.subList(0, Math.min(60, intervals.size())));
  }

  @Test
  void aReportClassHasARecordOfItsOwnWithoutAGoal() {
    IntervalRecord interval = HandMade.withReportClass();
    List<IndependentDecoder> reports = new ArrayList<>();
    for (byte[] record : new IntervalFormatter().records(interval)) {
      IndependentDecoder d = new IndependentDecoder(record);
      if (d.type() == 72 && (d.unsigned(d.section(WMS, 0), 1) & 0x80) != 0) {
        reports.add(d);
      }
    }
    assertThat(reports).hasSize(1);
    IndependentDecoder d = reports.getFirst();
    header(interval, d);
    int wms = d.section(WMS, 0);
    assertThat(d.text(wms + 120, 8)).isEqualTo("SEARCH");
    assertThat(d.text(wms + 128, 32)).isEqualTo("Who looks for something");
    assertThat(d.unsigned(wms + 160, 2)).as("periods").isEqualTo(1);
    assertThat(d.count(RGS)).isZero();
    assertThat(d.count(SCS)).isEqualTo(1);
    int scs = d.section(SCS, 0);
    assertThat(d.unsigned(scs + 18, 2)).as("importance").isZero();
    assertThat(d.unsigned(scs + 10, 1)).as("kind of goal").isZero();
    ClassMeasurement m = interval.measurement().reportClasses().getFirst();
    assertThat(d.unsigned(scs + 224, 4)).isEqualTo(m.usingNanos() / 250_000_000);
    assertThat(d.unsigned(scs + 232, 4)).isEqualTo(m.cpuDelayNanos() / 250_000_000);
  }

  private static void compare(List<IntervalRecord> intervals) {
    assertThat(intervals).isNotEmpty();
    IntervalFormatter formatter = new IntervalFormatter();
    Map<String, double[]> samples = new HashMap<>();
    for (IntervalRecord interval : intervals) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      formatter.records(interval).forEach(file::writeBytes);
      List<IndependentDecoder> decoded = new ArrayList<>();
      for (byte[] record : IndependentDecoder.split(file.toByteArray())) {
        IndependentDecoder decoder = new IndependentDecoder(record);
        assertThat(decoder.type()).isIn(72, 99, 90);
        if (decoder.type() == 72) {
          assertThat(decoder.subtype()).isEqualTo(3);
          decoded.add(decoder);
        }
      }
      List<ServiceClass> classes = interval.definition().serviceClasses();
      int next = 0;
      for (int i = 0; i < classes.size(); i++) {
        int periods = ClassPeriods.count(classes, i);
        if (periods > 0) {
          compare(interval, i, periods, decoded.get(next++), samples);
        }
      }
      assertThat(decoded).hasSize(next);
    }
  }

  private static void compare(
      IntervalRecord interval,
      int first,
      int periods,
      IndependentDecoder d,
      Map<String, double[]> samples) {
    header(interval, d);
    ServiceClass c = interval.definition().serviceClasses().get(first);
    int wms = d.section(WMS, 0);
    assertThat(c.name()).startsWith(d.text(wms + 120, 8));
    if (c.name().length() > 8) {
      assertThat(d.text(wms + 128, 32)).isEqualTo(c.name());
    } else {
      assertThat(d.text(wms + 120, 8)).isEqualTo(c.name());
    }
    assertThat(interval.status().policy()).startsWith(d.text(wms + 4, 8));
    assertThat(interval.definition().name()).startsWith(d.text(wms + 176, 8));
    assertThat(d.unsigned(wms + 160, 2)).isEqualTo(periods);
    assertThat(d.unsigned(wms + 52, 4))
        .isEqualTo(
            interval.definition().parameters().coefficients().cpu().movePointRight(4).longValue());
    assertThat(d.count(SCS)).isEqualTo(periods);
    assertThat(d.count(RGS)).isEqualTo(c.attributes().resourceGroup() == null ? 0 : 1);
    for (int p = 0; p < periods; p++) {
      period(interval, first + p, p + 1, d, samples);
    }
  }

  private static void header(IntervalRecord interval, IndependentDecoder d) {
    ZonedDateTime end = Instant.ofEpochMilli(interval.endEpochMillis()).atZone(ZoneOffset.UTC);
    assertThat(d.unsigned(2, 2)).isZero();
    assertThat(d.unsigned(6, 4)).isEqualTo(end.toLocalTime().toNanoOfDay() / 10_000_000);
    assertThat(d.packed(10, 4))
        .isEqualTo(String.format("0%03d%03df", end.getYear() - 1900, end.getDayOfYear()));
    assertThat(d.unsigned(24, 2)).isEqualTo(8);
    int product = d.product();
    assertThat(d.clockMillis(product + 52)).isEqualTo(interval.endEpochMillis());
    assertThat(d.unsigned(product + 24, 4)).isEqualTo(interval.samples());
    long millis = interval.endEpochMillis() - interval.startEpochMillis();
    assertThat(d.packed(product + 18, 4))
        .isEqualTo(
            String.format("%02d%02d%03df", millis / 60_000, millis / 1000 % 60, millis % 1000));
  }

  private static void period(
      IntervalRecord interval,
      int index,
      int number,
      IndependentDecoder d,
      Map<String, double[]> samples) {
    ClassMeasurement m = interval.measurement().classes().get(index);
    ServiceClass c = interval.definition().serviceClasses().get(index);
    int scs = d.section(SCS, number - 1);
    assertThat(d.unsigned(scs + 8, 1)).isEqualTo(number);
    assertThat(d.unsigned(scs + 18, 2)).isEqualTo(c.importance().level());
    assertThat(d.unsigned(scs + 184, 4)).isEqualTo(m.completions());
    assertThat(d.hexFloat(scs + 24))
        .isEqualTo(m.consumption().serviceUnits(), within(1e-9 * m.usageNanos() + 1e-9));
    double coefficient = interval.definition().parameters().coefficients().cpu().doubleValue();
    double adjustment = d.unsigned(d.section(WMS, 0) + 172, 4);
    double cpuSeconds =
        (d.hexFloat(scs + 32) / coefficient + d.hexFloat(scs + 56)) * adjustment / 16e6;
    assertThat(cpuSeconds).isEqualTo(m.usageNanos() / 1e9, within(1e-6));
    sum(samples, c.name() + " using", d.unsigned(scs + 224, 4), m.usingNanos(), interval);
    sum(samples, c.name() + " cpu", d.unsigned(scs + 232, 4), m.cpuDelayNanos(), interval);
    sum(samples, c.name() + " cap", d.unsigned(scs + 236, 4), m.capDelayNanos(), interval);
    sum(
        samples,
        c.name() + " io",
        d.unsigned(scs + 352, 4),
        m.usingDelay().ioDelayNanos(),
        interval);
    assertThat(d.unsigned(scs + 228, 4))
        .isEqualTo(
            d.unsigned(scs + 232, 4)
                + d.unsigned(scs + 236, 4)
                + d.unsigned(scs + 248, 4)
                + d.unsigned(scs + 356, 4));
    distribution(m.transactions().ended(), scs, d);
  }

  /** Samples are whole numbers; what is left over counts in the next interval. */
  private static void sum(
      Map<String, double[]> samples,
      String key,
      long written,
      long nanos,
      IntervalRecord interval) {
    double[] sums = samples.computeIfAbsent(key, _ -> new double[2]);
    sums[0] += written;
    sums[1] += nanos / (interval.status().samplingMillis() * 1e6);
    assertThat(sums[0]).as(key).isEqualTo(sums[1], within(1.0 + 1e-6));
  }

  private static void distribution(ResponseTimeDistribution ended, int scs, IndependentDecoder d) {
    int row = (int) d.unsigned(scs, 2);
    if (ended == null) {
      assertThat(row).isZero();
      return;
    }
    int map = d.section(RTS, 0);
    int counts = d.section(RTS, row);
    long[] percents = {50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 200, 400};
    long all = 0;
    for (int i = 0; i < 14; i++) {
      if (i < percents.length) {
        assertThat(d.unsigned(map + 4 * i, 4)).isEqualTo(percents[i]);
      }
      assertThat(d.unsigned(counts + 4 * i, 4)).isEqualTo(ended.rmfCounts()[i]);
      all += d.unsigned(counts + 4 * i, 4);
    }
    assertThat(all).isEqualTo(ended.count());
    assertThat(d.hexFloat(scs + 200) * 1_024_000)
        .isEqualTo(ended.sumNanos(), within(1e-9 * ended.sumNanos() + 1e-9));
    assertThat(d.hexFloat(scs + 216) * 1_024_000 * 1_024_000)
        .isEqualTo(ended.sumSquares(), within(1e-9 * ended.sumSquares() + 1e-9));
  }
}
