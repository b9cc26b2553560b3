package io.openwlm.model.status;

import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One token budget as a reader sees it. Token amounts are weighted tokens, rounded down for what is
 * left and up for what is used.
 *
 * @param level {@code organisation}, {@code team}, {@code agent}
 * @param parent name of the budget above; empty for a root
 * @param serviceClass empty for what is no agent
 * @param importance 1 to 5; 0 for what is no agent
 * @param signal {@code green}, {@code yellow}, {@code red}, {@code black}
 * @param signalReason why, in a sentence
 * @param tokens the window in which grants are made
 * @param limits all limits
 * @param forecast how it goes on
 * @param performanceIndex what it will need / what it is granted; null without data
 * @param used tokens since the daemon's ledger began, not weighted
 * @param requests let through since then
 * @param refusals by reason since then
 * @param sources who said what an agent used; null unless the agent itself told something
 * @param estimated tokens in {@code used} that were estimated because the provider said nothing
 * @param counterFile what was found in the agent's counter file; null without one
 */
public record BudgetStatus(
    String name,
    String level,
    String parent,
    String serviceClass,
    int importance,
    String signal,
    String signalReason,
    Tokens tokens,
    List<Limit> limits,
    Forecast forecast,
    @Nullable Double performanceIndex,
    TokenUsage used,
    long requests,
    Map<String, Long> refusals,
    long estimated,
    @Nullable Sources sources,
    @Nullable CounterFile counterFile) {
  public BudgetStatus {
    limits = List.copyOf(limits);
    refusals = Map.copyOf(refusals);
  }

  /** The same with what was found in the agent's counter file. */
  public BudgetStatus withCounterFile(CounterFile found) {
    return new BudgetStatus(
        name,
        level,
        parent,
        serviceClass,
        importance,
        signal,
        signalReason,
        tokens,
        limits,
        forecast,
        performanceIndex,
        used,
        requests,
        refusals,
        estimated,
        sources,
        found);
  }

  /**
   * The account in the window that grants are made for.
   *
   * @param total the limit, or for an agent in an organisation its cap
   * @param granted what it may use in this window
   * @param entitlement its share while others want theirs
   * @param spent settled
   * @param held reserved by calls under way
   * @param remaining granted - spent - held, never below 0
   * @param windowEndsEpochMillis when the window ends; for a rolling one when something is free
   *     again
   */
  public record Tokens(
      long total,
      long granted,
      long entitlement,
      long spent,
      long held,
      long remaining,
      long windowEndsEpochMillis) {}

  /**
   * Who said what an agent used since the ledger began. A call that both know counts once: within
   * 10 to 20 minutes the larger of the two counts.
   *
   * @param metered weighted tokens of calls through the proxy
   * @param told weighted tokens by counter file or OpenTelemetry
   */
  public record Sources(long metered, long told) {}

  /**
   * What was found in the counter file of an agent since the daemon began to read it.
   *
   * @param problem why it cannot be read; empty if it can, or if there is none yet
   * @param events how often each thing happened, with those that did not: {@code counted}, {@code
   *     duplicate}, {@code out-of-time}, {@code bad-line}, {@code foreign}, {@code missing}, {@code
   *     truncated}, {@code replaced}, {@code rotated}, {@code lost}, {@code unreadable}
   */
  public record CounterFile(String problem, Map<String, Long> events) {
    public CounterFile {
      events = Map.copyOf(events);
    }
  }

  /**
   * One limit.
   *
   * @param unit {@code tokens}, {@code cost}, {@code requests}
   * @param window in words: {@code hour Europe/Berlin}, {@code rolling 24h}
   * @param windowId {@code 2026-11@Europe/Berlin}; empty for a rolling window
   * @param amount in the unit, cost in the currency
   */
  public record Limit(
      String unit,
      String window,
      String windowId,
      double amount,
      double spent,
      double held,
      long windowEndsEpochMillis) {}

  /**
   * How it goes on.
   *
   * @param tokensPerMinute weighted tokens a minute lately
   * @param fastBurn rate in the short window / the rate that lasts to the end; negative if unknown
   * @param slowBurn the same over a longer time
   * @param exhaustionP50EpochMillis when the grant is used up, as likely before as after; null if
   *     not before the window ends
   * @param exhaustionP90EpochMillis the same, pessimistic: nine of ten times not before it; null if
   *     not before the window ends
   */
  public record Forecast(
      double tokensPerMinute,
      double fastBurn,
      double slowBurn,
      @Nullable Long exhaustionP50EpochMillis,
      @Nullable Long exhaustionP90EpochMillis) {
    public static final Forecast UNKNOWN = new Forecast(0, -1, -1, null, null);
  }
}
