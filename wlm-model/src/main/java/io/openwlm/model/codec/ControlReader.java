package io.openwlm.model.codec;

import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.ControlSettings.OnStop;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.Strategy;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code control}: how the daemon runs. */
final class ControlReader {
  static final List<String> KEYS =
      List.of("enforce", "sampling-interval", "adjustment-interval", "on-stop", "strategy");
  private static final long MIN_SAMPLING_NANOS = 50_000_000L;
  private static final long MAX_SAMPLING_NANOS = 10_000_000_000L;
  private static final long MIN_ADJUSTMENT_NANOS = 500_000_000L;
  private static final long MAX_ADJUSTMENT_NANOS = 300_000_000_000L;

  private final Problems problems;

  private static final List<String> STRATEGIES =
      Arrays.stream(Strategy.values()).map(Strategy::key).toList();

  ControlReader(Problems problems) {
    this.problems = problems;
  }

  /** The settings; defaults for what is missing or wrong. */
  ControlSettings read(Node node) {
    ControlSettings defaults = ControlSettings.DEFAULT;
    Fields fields = Fields.of(node, "control", problems, KEYS);
    if (fields == null) {
      return defaults;
    }
    Node enforceAt = fields.get("enforce");
    Boolean enforce = enforceAt == null ? null : Values.flag(problems, enforceAt, "enforce");
    Node stopAt = fields.get("on-stop");
    String stop =
        stopAt == null
            ? null
            : Values.choice(problems, stopAt, "on-stop", List.of("leave", "restore"));
    Node strategyAt = fields.get("strategy");
    String strategy =
        strategyAt == null ? null : Values.choice(problems, strategyAt, "strategy", STRATEGIES);
    Long sampling = interval(fields, "sampling-interval", MIN_SAMPLING_NANOS, MAX_SAMPLING_NANOS);
    Long adjustment =
        interval(fields, "adjustment-interval", MIN_ADJUSTMENT_NANOS, MAX_ADJUSTMENT_NANOS);
    long samplingNanos = sampling == null ? defaults.samplingNanos() : sampling;
    long adjustmentNanos = adjustment == null ? defaults.adjustmentNanos() : adjustment;
    Node at =
        sampling == null ? fields.get("adjustment-interval") : fields.get("sampling-interval");
    if (at != null
        && (sampling != null || adjustment != null)
        && samplingNanos > adjustmentNanos / 2) {
      problems.add(
          ProblemCode.SAMPLING_TOO_SLOW,
          at,
          Durations.text(samplingNanos),
          Durations.text(adjustmentNanos));
    }
    return new ControlSettings(
        enforce != null && enforce,
        samplingNanos,
        adjustmentNanos,
        strategy == null ? defaults.strategy() : strategy(strategy),
        "restore".equals(stop) ? OnStop.RESTORE : OnStop.LEAVE);
  }

  private static Strategy strategy(String key) {
    for (Strategy strategy : Strategy.values()) {
      if (strategy.key().equals(key)) {
        return strategy;
      }
    }
    throw new IllegalArgumentException(key);
  }

  private @Nullable Long interval(Fields fields, String key, long min, long max) {
    Node node = fields.get(key);
    Long nanos = node == null ? null : Values.durationNanos(problems, node, key);
    if (node == null || nanos == null) {
      return null;
    }
    if (nanos < min || nanos > max) {
      problems.add(
          ProblemCode.INTERVAL_RANGE,
          node,
          key,
          Durations.text(min) + " to " + Durations.text(max),
          Values.found(node));
      return null;
    }
    return nanos;
  }
}
