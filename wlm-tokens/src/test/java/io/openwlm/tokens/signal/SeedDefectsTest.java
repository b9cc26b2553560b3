package io.openwlm.tokens.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.port.SignalSink;
import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.Reservation;
import io.openwlm.core.token.TokenDesk;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.definition.Importance;
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
import io.openwlm.model.token.TokenWeights;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects of the first seed's signals, by the numbers of the list of twelve. */
class SeedDefectsTest {
  private static final long SECOND = 1_000_000_000L;

  /** Midnight UTC. */
  private static final long MIDNIGHT = 1_795_219_200_000L;

  /** The seed's sample: 400,000 a day, opus counts 15 times. */
  private static TokenLedger ledger() {
    BudgetLimit daily =
        new BudgetLimit(
            BudgetUnit.TOKENS, 400_000_000, BudgetWindow.Aligned.of(Period.DAY, ZoneOffset.UTC));
    TokenBudget agent =
        new TokenBudget(
            "agent",
            Level.AGENT,
            null,
            List.of(daily),
            new AgentBudget(
                "AGENT",
                0,
                400_000,
                400_000,
                List.of(),
                OnUnavailable.DENY,
                List.of(),
                null,
                null));
    TokenWeights weights =
        new TokenWeights(
            List.of(1000, 100, 1250, 1000, 1000),
            List.of(new TokenWeights.ModelWeight("*opus*", 15_000)));
    return new TokenLedger(
        LedgerPlan.of(
            new TokenBudgets(List.of(agent), weights, null, null, null),
            TokenPrices.NONE,
            Map.of("AGENT", new Importance(1))),
        TokenJournal.NONE,
        0,
        MIDNIGHT);
  }

  private static Reservation ask(String model, long inputBytes, long output) {
    Reservation ask = new Reservation();
    ask.agent = "agent";
    ask.model = model;
    ask.inputBytes = inputBytes;
    ask.maxOutputTokens = output;
    ask.leastOutputTokens = 256;
    ask.timeoutNanos = 600 * SECOND;
    return ask;
  }

  /**
   * Defect 1: the signal was advice only. Here the same state refuses the call, whatever the agent
   * does with its signal.
   */
  @Test
  void defect1AnAgentThatIgnoresItsSignalIsRefused() {
    TokenLedger ledger = ledger();
    TokenDesk desk = new TokenDesk(ledger, SignalSink.NONE, () -> SECOND);
    desk.tick(SECOND, 0, MIDNIGHT + 1_000);
    desk.stop("agent", "test", "root");
    desk.tick(2 * SECOND, 0, MIDNIGHT + 2_000);
    assertThat(desk.signalOf("agent")).isEqualTo(Signal.BLACK);
    assertThat(ledger.reserve(ask("opus", 100, 300), 2 * SECOND)).isFalse();
  }

  /**
   * Defect 3: the seed took the average burn since the cycle began over the even rate, so one opus
   * call of 5,000 tokens two minutes after midnight made it black with 81 % of the budget left.
   */
  @Test
  void defect3OneLargeCallEarlyInTheDayIsGreen() {
    TokenLedger ledger = ledger();
    TokenDesk desk = new TokenDesk(ledger, SignalSink.NONE, () -> SECOND);
    desk.tick(SECOND, 0, MIDNIGHT + 1_000);
    Reservation ask = ask("opus", 4_000, 1_000);
    assertThat(ledger.reserve(ask, 100 * SECOND)).isTrue();
    ledger.settle(ask.hold, new TokenUsage(4_000, 0, 0, 1_000, 0), false);
    for (int second = 120; second <= 600; second += 10) {
      desk.look(second * SECOND);
      desk.tick(second * SECOND, 0, MIDNIGHT + second * 1_000L);
      assertThat(desk.signalOf("agent")).as("second %s", second).isEqualTo(Signal.GREEN);
    }
    assertThat(desk.budgets().getFirst().tokens().spent()).isEqualTo(75_000);
    assertThat(desk.budgets().getFirst().tokens().remaining()).isEqualTo(325_000);
  }

  /** Defect 3, the other half: red is for a budget that is used up, black for a stop. */
  @Test
  void defect3AnExhaustedBudgetIsRedNotBlack() {
    TokenLedger ledger = ledger();
    TokenDesk desk = new TokenDesk(ledger, SignalSink.NONE, () -> SECOND);
    for (int second = 10; second <= 300; second += 10) {
      Reservation ask = ask("opus", 1_000, 1_000);
      if (ledger.reserve(ask, second * SECOND)) {
        ledger.settle(ask.hold, new TokenUsage(1_000, 0, 0, ask.outputTokens, 0), false);
      }
      desk.tick(second * SECOND, 0, MIDNIGHT + second * 1_000L);
    }
    assertThat(desk.signalOf("agent")).isEqualTo(Signal.RED);
    assertThat(desk.budgets().getFirst().tokens().spent()).isLessThanOrEqualTo(400_000);
  }

  /** Defect 12: a missing or stale file was an error of the hook, with no defined meaning. */
  @Test
  void defect12AMissingOrStaleFileHasAMeaning(@TempDir Path temp) throws Exception {
    SignalFiles files = new SignalFiles(Agents.BOOT, () -> 0, 30_000, _ -> {});
    files.configure(temp.resolve("tokens").toString(), 30_000);
    files.publish(
        List.of(Agents.agent("one", 1, "green", null), Agents.agent("five", 5, "green", null)),
        0,
        Agents.NOW,
        true);
    StateFileReader.Now late = new StateFileReader.Now(Agents.BOOT, 60 * SECOND, Agents.NOW);
    Path one = temp.resolve("tokens/one/state.json");
    Path five = temp.resolve("tokens/five/state.json");
    assertThat(StateFileReader.read(one, late))
        .isInstanceOfSatisfying(StateFileReader.Stale.class, s -> assertThat(s.goesOn()).isTrue());
    assertThat(StateFileReader.read(five, late))
        .isInstanceOfSatisfying(StateFileReader.Stale.class, s -> assertThat(s.goesOn()).isFalse());
    assertThat(StateFileReader.read(temp.resolve("nothing"), late).exitCode())
        .isEqualTo(Signal.STALE_EXIT_CODE);
  }
}
