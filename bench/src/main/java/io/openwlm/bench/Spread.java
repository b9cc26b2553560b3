package io.openwlm.bench;

import java.util.Arrays;
import java.util.Locale;

/** Median, lowest and highest of several measurements of the same thing. */
record Spread(double median, double min, double max) {

  /**
   * @param values at least one
   */
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  String json() {
    return String.format(
        Locale.ROOT, "{\"median\":%.3f,\"min\":%.3f,\"max\":%.3f}", median, min, max);
  }

  /** {@code median [min-max]}, divided by {@code unit}. */
  String text(double unit) {
    return String.format(Locale.ROOT, "%.1f [%.1f-%.1f]", median / unit, min / unit, max / unit);
  }
}
