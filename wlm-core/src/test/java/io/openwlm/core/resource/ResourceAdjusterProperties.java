package io.openwlm.core.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.Cases.Seen;
import io.openwlm.core.port.SystemSample;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.measurement.ClassPresence;
import io.openwlm.model.measurement.PerformanceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of resource adjustment, over any measurement: 10^5 generated looks. */
class ResourceAdjusterProperties {
  private static final int RUNS = 500;
  private static final int LOOKS = 200;
  private static final int CLASSES = 4;

  static LongStream seeds() {
    String one = System.getProperty("wlm.seed");
    return one != null ? LongStream.of(Long.parseLong(one)) : LongStream.range(0, RUNS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void onlyTakesWhatNobodyUses(long seed) {
    Random random = new Random(seed);
    ServiceDefinition definition = definition();
    ResourceAdjuster adjuster = new ResourceAdjuster(definition);
    SystemSample sample = new SystemSample(CLASSES);
    List<ClassSettings> kernel = new ArrayList<>();
    List<ClassSettings> original = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      original.add(settings(random));
      kernel.add(settings(random));
    }
    for (int k = 0; k < LOOKS; k++) {
      Seen[] seen = new Seen[CLASSES];
      long elapsed = random.nextInt(50) == 0 ? random.nextLong(-100, 100) * Cases.SECOND : 0;
      sample.atNanos += elapsed == 0 ? ResourceAdjuster.EVERY_NANOS : elapsed;
      for (int i = 0; i < CLASSES; i++) {
        seen[i] = Seen.of(random.nextInt(40) == 0 ? Double.NaN : 0.5 + 0.52 * random.nextDouble());
        step(random, sample, i);
      }
      PerformanceReport report = Cases.situation(definition, new int[CLASSES], seen).report();
      Set<Integer> blocked = random.nextInt(30) == 0 ? Set.of(random.nextInt(CLASSES)) : Set.of();
      var look = new ResourceAdjuster.Look(sample, report, kernel, blocked, original::get);
      List<ClassSettings> wanted = adjuster.look(k, look, true).wanted();
      for (int i = 0; i < CLASSES; i++) {
        String where = "seed " + seed + " look " + k + " class " + i;
        ClassSettings before = kernel.get(i);
        ClassSettings after = wanted.get(i);
        assertThat(after.cpuWeight()).as(where).isEqualTo(before.cpuWeight());
        assertThat(after.memoryLowBytes()).as(where).isLessThanOrEqualTo(before.memoryLowBytes());
        assertThat(after.ioWeight()).as(where).isLessThanOrEqualTo(before.ioWeight());
        if (!after.equals(before)) {
          boolean empty = sample.processes[i] == 0;
          boolean met = seen[i].pi() <= 1;
          assertThat(empty || met).as(where).isTrue();
          assertThat(blocked).as(where).doesNotContain(i);
          assertThat(sample.presence[i]).as(where).isEqualTo(ClassPresence.PRESENT);
          assertThat(after.memoryLowBytes())
              .as(where)
              .isGreaterThanOrEqualTo(
                  Math.min(before.memoryLowBytes(), original.get(i).memoryLowBytes()));
          if (!empty) {
            assertThat(after.memoryLowBytes())
                .as(where)
                .isGreaterThanOrEqualTo(Math.min(before.memoryLowBytes(), sample.memoryBytes[i]));
          }
          assertThat(after.ioWeight())
              .as(where)
              .isGreaterThanOrEqualTo(Math.min(before.ioWeight(), original.get(i).ioWeight()));
        }
      }
      kernel.clear();
      kernel.addAll(wanted);
      if (random.nextInt(40) == 0) {
        kernel.set(random.nextInt(CLASSES), settings(random)); // the goal algorithm gave something
      }
    }
  }

  private static ServiceDefinition definition() {
    ServiceClass[] classes = new ServiceClass[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      classes[i] = Cases.velocity("C" + i, 1 + i, 1, 10_000);
    }
    return Cases.definition(classes);
  }

  private static ClassSettings settings(Random random) {
    return new ClassSettings(
        1 + random.nextInt(10_000),
        random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(10_000),
        random.nextInt(4) == 0 ? ClassSettings.NO_CONTROL : random.nextLong(1L << 34));
  }

  /** Mostly goes on as before, so that several looks in a row agree. */
  private static void step(Random random, SystemSample sample, int i) {
    boolean rare = random.nextInt(60) == 0;
    sample.presence[i] = rare ? ClassPresence.NO_CGROUP : ClassPresence.PRESENT;
    sample.generation[i] += random.nextInt(200) == 0 ? 1 : 0;
    if (random.nextInt(50) == 0) {
      sample.processes[i] = random.nextInt(3);
    }
    sample.usageNanos[i] += random.nextInt(20) == 0 ? 0 : random.nextLong(2 * Cases.SECOND);
    if (random.nextInt(30) == 0) {
      sample.memoryBytes[i] = random.nextLong(-1, 1L << 32);
      sample.memoryDelayNanos[i] = Math.max(0, sample.memoryDelayNanos[i]) + Cases.SECOND;
    }
    if (random.nextInt(40) == 0) {
      sample.ioOperations[i] = Math.max(0, sample.ioOperations[i]) + random.nextInt(1000);
    }
  }
}
