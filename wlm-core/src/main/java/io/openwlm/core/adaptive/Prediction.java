package io.openwlm.core.adaptive;

import java.util.List;

/**
 * What a move was expected to do, kept until it can be compared.
 *
 * @param receiver position of the class that was helped
 * @param before its performance index then
 * @param projected what was expected
 * @param load CPUs that it needed then
 * @param moved who changed, the receiver first
 */
record Prediction(
    long atNanos, int receiver, double before, double projected, double load, List<Moved> moved) {
  Prediction {
    moved = List.copyOf(moved);
  }

  /** A weight before and after, and how its class did before. */
  record Moved(int index, int from, int to, double before) {}
}
