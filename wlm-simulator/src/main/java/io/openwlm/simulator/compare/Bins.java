package io.openwlm.simulator.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Intervals put together so that a small plot can show a long run. A bin of performance indexes is
 * the worst of them, so that no miss is lost; a bin of weights is the last.
 */
final class Bins {
  private static final int MAX = 240;

  private Bins() {}

  /** Intervals in a bin. */
  static int size(int intervals) {
    return Math.max(1, (intervals + MAX - 1) / MAX);
  }

  static List<Double> worst(List<Double> values) {
    List<Double> bins = new ArrayList<>();
    int size = size(values.size());
    for (int from = 0; from < values.size(); from += size) {
      double worst = Double.NaN;
      for (double value : values.subList(from, Math.min(values.size(), from + size))) {
        worst = Double.isNaN(worst) || value > worst ? value : worst;
      }
      bins.add(worst);
    }
    return bins;
  }

  static List<Double> last(List<Double> values) {
    List<Double> bins = new ArrayList<>();
    int size = size(values.size());
    for (int from = 0; from < values.size(); from += size) {
      bins.add(values.get(Math.min(values.size(), from + size) - 1));
    }
    return bins;
  }
}
