package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.token.SignalPolicy.Facts;
import io.openwlm.core.token.SignalPolicy.Outlook;
import io.openwlm.core.token.SignalPolicy.Stop;
import io.openwlm.core.token.SignalPolicy.Verdict;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.token.Signal;
import org.junit.jupiter.api.Test;

class SignalPolicyTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final long MINUTE = HOUR / 60;
  private static final Facts HALF =
      new Facts(null, 1_000_000, 500_000, 500_000, 500_000, false, 256);
  private static final BurnRate CALM = new BurnRate(1, 1, 1, 1, 100);
  private static final BurnRate FAST = new BurnRate(3, 3, 1.2, 3, 100);
  private static final BurnRate OVER = new BurnRate(3, 0, 1.2, 0, 100);

  private static Forecast dryIn(long nanos) {
    return new Forecast(1, 0, 0, 0, nanos, nanos);
  }

  private static Outlook outlook(BurnRate burn, Forecast forecast) {
    return new Outlook(burn, forecast, HOUR, HOUR / 2);
  }

  private static Verdict next(Verdict before, Facts facts, Outlook outlook) {
    return SignalPolicy.next(before, facts, outlook, true);
  }

  @Test
  void isGreenWhileTheBudgetLasts() {
    Verdict verdict = next(Verdict.HEALTHY, HALF, outlook(CALM, dryIn(Forecast.NEVER)));
    assertThat(verdict.signal()).isEqualTo(Signal.GREEN);
  }

  @Test
  void isYellowWhenItBurnsAndWillRunDry() {
    Verdict verdict = next(Verdict.HEALTHY, HALF, outlook(FAST, dryIn(20 * MINUTE)));
    assertThat(verdict.signal()).isEqualTo(Signal.YELLOW);
    assertThat(verdict.reason())
        .isEqualTo(
            "burns at 3.0 times the rate that lasts to the end; used up in 20min, 10min before the"
                + " window ends");
  }

  @Test
  void isGreenWhenItBurnsButWillNotRunDry() {
    assertThat(next(Verdict.HEALTHY, HALF, outlook(FAST, dryIn(Forecast.NEVER))).signal())
        .isEqualTo(Signal.GREEN);
  }

  @Test
  void isGreenWhenTheBurnIsOver() {
    assertThat(next(Verdict.HEALTHY, HALF, outlook(OVER, dryIn(20 * MINUTE))).signal())
        .isEqualTo(Signal.GREEN);
  }

  @Test
  void isGreenBelowFivePercentUsed() {
    Facts little = new Facts(null, 1_000_000, 40_000, 960_000, 960_000, false, 256);
    assertThat(next(Verdict.HEALTHY, little, outlook(FAST, dryIn(20 * MINUTE))).signal())
        .isEqualTo(Signal.GREEN);
    assertThat(next(Verdict.HEALTHY, little, outlook(FAST, dryIn(5 * MINUTE))).signal())
        .isEqualTo(Signal.YELLOW);
  }

  @Test
  void isYellowWhenItWillBeDryVerySoonHoweverSlowly() {
    assertThat(next(Verdict.HEALTHY, HALF, outlook(CALM, dryIn(5 * MINUTE))).signal())
        .isEqualTo(Signal.YELLOW);
  }

  @Test
  void leavesYellowAfterThreeClearTicks() {
    Verdict verdict = next(Verdict.HEALTHY, HALF, outlook(FAST, dryIn(20 * MINUTE)));
    Outlook clear = outlook(OVER, dryIn(20 * MINUTE));
    for (int tick = 1; tick < SignalPolicy.CLEAR_TICKS; tick++) {
      verdict = next(verdict, HALF, clear);
      assertThat(verdict.signal()).as("tick %s", tick).isEqualTo(Signal.YELLOW);
    }
    assertThat(SignalPolicy.next(verdict, HALF, clear, false).signal()).isEqualTo(Signal.YELLOW);
    assertThat(next(verdict, HALF, clear).signal()).isEqualTo(Signal.GREEN);
  }

  @Test
  void burningAgainStartsTheCountOfClearTicksAnew() {
    Outlook burning = outlook(FAST, dryIn(20 * MINUTE));
    Verdict verdict = next(Verdict.HEALTHY, HALF, burning);
    verdict = next(verdict, HALF, outlook(OVER, dryIn(20 * MINUTE)));
    assertThat(next(verdict, HALF, burning).clearTicks()).isZero();
  }

  @Test
  void isRedWithoutRoomForTheSmallestCallAndLeavesAtTwiceThat() {
    Outlook calm = outlook(CALM, Forecast.UNKNOWN);
    Verdict red = next(Verdict.HEALTHY, new Facts(null, 1000, 800, 200, 200, false, 256), calm);
    assertThat(red.signal()).isEqualTo(Signal.RED);
    assertThat(red.code()).isEqualTo(ReasonCode.TOKENS_USED_UP);
    Facts some = new Facts(null, 1200, 800, 400, 400, false, 256);
    assertThat(next(red, some, calm).signal()).isEqualTo(Signal.RED);
    Facts enough = new Facts(null, 1400, 800, 600, 600, false, 256);
    assertThat(next(red, enough, calm).signal()).isEqualTo(Signal.GREEN);
  }

  @Test
  void whatIsHeldMakesRedOnlyWhenACallWasRefusedForIt() {
    Outlook calm = outlook(CALM, Forecast.UNKNOWN);
    Facts held = new Facts(null, 10_000, 9_900, 6_000, 100, false, 256);
    assertThat(next(Verdict.HEALTHY, held, calm).signal()).isEqualTo(Signal.GREEN);
    Facts refused = new Facts(null, 10_000, 9_900, 6_000, 100, true, 256);
    assertThat(next(Verdict.HEALTHY, refused, calm).signal()).isEqualTo(Signal.RED);
  }

  @Test
  void isBlackWhileItIsStopped() {
    Facts stopped =
        new Facts(
            new Stop(ReasonCode.OPERATOR, "stopped by root: loops"), 1000, 0, 1000, 1000, false, 1);
    Verdict verdict = next(Verdict.HEALTHY, stopped, outlook(CALM, Forecast.UNKNOWN));
    assertThat(verdict.signal()).isEqualTo(Signal.BLACK);
    assertThat(verdict.reason()).isEqualTo("stopped by root: loops");
  }

  @Test
  void noRateAloneMakesRedOrBlack() {
    BurnRate mad = new BurnRate(1000, 1000, 1000, 1000, 1_000_000);
    assertThat(next(Verdict.HEALTHY, HALF, outlook(mad, dryIn(1))).signal())
        .isEqualTo(Signal.YELLOW);
  }
}
