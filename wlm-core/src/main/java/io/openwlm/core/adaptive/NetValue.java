package io.openwlm.core.adaptive;

/**
 * Whether a move is worth what it costs, by importance: the net-value matrix of z/OS WLM, where a
 * class that misses its goal here or in the sysplex misses it.
 *
 * <p>The receiver counts as it is now, the donor as it is projected to be.
 */
final class NetValue {
  /** A donor at least as important keeps this distance from its goal. */
  static final double SAFE_INDEX = 0.9;

  private NetValue() {}

  /** Verdict on one donor. */
  enum Verdict {
    OK,
    /** It would miss its goal, and is as important as the receiver or more. */
    MORE_IMPORTANT,
    /** The receiver meets its goal: nobody may miss his for it. */
    WOULD_MISS,
  }

  /**
   * @param receiverMisses now
   * @param receiverImportance 1 to 5
   * @param donorImportance 1 to 6
   * @param donorNow performance index now; NaN = it has none
   * @param donorProjected performance index after the move
   */
  static Verdict of(
      boolean receiverMisses,
      int receiverImportance,
      int donorImportance,
      double donorNow,
      double donorProjected) {
    boolean outranked = receiverImportance < donorImportance;
    if (donorImportance > 5 || Double.isNaN(donorNow)) {
      return Verdict.OK;
    }
    // What a move does not touch to speak of may be where it is.
    boolean unharmed = donorProjected <= donorNow * 1.001;
    boolean crosses = donorNow <= 1 && donorProjected > 1;
    boolean meets = donorProjected <= (outranked ? 1 : SAFE_INDEX);
    if (meets || (unharmed && !crosses)) {
      return Verdict.OK;
    }
    if (!receiverMisses) {
      return Verdict.WOULD_MISS;
    }
    return outranked ? Verdict.OK : Verdict.MORE_IMPORTANT;
  }

  /** Whether the receiver gains enough to be worth a change (receiver value). */
  static boolean isWorthIt(double now, double projected) {
    double enough = now > 1 ? Math.max(0.1 * (now - 1), 0.02) : 0.02;
    return now - projected >= enough;
  }
}
