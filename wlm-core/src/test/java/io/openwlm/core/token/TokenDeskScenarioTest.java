package io.openwlm.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openwlm.core.port.SignalSink.AgentSignal;
import io.openwlm.core.port.TokenControl;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.port.TokenReports.Decision;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.BudgetWindow.Period;
import io.openwlm.model.token.Signal;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ledger, arbiter and signals in one loop, in simulated time. */
class TokenDeskScenarioTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long TOKEN = 1_000;
  private static final int HOUR = 3_600;

  /** On the hour. */
  private static final long START = 1_795_258_800_000L;

  private final Random random = new Random(7);
  private final List<AgentSignal> published = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private final Map<String, Integer> refused = new HashMap<>();
  private final List<Under> under = new ArrayList<>();
  private final TokenLedger ledger;
  private final TokenDesk desk;
  private int second;

  /** A call under way. */
  private record Under(long hold, String agent, long tokens, int ends) {}

  TokenDeskScenarioTest() {
    BudgetLimit million =
        new BudgetLimit(
            BudgetUnit.TOKENS,
            1_000_000 * TOKEN,
            BudgetWindow.Aligned.of(Period.HOUR, ZoneOffset.UTC));
    TokenBudgets budgets =
        new TokenBudgets(
            List.of(
                new TokenBudget("acme", Level.ORGANISATION, null, List.of(million), null),
                agent("chat", "CHAT", 100_000, 500_000, 1_000_000),
                agent("code", "CODE", 20_000, 300_000, 800_000),
                agent("scraper", "SCRAPE", 5_000, 200_000, 600_000)),
            TokenBudgets.NONE.weights(),
            null,
            null,
            null);
    LedgerPlan plan =
        LedgerPlan.of(
            budgets,
            TokenPrices.NONE,
            Map.of(
                "CHAT", new Importance(1), "CODE", new Importance(3), "SCRAPE", new Importance(5)));
    ledger = new TokenLedger(plan, TokenJournal.NONE, 0, START);
    desk =
        new TokenDesk(
            ledger, (signals, now, epoch, whole) -> published.addAll(signals), this::nanos);
    tick();
  }

  private static TokenBudget agent(
      String name, String serviceClass, long floor, long entitlement, long cap) {
    return new TokenBudget(
        name,
        Level.AGENT,
        "acme",
        List.of(),
        new AgentBudget(
            serviceClass,
            floor,
            entitlement,
            cap,
            List.of(),
            OnUnavailable.DENY,
            List.of(),
            null,
            null));
  }

  private long nanos() {
    return second * SECOND;
  }

  private void tick() {
    desk.tick(nanos(), 0, START + second * 1_000L);
    decisions.addAll(desk.decisions());
    keepsItsBooks();
  }

  /** Unspent grants never exceed what the organisation has left, at any tick. */
  private void keepsItsBooks() {
    LedgerPicture picture = ledger.picture(nanos());
    long unspent = 0;
    for (LedgerPicture.Node n : picture.nodes()) {
      if (n.agent() != null) {
        unspent += Math.max(0, n.agent().grantedMilli() - PoolBuilder.used(n));
      }
    }
    LedgerPicture.Node acme = picture.nodes().getFirst();
    LedgerPicture.Limit limit = acme.limits().getFirst();
    assertThat(unspent)
        .isLessThanOrEqualTo(limit.amount() - limit.spent() - acme.held().milliTokens());
    assertThat(limit.spent()).isLessThanOrEqualTo(limit.amount());
  }

  private void call(String agent, int input, int output) {
    Reservation ask = new Reservation();
    ask.agent = agent;
    ask.model = "m";
    ask.inputBytes = input * 4L;
    ask.maxOutputTokens = 2_000;
    ask.leastOutputTokens = 256;
    ask.timeoutNanos = 60 * SECOND;
    if (ledger.reserve(ask, nanos())) {
      long used = Math.min(output, ask.outputTokens);
      under.add(new Under(ask.hold, agent, input + used, second + 5));
    } else {
      refused.merge(agent, 1, Integer::sum);
    }
  }

  private void run(int seconds, double chat, double code, double scraper) {
    for (int end = second + seconds; second < end; ) {
      second++;
      under.removeIf(u -> {
        boolean done = u.ends() <= second;
        if (done) {
          ledger.settle(u.hold(), new TokenUsage(u.tokens(), 0, 0, 0, 0), false);
        }
        return done;
      });
      calls("chat", chat);
      calls("code", code);
      calls("scraper", scraper);
      boolean lacks = desk.look(nanos());
      if (second % 10 == 0 || lacks) {
        tick();
      }
    }
  }

  private void calls(String agent, double perSecond) {
    int n = (int) perSecond + (random.nextDouble() < perSecond % 1 ? 1 : 0);
    for (int i = 0; i < n; i++) {
      call(agent, 600 + random.nextInt(400), 100 + random.nextInt(300));
    }
  }

  private BudgetStatus status(String name) {
    return desk.budgets().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void importance1NeverSeesARefusalWhenTheScraperGoesWild() {
    run(300, 0.12, 0.05, 0.03);
    assertThat(desk.signalOf("scraper")).isEqualTo(Signal.GREEN);
    run(HOUR - 310, 0.12, 0.05, 8);
    assertThat(refused).doesNotContainKey("chat");
    assertThat(refused.get("scraper")).isPositive();
    assertThat(desk.signalOf("chat")).isEqualTo(Signal.GREEN);
    assertThat(desk.signalOf("scraper")).isEqualTo(Signal.RED);
    // Chat needs about 430,000 in the hour; the scraper never got to that part.
    assertThat(status("scraper").tokens().spent()).isBetween(200_000L, 620_000L);
    assertThat(status("acme").tokens().spent()).isLessThanOrEqualTo(1_000_000);
    // Next to nothing is left unused while somebody wants it.
    assertThat(status("acme").tokens().spent()).isGreaterThan(900_000);
  }

  @Test
  void theDecisionLogSaysWhoReceivedAndWhoPaid() {
    run(300, 0.12, 0.05, 0.03);
    run(600, 0.12, 0.05, 8);
    assertThat(decisions)
        .anyMatch(d ->
            d.act().equals(DecisionStatus.SIGNAL)
                && d.serviceClass().equals("SCRAPE")
                && d.reason() == ReasonCode.BURNING_FAST);
    decisions.clear();
    run(1_200, 1, 0.05, 8);
    assertThat(decisions)
        .anyMatch(d ->
            d.act().equals(DecisionStatus.GRANT)
                && d.serviceClass().equals("CHAT")
                && d.changes().stream()
                    .anyMatch(c ->
                        c.reason().equals(ReasonCode.TOKENS_TAKEN_BACK.name())
                            && c.to() < c.from()));
  }

  @Test
  void theClassesHavePerformanceIndices() {
    assertThat(desk.of("CHAT").orElseThrow().performanceIndex()).isEmpty();
    assertThat(desk.of("NOBODY")).isEmpty();
    run(600, 0.12, 0.05, 0.03);
    assertThat(desk.of("CHAT").orElseThrow().performanceIndex().orElseThrow()).isBetween(0.3, 1.0);
    run(2_400, 0.12, 0.05, 8);
    assertThat(desk.of("CHAT").orElseThrow().performanceIndex().orElseThrow())
        .isLessThanOrEqualTo(1.0);
    assertThat(desk.of("SCRAPE").orElseThrow().performanceIndex().orElseThrow()).isGreaterThan(1.0);
  }

  @Test
  void aNewWindowEndsRed() {
    run(HOUR - 60, 0.12, 0.05, 8);
    assertThat(desk.signalOf("scraper")).isEqualTo(Signal.RED);
    run(80, 0.12, 0.05, 0);
    assertThat(desk.signalOf("scraper")).isNotEqualTo(Signal.RED);
    assertThat(decisions).anyMatch(d -> d.reason() == ReasonCode.TOKENS_WINDOW);
  }

  @Test
  void constantLoadSettles() {
    run(900, 0.05, 0.02, 0.02);
    decisions.clear();
    run(1_800, 0.05, 0.02, 0.02);
    assertThat(decisions).isEmpty();
  }

  @Test
  void signalsChangeBetweenTicks() {
    run(20, 0, 0, 0);
    published.clear();
    ledger.setGrants(Map.of("scraper", 1_000 * TOKEN));
    ledger.settle(holdFor("scraper", 300), new TokenUsage(300, 0, 0, 0, 0), false);
    assertThat(desk.look(nanos())).isFalse();
    assertThat(published).isEmpty(); // there is still room in its grant
    ledger.settle(holdFor("scraper", 100), new TokenUsage(600, 0, 0, 0, 0), false);
    assertThat(desk.look(nanos())).isFalse();
    assertThat(published).extracting(s -> s.status().signal()).containsExactly("red");
    call("scraper", 500, 100);
    assertThat(desk.look(nanos())).isTrue();
  }

  /** A hold of a small call. */
  private long holdFor(String agent, int input) {
    Reservation ask = new Reservation();
    ask.agent = agent;
    ask.model = "m";
    ask.inputBytes = input;
    ask.maxOutputTokens = 300;
    ask.leastOutputTokens = 256;
    ask.timeoutNanos = 60 * SECOND;
    assertThat(ledger.reserve(ask, nanos())).isTrue();
    return ask.hold;
  }

  @Test
  void whatAnOperatorStopsAndLetsGoIsInForceWithTheAnswer() {
    run(20, 0.1, 0.1, 0.1);
    assertThat(desk.stop("scraper", "loops", "root")).contains("scraper stopped");
    assertThat(status("scraper").signal()).isEqualTo("black");
    assertThat(status("scraper").signalReason()).contains("root: loops");
    call("scraper", 100, 10);
    assertThat(refused).containsKey("scraper");
    tick();
    assertThat(desk.go("scraper", "fixed", "root")).contains("may call again");
    assertThat(status("scraper").signal()).isEqualTo("green");
    refused.clear();
    call("scraper", 100, 10);
    assertThat(refused).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    long later = START + 3_600_000;
    assertThatThrownBy(() -> desk.increase("nobody", 1, later, "why", "root"))
        .isInstanceOf(TokenControl.Unchanged.class)
        .hasMessageContaining("no budget nobody");
    assertThatThrownBy(() -> desk.increase("chat", 0, later, "why", "root"))
        .hasMessageContaining("1 to");
    assertThatThrownBy(() -> desk.increase("chat", 1, START - 1, "why", "root"))
        .hasMessageContaining("past");
    assertThatThrownBy(() -> desk.increase("chat", 1, later, " ", "root"))
        .hasMessageContaining("--reason");
    assertThatThrownBy(() -> desk.go("chat", "why", "root")).hasMessageContaining("not stopped");
  }

  @Test
  void anIncreaseReachesTheAgentWithTheAnswer() {
    run(60, 0.1, 0.05, 8);
    long before = status("scraper").tokens().total();
    desk.increase("scraper", 50_000, START + 1_800_000, "a release", "root");
    assertThat(status("scraper").tokens().total()).isEqualTo(before + 50_000);
  }

  @Test
  void theAnomalySwitchStopsARunaway() {
    run(1_500, 0.05, 0.02, 0.1);
    // 100 times as much, within what it may borrow.
    run(200, 0.05, 0.02, 20);
    assertThat(status("scraper").signal()).isEqualTo("black");
    assertThat(status("scraper").signalReason()).startsWith("anomaly switch");
    desk.go("scraper", "seen", "root");
    tick();
    assertThat(status("scraper").signal()).isNotEqualTo("black");
  }
}
