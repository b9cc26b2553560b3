package io.openwlm.core.adjust;

/**
 * Weight that one class has taken from another and still owes.
 *
 * @param receiver position of the class that took
 * @param donor position of the class that gave
 * @param amount weight owed, above 0
 * @param pressing how hard the donor presses now: CPUs' worth of waiting threads, smoothed, because
 *     the kernel counts a thread's waiting only when the thread runs at last
 * @param hardest the most seen since the weight was taken
 */
public record Loan(int receiver, int donor, int amount, double pressing, double hardest) {
  private static final double SMOOTHING = 0.5;

  /** The same with less or more owed. */
  Loan withAmount(int newAmount) {
    return new Loan(receiver, donor, newAmount, pressing, hardest);
  }

  /** The same after another interval. */
  Loan seen(double waiting) {
    double now = SMOOTHING * waiting + (1 - SMOOTHING) * pressing;
    return new Loan(receiver, donor, amount, now, Math.max(hardest, now));
  }
}
