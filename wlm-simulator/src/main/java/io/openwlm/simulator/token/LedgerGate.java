package io.openwlm.simulator.token;

import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.token.LedgerPicture;
import io.openwlm.core.token.LedgerPlan;
import io.openwlm.core.token.Reservation;
import io.openwlm.core.token.TokenLedger;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** OpenWLM's ledger: reserves, asks for less output if only that is left, and settles. */
public final class LedgerGate implements Gate {
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long LEAST_OUTPUT = 256;
  private static final long TIMEOUT_NANOS = 600_000_000_000L;

  private final TokenLedger ledger;
  private final Reservation ask = new Reservation();

  /**
   * @param budget tokens of the one organisation, in a day
   */
  public LedgerGate(long budget) {
    BudgetWindow day = BudgetWindow.Aligned.of(BudgetWindow.Period.DAY, ZoneOffset.UTC);
    BudgetLimit limit =
        new BudgetLimit(BudgetUnit.TOKENS, budget * BudgetUnit.TOKENS.perOne(), day);
    AgentBudget agent =
        new AgentBudget(
            "AGENTS", 0, budget, budget, List.of(), OnUnavailable.DENY, List.of(), null, null);
    TokenBudgets budgets =
        new TokenBudgets(
            List.of(
                new TokenBudget("organisation", Level.ORGANISATION, null, List.of(limit), null),
                new TokenBudget("agent", Level.AGENT, "organisation", List.of(), agent)),
            TokenWeights.DEFAULT,
            null,
            null,
            null);
    LedgerPlan plan = LedgerPlan.of(budgets, TokenPrices.NONE, Map.of("AGENTS", new Importance(3)));
    ledger = new TokenLedger(plan, TokenJournal.NONE, 0, 0);
    ask.agent = "agent";
    ask.model = "model";
    ask.upstream = "provider";
    ask.timeoutNanos = TIMEOUT_NANOS;
  }

  @Override
  public Ticket ask(long bytes, long maxOutput, long nowMillis) {
    ask.inputBytes = bytes;
    ask.maxOutputTokens = maxOutput;
    ask.leastOutputTokens = LEAST_OUTPUT;
    return ledger.reserve(ask, nowMillis * NANOS_PER_MILLI)
        ? new Ticket(ask.hold, true, ask.outputTokens)
        : Ticket.REFUSED;
  }

  @Override
  public void ended(Ticket ticket, long input, long output, long nowMillis) {
    TokenUsage usage = new TokenUsage(input, 0, 0, output, 0);
    if (!ledger.settle(ticket.id(), usage, false)) {
      throw new IllegalStateException("the hold was gone");
    }
  }

  @Override
  public long spent() {
    LedgerPicture.Node organisation = ledger.picture(0).nodes().getFirst();
    return organisation.counts().spent().milliTokens() / BudgetUnit.TOKENS.perOne();
  }

  @Override
  public long held() {
    return ledger.holds();
  }
}
