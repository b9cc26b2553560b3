package io.openwlm.core.adjust;

/**
 * What the controller remembers of one class.
 *
 * @param weight share weight the kernel has, 1 to 10000; 0 = no control group
 * @param lastError the controller's error at the last interval with data
 * @param comfortableIntervals intervals in a row in which the goal was clearly over-achieved
 * @param idleIntervals intervals in a row without data
 * @param sinceGiveBack intervals since weight was given back while the lenders still pressed; large
 *     if never
 * @param keepsLoans such a give-back made the class miss its goal: no other is tried until the
 *     pressure ends
 */
public record ClassState(
    int weight,
    double lastError,
    int comfortableIntervals,
    int idleIntervals,
    int sinceGiveBack,
    boolean keepsLoans) {
  static final int NEVER = 1_000_000;

  static final ClassState INITIAL = new ClassState(0, 0, 0, 0, NEVER, false);
}
