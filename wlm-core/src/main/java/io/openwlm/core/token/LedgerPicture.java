package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accounts at one moment, unchangeable. Amounts are in base units: thousandths of weighted
 * tokens, billionths of the currency, requests.
 *
 * @param nowNanos monotonic clock when it was taken
 * @param epochMillis the ledger's wall clock then; it never goes back
 * @param kept false while the journal cannot be written
 * @param stopped reason of the emergency stop of everything; null if there is none
 * @param nodes parents before their children
 */
public record LedgerPicture(
    long nowNanos, long epochMillis, boolean kept, @Nullable String stopped, List<Node> nodes) {
  public LedgerPicture {
    nodes = List.copyOf(nodes);
  }

  /**
   * One budget.
   *
   * @param agent what only agents have; null for the others
   * @param stopped reason of its own emergency stop (not that of a budget above); null if none
   * @param increasedMilli how much its token limits are raised for now
   * @param limits all of them, with what was spent
   * @param held by calls under way in it and below it
   */
  public record Node(
      TokenBudget budget,
      @Nullable Agent agent,
      @Nullable String stopped,
      long increasedMilli,
      List<Limit> limits,
      Amounts held,
      Counts counts,
      UseRing lately) {
    public Node {
      limits = List.copyOf(limits);
    }

    public String name() {
      return budget.name();
    }
  }

  /**
   * What only agents have: the account in the window that grants are made for.
   *
   * @param grantedMilli what it may use in that window; never above its cap
   * @param grantLimit that window with what the agent spent in it; its amount is the cap
   * @param refusedMilli weighted tokens that were refused since the ledger began, each call as what
   *     such calls usually use
   * @param meteredMilli weighted tokens of calls through the proxy since the ledger began
   * @param toldMilli weighted tokens that the agent told of; of both only the larger one counts
   */
  public record Agent(
      Importance importance,
      long grantedMilli,
      Limit grantLimit,
      long refusedMilli,
      long meteredMilli,
      long toldMilli) {}

  /**
   * One limit.
   *
   * @param windowId {@code 2026-11@Europe/Berlin}; empty for a rolling window
   * @param startEpochMillis when the window began; for a rolling one a window's length ago
   * @param endEpochMillis when it ends; for a rolling one when the oldest use falls out of it, 0 if
   *     there is none
   * @param amount with increases
   */
  public record Limit(
      BudgetLimit limit,
      String windowId,
      long startEpochMillis,
      long endEpochMillis,
      long amount,
      long spent) {}

  /** One amount in each unit. */
  public record Amounts(long milliTokens, long nanoCost, long requests) {}

  /**
   * What happened since the ledger began; nothing here ever goes down.
   *
   * @param spent weighted, in all units
   * @param estimated tokens in {@code used} that nobody confirmed
   */
  public record Counts(
      Amounts spent, TokenUsage used, long requests, long estimated, Map<Refusal, Long> refusals) {
    public Counts {
      refusals = Map.copyOf(refusals);
    }
  }
}
