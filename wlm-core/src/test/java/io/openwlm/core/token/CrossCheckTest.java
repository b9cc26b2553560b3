package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.TokenJournal;
import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent that uses the proxy and tells of its calls as well. */
class CrossCheckTest {
  private static final LedgerPlan PLAN = Plans.usual(10_000_000);
  private static final int MINUTE = 60;

  private final MemoryJournal journal = new MemoryJournal();
  private final Bench bench = new Bench(PLAN, journal);
  private int calls;

  private void metered(long input, long output) {
    assertThat(bench.settle(bench.reserve("chat", input, output), input, output)).isTrue();
  }

  private void told(Bench to, long input, long output) {
    ReportedCall call =
        new ReportedCall("call-" + ++calls, "m", Bench.usage(input, output), to.wallMillis);
    to.ledger.checkpoint("chat", List.of(call), new byte[] {1}, to.nanos);
  }

  private static Bench again(Bench before, byte[] snapshot, List<byte[]> records) {
    LedgerRecovery recovery = new LedgerRecovery(PLAN);
    assertThat(snapshot == null || recovery.snapshot(snapshot)).isTrue();
    records.forEach(record -> assertThat(recovery.record(record)).isTrue());
    Bench bench = new Bench(PLAN);
    bench.nanos = 5;
    bench.wallMillis = before.wallMillis;
    bench.ledger = recovery.ledger(TokenJournal.NONE, bench.nanos, 0, bench.wallMillis);
    return bench;
  }

  @Test
  void aCallThatBothKnowCountsOnce() {
    metered(100, 20);
    told(bench, 100, 20);
    assertThat(bench.spent("acme")).isEqualTo(120);
    assertThat(bench.node("chat").counts().requests()).isOne();
    assertThat(bench.node("chat").counts().used()).isEqualTo(Bench.usage(100, 20));
  }

  @Test
  void itDoesNotMatterWhoComesFirst() {
    told(bench, 100, 20);
    metered(100, 20);
    told(bench, 30, 0);
    metered(30, 0);
    assertThat(bench.spent("acme")).isEqualTo(150);
    assertThat(bench.node("chat").counts().requests()).isEqualTo(2);
  }

  @Test
  void theLargerOneCounts() {
    metered(100, 20);
    told(bench, 150, 20);
    assertThat(bench.spent("acme")).isEqualTo(170);
    metered(100, 0);
    assertThat(bench.spent("acme")).isEqualTo(220);
    told(bench, 10, 0);
    assertThat(bench.spent("acme")).isEqualTo(220);
  }

  @Test
  void bothAreShown() {
    metered(100, 20);
    told(bench, 150, 20);
    LedgerPicture.Agent agent = bench.node("chat").agent();
    assertThat(agent.meteredMilli()).isEqualTo(120_000);
    assertThat(agent.toldMilli()).isEqualTo(170_000);
  }

  @Test
  void callsOfTheOtherWayMuchLaterAreOtherCalls() {
    metered(100, 0);
    bench.pass(9 * MINUTE);
    told(bench, 40, 0);
    assertThat(bench.spent("acme")).isEqualTo(100);
    for (int i = 0; i < 21; i++) {
      bench.pass(MINUTE);
    }
    told(bench, 60, 0);
    assertThat(bench.spent("acme")).isEqualTo(160);
  }

  @Test
  void anAgentThatOnlyTellsOrOnlyCallsIsChargedAllOfIt() {
    told(bench, 100, 0);
    told(bench, 100, 0);
    long hold = bench.reserve("scraper", 50, 0);
    bench.settle(hold, 50, 0);
    assertThat(bench.spent("acme")).isEqualTo(250);
  }

  @Test
  void aSessionIsChargedItsCallsWhoeverToldThemFirst() {
    LedgerPlan plan =
        new Plans()
            .organisation(Plans.tokens(1_000, Plans.HOUR))
            .agent(
                "chat",
                "acme",
                List.of(
                    new io.openwlm.model.token.BudgetLimit(
                        io.openwlm.model.token.BudgetUnit.TOKENS,
                        150_000,
                        new io.openwlm.model.token.BudgetWindow.Session())),
                io.openwlm.model.token.AgentBudget.OnUnavailable.DENY)
            .plan();
    Bench with = new Bench(plan);
    with.ask.session = "s";
    told(with, 100, 0);
    assertThat(with.settle(with.reserve("chat", 100, 0, 0), 100, 0)).isTrue();
    assertThat(with.spent("acme")).isEqualTo(100);
    assertThat(with.reserve("chat", 100, 0, 0)).isZero();
  }

  @Test
  void aRestartAndAKillKeepTheComparison() {
    byte[] fresh = bench.ledger.snapshot();
    metered(100, 20);
    told(bench, 300, 0);
    metered(50, 0);
    List<byte[]> all = List.copyOf(journal.records);
    for (Bench now :
        List.of(again(bench, fresh, all), again(bench, bench.ledger.snapshot(), List.of()))) {
      assertThat(now.spent("acme")).isEqualTo(300);
      metered(now, 100);
      assertThat(now.spent("acme")).isEqualTo(300);
      metered(now, 50);
      assertThat(now.spent("acme")).isEqualTo(320);
      assertThat(now.node("chat").agent().toldMilli()).isEqualTo(300_000);
    }
  }

  private static void metered(Bench of, long input) {
    assertThat(of.settle(of.reserve("chat", input, 0, 0), input, 0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void inOnePeriodTheChargeIsTheLargerOfTheTwoAndAKillChangesNothing(long seed) {
    Random random = new Random(seed);
    byte[] snapshot = bench.ledger.snapshot();
    long meteredSum = 0;
    long toldSum = 0;
    long before = 0;
    for (int i = 0; i < 100; i++) {
      long tokens = random.nextInt(1, 200);
      if (random.nextBoolean()) {
        metered(tokens, 0);
        meteredSum += tokens;
      } else {
        told(bench, tokens, 0);
        toldSum += tokens;
      }
      long spent = bench.spent("acme");
      assertThat(spent).as("seed %d", seed).isEqualTo(Math.max(meteredSum, toldSum));
      assertThat(spent).isGreaterThanOrEqualTo(before);
      before = spent;
    }
    assertThat(bench.ledger.audit()).isEmpty();
    Bench now = again(bench, snapshot, journal.records);
    TokenUsage used = bench.node("chat").counts().used();
    assertThat(now.spent("acme")).isEqualTo(before);
    assertThat(now.node("chat").counts().used()).isEqualTo(used);
    assertThat(now.node("chat").agent().toldMilli()).isEqualTo(1_000 * toldSum);
    assertThat(now.node("chat").agent().meteredMilli()).isEqualTo(1_000 * meteredSum);
  }
}
