package io.openwlm.core.token;

import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.token.Signal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which signal an agent is told. Black: stopped, by the operator or by the anomaly switch. Red: no
 * grant is left for the smallest call that is of use; never because of a rate. Yellow: it burns
 * faster than the window allows, over a long and a short time, and is expected to run dry before
 * the window ends; or it will be dry very soon. Else green. A signal gets worse at once; yellow
 * ends after {@value #CLEAR_TICKS} clear ticks, red when enough is free again.
 */
final class SignalPolicy {
  static final int CLEAR_TICKS = 3;

  /** Below this part of the grant used there is no yellow, unless it will be dry very soon. */
  static final double LEAST_USED = 0.05;

  /** Red is left when so many of the smallest calls fit again. */
  static final int LEAVE_CALLS = 8;

  /** Or this part of the grant is free, but no less than two of them. */
  static final int LEAVE_PART = 20;

  /** Very soon: within this part of the window. */
  static final int SOON_PART = 10;

  /** And clearly before it ends: within this part of what is left of it. */
  static final double CLEARLY = 0.8;

  private SignalPolicy() {}

  /**
   * A signal and why.
   *
   * @param code why, as a code
   * @param reason why, in a sentence without a point
   * @param clearTicks ticks since the cause of yellow has gone
   */
  record Verdict(Signal signal, ReasonCode code, String reason, int clearTicks) {
    static final Verdict HEALTHY =
        new Verdict(Signal.GREEN, ReasonCode.BUDGET_HEALTHY, "the budget is healthy", 0);
  }

  /** A stop. */
  record Stop(ReasonCode code, String reason) {}

  /**
   * What the signal rests on. Thousandths of weighted tokens.
   *
   * @param stop null if it is not stopped
   * @param granted in the window
   * @param used spent and held
   * @param leftSettled what is left if nothing were held, in its grant and in all limits above it
   * @param left what is left with what is held
   * @param refused a call was refused for lack of tokens since the last tick
   * @param leastCall the smallest call that is of use
   */
  record Facts(
      @Nullable Stop stop,
      long granted,
      long used,
      long leftSettled,
      long left,
      boolean refused,
      long leastCall) {

    /**
     * Who is red already leaves it with more than the smallest call, lest the signal flaps. A call
     * that was refused was too large for what is left, whatever the smallest one is.
     */
    private boolean isDry(boolean already) {
      long enough =
          Math.max(2 * leastCall, Math.min(LEAVE_CALLS * leastCall, granted / LEAVE_PART));
      return leftSettled < (already ? enough : leastCall) || (refused && left < enough);
    }
  }

  /**
   * How it goes on.
   *
   * @param windowNanos length of the window
   */
  record Outlook(BurnRate burn, Forecast forecast, long windowNanos, long windowLeftNanos) {
    boolean runsDry() {
      return forecast.exhaustionP50Nanos() != Forecast.NEVER;
    }

    boolean isSoon() {
      long dry = forecast.exhaustionP50Nanos();
      return runsDry() && dry < windowNanos / SOON_PART && dry < CLEARLY * windowLeftNanos;
    }
  }

  /**
   * @param before the signal in force; {@link Verdict#HEALTHY} at the start of a window
   * @param tick true at a control tick, false when something was settled between two
   */
  static Verdict next(Verdict before, Facts facts, Outlook outlook, boolean tick) {
    Stop stop = facts.stop();
    if (stop != null) {
      return new Verdict(Signal.BLACK, stop.code(), stop.reason(), 0);
    }
    if (facts.isDry(before.signal() == Signal.RED)) {
      return new Verdict(
          Signal.RED,
          ReasonCode.TOKENS_USED_UP,
          "no usable tokens are left in the window, it ends in " + span(outlook.windowLeftNanos()),
          0);
    }
    double usedPart = facts.granted() <= 0 ? 1 : (double) facts.used() / facts.granted();
    boolean burns = outlook.burn().burns() && outlook.runsDry();
    if ((burns && usedPart >= LEAST_USED) || outlook.isSoon()) {
      return new Verdict(Signal.YELLOW, ReasonCode.BURNING_FAST, burning(outlook), 0);
    }
    if (before.signal() == Signal.YELLOW) {
      boolean clear = outlook.burn().shortIsClear() || !outlook.runsDry();
      int ticks = clear ? before.clearTicks() + (tick ? 1 : 0) : 0;
      if (ticks < CLEAR_TICKS) {
        return new Verdict(Signal.YELLOW, ReasonCode.BURNING_FAST, before.reason(), ticks);
      }
    }
    return Verdict.HEALTHY;
  }

  private static String burning(Outlook outlook) {
    long dry = outlook.forecast().exhaustionP50Nanos();
    return String.format(
        Locale.ROOT,
        "burns at %.1f times the rate that lasts to the end; used up in %s, %s before the window"
            + " ends",
        Math.max(0, Math.max(outlook.burn().fastLong(), outlook.burn().slowLong())),
        span(dry),
        span(outlook.windowLeftNanos() - dry));
  }

  /** A span of time in the largest unit that fits: {@code 25m}. */
  static String span(long nanos) {
    long seconds = Math.max(0, nanos / 1_000_000_000L);
    long unit = seconds >= 172_800 ? 86_400 : seconds >= 7_200 ? 3_600 : seconds >= 120 ? 60 : 1;
    return seconds == 0 ? "0s" : Durations.text(seconds / unit * unit * 1_000_000_000L);
  }
}
