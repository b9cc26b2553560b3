package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the ledger makes of clocks that step. */
class LedgerTimeTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR_MILLIS = 3_600_000;

  @Test
  void aJumpForwardHandsOutNoFreshBudgetBeforeItIsConfirmed() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    String id = bench.node("acme").limits().getFirst().windowId();
    bench.wallMillis += 30L * 24 * HOUR_MILLIS;
    LedgerTick tick = bench.pass(10);
    assertThat(tick.doubtsJump()).isTrue();
    assertThat(bench.spent("acme")).isEqualTo(900);
    assertThat(bench.node("acme").limits().getFirst().windowId()).isEqualTo(id);
    bench.wallMillis -= 30L * 24 * HOUR_MILLIS;
    assertThat(bench.pass(10).doubtsJump()).isFalse();
    for (int i = 0; i < 10; i++) {
      assertThat(bench.pass(10).jumpedMillis()).isZero();
    }
    assertThat(bench.spent("acme")).as("the step was a mistake").isEqualTo(900);
  }

  @Test
  void aJumpForwardThatStaysIsFollowed() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    bench.wallMillis += 2 * HOUR_MILLIS;
    long jumped = 0;
    int ticks = 0;
    while (jumped == 0 && ticks < 100) {
      jumped = bench.pass(10).jumpedMillis();
      ticks++;
    }
    assertThat(ticks).isBetween(4, 6);
    assertThat(bench.spent("acme")).isZero();
  }

  @Test
  void anUnsteadyClockIsNeverBelieved() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    for (int i = 0; i < 50; i++) {
      bench.wallMillis += 5 * HOUR_MILLIS;
      assertThat(bench.pass(10).jumpedMillis()).isZero();
    }
    assertThat(bench.spent("acme")).isEqualTo(900);
  }

  @Test
  void aSleepOfTheMachineNeedsNoConfirmation() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    bench.pass(10);
    bench.nanos += 10 * SECOND;
    bench.wallMillis += 10_000 + 8 * HOUR_MILLIS;
    LedgerTick tick = bench.ledger.tick(bench.nanos, 8 * 3_600 * SECOND, bench.wallMillis);
    assertThat(tick.doubtsJump()).isFalse();
    assertThat(bench.spent("acme")).isZero();
  }

  @Test
  void aRollingWindowRunsThroughASleep() {
    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(1_000, Plans.rolling(3_600)))
                .agent("chat", "acme")
                .plan());
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    bench.nanos += SECOND;
    bench.wallMillis += 1_000 + 2 * HOUR_MILLIS;
    bench.ledger.tick(bench.nanos, 2 * 3_600 * SECOND, bench.wallMillis);
    assertThat(bench.spent("acme")).isZero();
  }

  @Test
  void aRollingWindowDoesNotFollowTheWallClock() {
    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(1_000, Plans.rolling(3_600)))
                .agent("chat", "acme")
                .plan());
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    bench.wallMillis += 2 * HOUR_MILLIS;
    for (int i = 0; i < 10; i++) {
      bench.pass(10);
    }
    assertThat(bench.spent("acme")).isEqualTo(900);
  }

  @Test
  void aStepBackGivesNoWindowTwice() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.pass(60);
    bench.settle(bench.reserve("chat", 500, 400), 500, 400);
    String id = bench.node("acme").limits().getFirst().windowId();
    bench.wallMillis -= 2 * HOUR_MILLIS;
    for (int i = 0; i < 350; i++) {
      bench.pass(10);
      assertThat(bench.node("acme").limits().getFirst().windowId()).isEqualTo(id);
      assertThat(bench.spent("acme")).isEqualTo(900);
    }
    for (int i = 0; i < 400; i++) {
      bench.pass(10);
    }
    assertThat(bench.spent("acme")).as("at half speed the hour ends late").isZero();
  }

  @Test
  void theLedgersClockCatchesUpAfterAStepBack() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.wallMillis -= 600_000;
    LedgerTick tick = bench.pass(10);
    assertThat(tick.aheadMillis()).isGreaterThan(590_000);
    for (int i = 0; i < 130; i++) {
      tick = bench.pass(10);
    }
    assertThat(tick.aheadMillis()).isLessThanOrEqualTo(LedgerTime.TOLERANCE_MILLIS);
  }

  @Test
  void smallDifferencesAreFollowedAtOnce() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.wallMillis += 1_500;
    LedgerTick tick = bench.pass(10);
    assertThat(tick.doubtsJump()).isFalse();
    assertThat(tick.aheadMillis()).isZero();
  }
}
