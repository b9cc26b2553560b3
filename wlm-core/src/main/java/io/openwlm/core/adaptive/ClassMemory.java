package io.openwlm.core.adaptive;

/**
 * What the algorithm remembers of one class.
 *
 * @param nanosPerTransaction CPU time of a transaction, smoothed; 0 = not known yet
 * @param inFlight transactions running at the end of the last interval
 * @param load CPUs needed, smoothed; negative = not known yet
 * @param trust how much of a projected change really comes, 0.2 to 1.5; 1 = all
 * @param fruitless intervals in a row in which the goal was missed and nothing helped
 * @param skipUntilNanos not tried as a receiver before this time
 * @param reachable performance index that it could reach at best when it was last tried in vain; 0
 *     = its goal is within reach
 */
record ClassMemory(
    double nanosPerTransaction,
    long inFlight,
    double load,
    double trust,
    int fruitless,
    long skipUntilNanos,
    double reachable) {
  static final long NEVER = Long.MIN_VALUE / 2;

  static final ClassMemory INITIAL = new ClassMemory(0, 0, -1, 1, 0, NEVER, 0);

  /** The same with what this interval showed of the load. */
  ClassMemory seen(double newNanosPerTransaction, long newInFlight, double newLoad) {
    return new ClassMemory(
        newNanosPerTransaction, newInFlight, newLoad, trust, fruitless, skipUntilNanos, reachable);
  }

  ClassMemory trusting(double newTrust) {
    return new ClassMemory(
        nanosPerTransaction,
        inFlight,
        load,
        Math.clamp(newTrust, 0.2, 1.5),
        fruitless,
        skipUntilNanos,
        reachable);
  }

  ClassMemory received() {
    return new ClassMemory(nanosPerTransaction, inFlight, load, trust, 0, NEVER, 0);
  }

  /** Its goal is met. */
  ClassMemory content() {
    return fruitless == 0 && reachable == 0
        ? this
        : new ClassMemory(nanosPerTransaction, inFlight, load, trust, 0, NEVER, 0);
  }

  /** Nothing helped this time. */
  ClassMemory inVain(int newFruitless, long untilNanos, double newReachable) {
    return new ClassMemory(
        nanosPerTransaction, inFlight, load, trust, newFruitless, untilNanos, newReachable);
  }
}
