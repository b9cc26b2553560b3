package io.openwlm.record.write;

import java.util.HashMap;
import java.util.Map;

/**
 * Turns times into whole samples: a sample stands for one sampling interval spent in a state. What
 * is left over counts in the next interval, so that sums over many intervals are right to one
 * sample, however short the states are. For one thread.
 */
final class SampleCarry {
  private final Map<String, Double> left = new HashMap<>();

  /**
   * @param state names a class, its period and the state
   * @param samples 0 or more
   */
  long whole(String state, double samples) {
    double all = samples + left.getOrDefault(state, 0.0);
    long whole = (long) Math.floor(all + 1e-9);
    left.put(state, Math.max(0, all - whole));
    return whole;
  }

  /** Other classes may come: nothing is carried over. */
  void clear() {
    left.clear();
  }
}
