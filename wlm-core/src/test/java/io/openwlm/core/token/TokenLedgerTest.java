package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.core.port.TokenSpend.Outcome;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenLedgerTest {
  private static final long SECOND = Bench.SECOND;

  @Test
  void holdsOnEveryLevelAndSettlesWhatWasUsed() {
    Bench bench = new Bench(Plans.usual(10_000));
    long hold = bench.reserve("chat", 2_000, 500);
    assertThat(hold).isNotZero();
    assertThat(bench.held("acme")).isEqualTo(2_500);
    assertThat(bench.held("research")).isEqualTo(2_500);
    assertThat(bench.held("chat")).isEqualTo(2_500);
    assertThat(bench.held("scraper")).isZero();
    assertThat(bench.settle(hold, 700, 300)).isTrue();
    assertThat(bench.held("acme")).isZero();
    assertThat(bench.spent("acme")).isEqualTo(1_000);
    assertThat(bench.spent("research")).isEqualTo(1_000);
    assertThat(bench.node("chat").counts().used()).isEqualTo(Bench.usage(700, 300));
    assertThat(bench.node("chat").counts().requests()).isEqualTo(1);
  }

  @Test
  void aHoldEndsOnce() {
    Bench bench = new Bench(Plans.usual(10_000));
    long hold = bench.reserve("chat", 100, 100);
    assertThat(bench.settle(hold, 100, 100)).isTrue();
    assertThat(bench.settle(hold, 100, 100)).isFalse();
    assertThat(bench.ledger.release(hold)).isFalse();
    assertThat(bench.ledger.extend(hold, 10, bench.nanos)).isFalse();
    long next = bench.reserve("chat", 100, 100);
    assertThat(next).isNotEqualTo(hold);
    assertThat(bench.settle(hold, 100, 100)).isFalse();
    assertThat(bench.spent("acme")).isEqualTo(200);
  }

  @Test
  void clampsTheOutputToWhatIsLeft() {
    Bench bench = new Bench(Plans.usual(3_000));
    assertThat(bench.reserve("chat", 2_000, 4_096, 256)).isNotZero();
    assertThat(bench.ask.outputTokens).isEqualTo(1_000);
  }

  @Test
  void refusesBelowTheLeastUsefulOutputAndNamesTheBudgetAndItsReset() {
    Bench bench = new Bench(Plans.usual(3_000));
    long first = bench.reserve("chat", 2_000, 4_096, 256);
    bench.settle(first, 2_000, 800);
    assertThat(bench.reserve("scraper", 100, 4_096, 256)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.EXHAUSTED);
    assertThat(bench.ask.budget).as("the day of the team ends last").isEqualTo("research");
    assertThat(bench.ask.resetsEpochMillis).isEqualTo(Plans.START_MILLIS + 10 * 3_600_000L);
    assertThat(bench.node("acme").counts().refusals()).isEqualTo(Map.of(Refusal.EXHAUSTED, 1L));
  }

  @Test
  void saysSoonWhenOnlyCallsUnderWayAreInTheWay() {
    Bench bench = new Bench(Plans.usual(3_000));
    bench.reserve("chat", 2_000, 1_000, 256);
    assertThat(bench.reserve("scraper", 100, 4_096, 256)).isZero();
    assertThat(bench.ask.resetsEpochMillis).isBetween(bench.wallMillis, bench.wallMillis + 5_000);
  }

  @Test
  void aCallLargerThanAWholeBudgetCanNeverPass() {
    Bench bench = new Bench(Plans.usual(3_000));
    assertThat(bench.reserve("chat", 2_900, 4_096, 256)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.TOO_LARGE);
  }

  @Test
  void aCallThatWantsLittleMayHaveLessThanTheFloor() {
    Bench bench = new Bench(Plans.usual(3_000));
    assertThat(bench.reserve("chat", 2_900, 50, 256)).isNotZero();
    assertThat(bench.ask.outputTokens).isEqualTo(50);
  }

  @Test
  void useAboveTheHoldCountsFully() {
    Bench bench = new Bench(Plans.usual(3_000));
    long hold = bench.reserve("chat", 100, 100);
    bench.settle(hold, 2_000, 5_000);
    assertThat(bench.spent("acme")).isEqualTo(7_000);
    assertThat(bench.reserve("chat", 1, 1)).isZero();
  }

  @Test
  void extendsAHoldWhileThereIsRoom() {
    Bench bench = new Bench(Plans.usual(3_000));
    long hold = bench.reserve("chat", 1_000, 1_000);
    assertThat(bench.ledger.extend(hold, 1_000, bench.nanos)).isTrue();
    assertThat(bench.held("acme")).isEqualTo(3_000);
    assertThat(bench.ledger.extend(hold, 1, bench.nanos)).isFalse();
    assertThat(bench.held("acme")).isEqualTo(3_000);
    assertThat(bench.ledger.audit()).isEmpty();
  }

  @Test
  void releaseGivesAllOfItBack() {
    Bench bench = new Bench(Plans.usual(3_000));
    long hold = bench.reserve("chat", 1_000, 1_000);
    assertThat(bench.ledger.release(hold)).isTrue();
    assertThat(bench.held("acme")).isZero();
    assertThat(bench.spent("acme")).isZero();
    assertThat(bench.node("chat").counts().requests()).isZero();
  }

  @Test
  void aHoldPastItsDeadlineBecomesSpendingAndNeverFree() {
    Bench bench = new Bench(Plans.usual(3_000));
    long hold = bench.reserve("chat", 1_000, 500);
    assertThat(bench.pass(599).expiredHolds()).isZero();
    assertThat(bench.pass(2).expiredHolds()).isEqualTo(1);
    assertThat(bench.held("acme")).isZero();
    assertThat(bench.spent("acme")).isEqualTo(1_500);
    assertThat(bench.node("chat").counts().estimated()).isEqualTo(1_500);
    assertThat(bench.settle(hold, 1, 1)).isFalse();
  }

  @Test
  void aHoldSettlesIntoTheWindowInWhichItWasLetThrough() {
    Bench bench = new Bench(Plans.usual(10_000));
    bench.pass(3_590);
    long hold = bench.reserve("chat", 1_000, 500);
    bench.pass(20);
    assertThat(bench.held("acme")).as("carried over").isEqualTo(1_500);
    bench.settle(hold, 1_000, 500);
    assertThat(bench.spent("acme")).as("the hour of now").isZero();
    assertThat(bench.node("acme").held().milliTokens()).isZero();
    assertThat(bench.spent("research")).as("the same day").isEqualTo(1_500);
  }

  @Test
  void aGrantIsCheckedAtTheNextCall() {
    Bench bench = new Bench(Plans.usual(10_000));
    bench.ledger.setGrants(Map.of("scraper", 1_000_000L));
    long hold = bench.reserve("scraper", 500, 400);
    assertThat(hold).isNotZero();
    bench.ledger.setGrants(Map.of("scraper", 950_000L));
    assertThat(bench.reserve("scraper", 50, 100, 1)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.GRANT_USED);
    assertThat(bench.ask.budget).isEqualTo("scraper");
    assertThat(bench.reserve("chat", 500, 400)).as("others go on").isNotZero();
  }

  @Test
  void anEmergencyStopRefusesAllBelowAndEnds() {
    Bench bench = new Bench(Plans.usual(10_000));
    assertThat(bench.ledger.stop("research", "runaway")).isTrue();
    assertThat(bench.reserve("chat", 1, 1)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.STOPPED);
    assertThat(bench.ask.budget).isEqualTo("research");
    assertThat(bench.ledger.go("research")).isTrue();
    assertThat(bench.reserve("chat", 1, 1)).isNotZero();
    bench.ledger.stop(null, "all");
    assertThat(bench.reserve("chat", 1, 1)).isZero();
    bench.ledger.go(null);
    assertThat(bench.reserve("chat", 1, 1)).isNotZero();
    assertThat(bench.ledger.stop("nobody", "x")).isFalse();
  }

  @Test
  void anIncreaseLastsUntilItsTime() {
    Bench bench = new Bench(Plans.usual(1_000));
    bench.ledger.increase("acme", 2_000_000, bench.wallMillis + 60_000);
    bench.ledger.increase("research", 2_000_000, bench.wallMillis + 60_000);
    long hold = bench.reserve("chat", 1_500, 100);
    assertThat(hold).isNotZero();
    bench.settle(hold, 1_500, 100);
    bench.pass(61);
    assertThat(bench.node("acme").limits().getFirst().amount()).isEqualTo(1_000_000);
    assertThat(bench.reserve("chat", 1, 1)).isZero();
  }

  @Test
  void aSessionHasItsOwnLimit() {
    LedgerPlan plan =
        new Plans()
            .organisation(Plans.tokens(100_000, Plans.HOUR))
            .agent(
                "chat",
                "acme",
                List.of(
                    new BudgetLimit(
                        BudgetUnit.TOKENS,
                        1_000_000,
                        new io.openwlm.model.token.BudgetWindow.Session())),
                OnUnavailable.DENY)
            .plan();
    Bench bench = new Bench(plan);
    bench.ask.session = "one";
    long hold = bench.reserve("chat", 600, 300);
    bench.settle(hold, 600, 300);
    assertThat(bench.reserve("chat", 100, 300, 256)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.TOO_LARGE);
    bench.ask.session = "two";
    assertThat(bench.reserve("chat", 100, 300, 256)).isNotZero();
  }

  @Test
  void sessionsAreForgottenWithTheirSpendingKeptInTheAgent() {
    LedgerPlan plan =
        new Plans()
            .organisation(Plans.tokens(100_000, Plans.HOUR))
            .agent(
                "chat",
                "acme",
                List.of(
                    new BudgetLimit(
                        BudgetUnit.TOKENS,
                        1_000_000,
                        new io.openwlm.model.token.BudgetWindow.Session())),
                OnUnavailable.DENY)
            .shape(new LedgerShape(100, 3, 10, 10))
            .plan();
    Bench bench = new Bench(plan);
    for (int i = 0; i < 50; i++) {
      bench.ask.session = "s" + i;
      bench.nanos += SECOND;
      bench.settle(bench.reserve("chat", 10, 10), 10, 10);
    }
    assertThat(bench.spent("acme")).isEqualTo(1_000);
  }

  @Test
  void aLimitInMoneyNeedsAPrice() {
    BudgetLimit money = new BudgetLimit(BudgetUnit.COST, 1_000_000_000, Plans.DAY);
    TokenPrices prices =
        new TokenPrices(
            "USD",
            List.of(
                new TokenPrices.ModelPrice(
                    "big*",
                    List.of(10_000_000L, 1_000_000L, 12_500_000L, 50_000_000L, 50_000_000L))));
    Bench bench =
        new Bench(new Plans().organisation(money).agent("chat", "acme").prices(prices).plan());
    assertThat(bench.reserve("chat", 1_000, 1_000)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.NO_PRICE);
    bench.ask.model = "big-1";
    long hold = bench.reserve("chat", 10_000, 1_000_000, 256);
    assertThat(hold).isNotZero();
    assertThat(bench.ask.outputTokens).as("(1 - 0.125) / 0.00005").isEqualTo(17_500);
    bench.settle(hold, 10_000, 2_000);
    assertThat(bench.node("acme").limits().getFirst().spent()).isEqualTo(200_000_000L);
  }

  @Test
  void weighsKindsAndModels() {
    TokenWeights weights =
        new TokenWeights(
            List.of(1000, 100, 1250, 1000, 1000),
            List.of(new TokenWeights.ModelWeight("*opus*", 15_000)));
    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(1_000_000, Plans.HOUR))
                .agent("chat", "acme")
                .weights(weights)
                .plan());
    bench.ask.model = "claude-opus-9";
    long hold = bench.reserve("chat", 100, 100);
    assertThat(bench.held("acme")).as("input as dear as cache writes").isEqualTo(3_375);
    bench.ledger.settle(hold, new TokenUsage(10, 100, 20, 5, 5), false);
    assertThat(bench.node("acme").limits().getFirst().spent())
        .isEqualTo((10_000 + 10_000 + 25_000 + 10_000) * 15L);
  }

  @Test
  void refusesTooManyHolds() {
    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(1_000_000, Plans.HOUR))
                .agent("chat", "acme")
                .shape(new LedgerShape(2, 1, 1, 1))
                .plan());
    bench.reserve("chat", 1, 1);
    long second = bench.reserve("chat", 1, 1);
    assertThat(bench.reserve("chat", 1, 1)).isZero();
    assertThat(bench.refusal()).isEqualTo(Refusal.TOO_MANY_HOLDS);
    bench.ledger.release(second);
    assertThat(bench.reserve("chat", 1, 1)).isNotZero();
  }

  @Test
  void reportedUseCountsOnceEvenAboveALimit() {
    Bench bench = new Bench(Plans.usual(1_000));
    TokenUsage usage = Bench.usage(900, 600);
    assertThat(
            bench.ledger.spend(
                "chat", new ReportedCall("call-1", "m", usage, bench.wallMillis), bench.nanos))
        .isEqualTo(Outcome.COUNTED);
    assertThat(
            bench.ledger.spend(
                "chat", new ReportedCall("call-1", "m", usage, bench.wallMillis), bench.nanos))
        .isEqualTo(Outcome.DUPLICATE);
    assertThat(
            bench.ledger.spend(
                "chat",
                new ReportedCall("call-2", "m", usage, bench.wallMillis - 7_200_000),
                bench.nanos))
        .isEqualTo(Outcome.COUNTED_NOW);
    assertThat(
            bench.ledger.spend(
                "eve", new ReportedCall("", "m", usage, bench.wallMillis), bench.nanos))
        .isEqualTo(Outcome.UNKNOWN_AGENT);
    assertThat(bench.spent("acme")).isEqualTo(3_000);
    assertThat(bench.reserve("chat", 1, 1)).isZero();
  }

  @Test
  void aChangedAmountKeepsWhatWasSpent() {
    Bench bench = new Bench(Plans.usual(10_000));
    bench.settle(bench.reserve("chat", 3_000, 1_000), 3_000, 1_000);
    long open = bench.reserve("scraper", 500, 500);
    bench.ledger.install(Plans.usual(5_000));
    assertThat(bench.spent("acme")).isEqualTo(4_000);
    assertThat(bench.held("acme")).isEqualTo(1_000);
    assertThat(bench.reserve("chat", 1, 1)).isZero();
    assertThat(bench.settle(open, 100, 100)).isTrue();
    assertThat(bench.spent("acme")).isEqualTo(4_200);
    assertThat(bench.ledger.audit()).isEmpty();
  }

  @Test
  void aChangedWindowBeginsWithNoLessThanIsKnown() {
    Bench bench = new Bench(Plans.usual(10_000));
    bench.settle(bench.reserve("chat", 3_000, 1_000), 3_000, 1_000);
    bench.ledger.install(
        new Plans()
            .organisation(Plans.tokens(10_000, Plans.rolling(86_400)))
            .team()
            .agent("chat", "research")
            .plan());
    assertThat(bench.spent("acme")).isEqualTo(4_000);
  }

  @Test
  void anAgentThatComesBackFindsWhatItSpent() {
    Bench bench =
        new Bench(
            new Plans()
                .organisation(Plans.tokens(10_000, Plans.HOUR))
                .agent("chat", "acme", Plans.tokens(2_000, Plans.DAY))
                .plan());
    bench.settle(bench.reserve("chat", 500, 500), 500, 500);
    long open = bench.reserve("chat", 100, 100);
    bench.ledger.install(new Plans().organisation(Plans.tokens(10_000, Plans.HOUR)).plan());
    assertThat(bench.held("acme")).isEqualTo(200);
    bench.settle(open, 100, 100);
    assertThat(bench.spent("acme")).isEqualTo(1_200);
    bench.ledger.install(
        new Plans()
            .organisation(Plans.tokens(10_000, Plans.HOUR))
            .agent("chat", "acme", Plans.tokens(2_000, Plans.DAY))
            .plan());
    assertThat(bench.spent("chat")).isEqualTo(1_000);
  }

  @Test
  void usesOfLateAreKeptByTime() {
    Bench bench = new Bench(Plans.usual(1_000_000));
    bench.settle(bench.reserve("chat", 100, 100), 100, 100);
    bench.pass(60);
    bench.settle(bench.reserve("chat", 100, 50), 100, 50);
    UseRing lately = bench.node("chat").lately();
    assertThat(lately.usedMilli(30 * SECOND)).isEqualTo(150_000);
    assertThat(lately.usedMilli(90 * SECOND)).isEqualTo(350_000);
    bench.pass(3_600);
    assertThat(bench.node("chat").lately().usedMilli(600 * SECOND)).isZero();
  }
}
