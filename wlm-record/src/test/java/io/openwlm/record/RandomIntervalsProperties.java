package io.openwlm.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassMeasurement;
import io.openwlm.model.measurement.ClassPerformance;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.Confidence;
import io.openwlm.model.measurement.Consumption;
import io.openwlm.model.measurement.Evidence;
import io.openwlm.model.measurement.IntervalMeasurement;
import io.openwlm.model.measurement.PerformanceReport;
import io.openwlm.model.measurement.Pressure;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.Transactions;
import io.openwlm.model.measurement.UsingDelay;
import io.openwlm.model.record.IntervalRecord;
import io.openwlm.record.read.ClassActivity;
import io.openwlm.record.read.Counters;
import io.openwlm.record.read.TextCollector;
import io.openwlm.record.smf.RecordType;
import io.openwlm.record.smf.SmfRecord;
import io.openwlm.record.write.IntervalFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Any interval can be written and read back: many classes, long names, huge and empty numbers. */
class RandomIntervalsProperties {
  private static final long SEED = Long.getLong("wlm.seed", 20261121);
  private static final int TRIES = 150;
  private static final IntervalRecord BASE = Intervals.small().getFirst();
  private static final long LENGTH_NANOS = 2_000_000_000L;

  @Test
  void everyIntervalReadsBack() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < TRIES; i++) {
      IntervalRecord interval = interval(random);
      List<ClassActivity> activities = new ArrayList<>();
      TextCollector texts = new TextCollector();
      int found = 0;
      for (byte[] bytes : new IntervalFormatter().records(interval)) {
        SmfRecord record = SmfRecord.of(bytes);
        record.product();
        if (record.type() == RecordType.ACTIVITY) {
          activities.add(ClassActivity.of(record));
        }
        var text = texts.next(record);
        if (text.isPresent()) {
          assertThat(text.get().text()).isNotEmpty();
          found++;
        }
      }
      assertThat(found).as("seed %s, try %s", SEED, i).isGreaterThanOrEqualTo(2);
      assertThat(activities).hasSameSizeAs(interval.measurement().classes());
      for (int c = 0; c < activities.size(); c++) {
        compare(interval, c, activities.get(c));
      }
    }
  }

  private static void compare(IntervalRecord interval, int index, ClassActivity activity) {
    ClassMeasurement m = interval.measurement().classes().get(index);
    ServiceClass c = interval.definition().serviceClasses().get(index);
    assertThat(activity.names().serviceClass()).isEqualTo(c.name());
    assertThat(activity.endEpochMillis()).isEqualTo(interval.endEpochMillis());
    assertThat(activity.periods()).hasSize(1);
    Counters counters = activity.periods().getFirst().counters();
    assertThat(counters.ended()).isEqualTo((double) Math.min(m.completions(), 0xffff_ffffL));
    assertThat(counters.cpuSeconds())
        .isEqualTo(m.usageNanos() / 1e9, within(1e-9 * m.usageNanos() + 1e-9));
    double sample = interval.status().samplingMillis() * 1e6;
    assertThat(counters.samples().using())
        .isEqualTo(Math.min(Math.floor(m.usingNanos() / sample + 1e-9), 0xffff_ffffL), within(1.0));
    ResponseTimeDistribution ended = m.transactions().ended();
    assertThat(counters.distributed()).isEqualTo(ended == null ? 0 : ended.count());
    if (ended != null && ended.count() > 0) {
      assertThat(counters.meanSeconds() * 1e9)
          .isEqualTo(ended.meanNanos(), within(1e-9 * ended.meanNanos() + 1e-6));
    }
  }

  private static IntervalRecord interval(Random random) {
    int n = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 8);
    List<ServiceClass> classes = new ArrayList<>();
    List<ClassMeasurement> measured = new ArrayList<>();
    List<ClassPerformance> performed = new ArrayList<>();
    List<ClassSettings> settings = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      ServiceClass c =
          ServiceClass.of(
              name(random, i),
              "Ünicode \u4e16 " + "x".repeat(random.nextInt(60)),
              goal(random),
              new Importance(1 + random.nextInt(5)),
              HostBinding.NONE);
      classes.add(c);
      measured.add(measurement(random, c));
      performed.add(performance(random, c));
      settings.add(
          random.nextBoolean()
              ? ClassSettings.NONE
              : new ClassSettings(random.nextInt(10_001), 100, random.nextLong(1L << 50)));
    }
    ServiceDefinition definition =
        ServiceDefinition.ofHost(
            DefinitionHeader.of("D".repeat(1 + random.nextInt(32)), ""),
            new HostSettings(BASE.definition().control(), new CgroupPath("/t")),
            classes,
            List.of(),
            null);
    return new IntervalRecord(
        BASE.status(),
        definition,
        BASE.startEpochMillis(),
        BASE.endEpochMillis(),
        1 + random.nextInt(100),
        new IntervalMeasurement(0, LENGTH_NANOS, measured, 4, -1),
        new PerformanceReport(LENGTH_NANOS, performed),
        settings,
        random.nextBoolean() ? List.of() : BASE.decisions());
  }

  private static String name(Random random, int number) {
    String all = "C" + number + "-" + "abcdefghijklmnopqrstuvwxyz0123456789";
    return all.substring(0, Math.min(32, ("C" + number + "-").length() + random.nextInt(32)));
  }

  private static Goal goal(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Goal.VelocityGoal(1 + random.nextInt(99));
      case 1 -> new Goal.ThroughputGoal(random.nextDouble() * 1e6 + 1e-9);
      case 2 -> new Goal.DiscretionaryGoal();
      case 3 -> new Goal.AverageResponseTimeGoal(1_000_000L * (1 + random.nextInt(86_400_000)), 50);
      default ->
          new Goal.PercentileResponseTimeGoal(
              1 + random.nextInt(99), 1_000_000L * (1 + random.nextInt(100_000)), 50);
    };
  }

  private static long any(Random random) {
    return random.nextInt(4) == 0 ? 0 : random.nextLong(1L << (1 + random.nextInt(50)));
  }

  private static ClassMeasurement measurement(Random random, ServiceClass c) {
    Transactions transactions = Transactions.NONE;
    if (c.goal() instanceof Goal.ResponseTimeGoal goal) {
      ResponseTimeDistribution times = new ResponseTimeDistribution(goal.goalNanos());
      for (int i = random.nextInt(50); i > 0; i--) {
        times.record(any(random), 1 + random.nextInt(1000));
      }
      transactions = new Transactions(times.count(), times, any(random), any(random), any(random));
    }
    return new ClassMeasurement(
        c.name(),
        ClassPresence.PRESENT,
        random.nextInt(1000),
        LENGTH_NANOS,
        new Consumption(
            any(random),
            any(random),
            any(random),
            any(random),
            any(random),
            Consumption.Refaults.NONE),
        new UsingDelay(
            any(random), any(random), any(random), any(random), any(random), any(random)),
        Pressure.UNKNOWN,
        transactions);
  }

  private static ClassPerformance performance(Random random, ServiceClass c) {
    return new ClassPerformance(
        c.name(),
        c.goal(),
        c.importance(),
        random.nextBoolean()
            ? OptionalDouble.empty()
            : OptionalDouble.of(ClassPerformance.bounded(random.nextDouble() * 2000)),
        "-",
        Evidence.values()[random.nextInt(Evidence.values().length)],
        Confidence.values()[random.nextInt(Confidence.values().length)],
        "");
  }
}
