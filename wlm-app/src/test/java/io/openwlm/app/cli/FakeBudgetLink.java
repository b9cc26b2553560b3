package io.openwlm.app.cli;

import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An organisation with two agents; writes down what is asked. */
final class FakeBudgetLink implements BudgetLink {
  /** 18:00 on 21 November 2026, UTC. */
  static final long ENDS = 1_795_284_000_000L;

  private final List<String> asked;

  FakeBudgetLink(List<String> asked) {
    this.asked = asked;
  }

  private static BudgetStatus budget(
      String name, String parent, int importance, String signal, BudgetStatus.Tokens tokens) {
    boolean agent = importance > 0;
    return new BudgetStatus(
        name,
        agent ? "agent" : "organisation",
        parent,
        agent ? "SCRAPE" : "",
        importance,
        signal,
        "it burns 2.40 times as fast \u001b[2J",
        tokens,
        List.of(
            new BudgetStatus.Limit(
                "tokens", "hour Europe/Berlin", "2026-11-21T19", 50_000, 12_000.5, 3_000, ENDS),
            new BudgetStatus.Limit("cost", "rolling 24h", "", 5, 1.25, 0, 0)),
        new BudgetStatus.Forecast(900, agent ? 2.4 : -1, -1, agent ? ENDS : null, null),
        agent ? 1.3 : null,
        new TokenUsage(10_000, 500, 200, 1_800, 0),
        1_700,
        Map.of("exhausted", 2L, "grant-used", 40L),
        120,
        agent ? new BudgetStatus.Sources(9_000, 7_000) : null,
        agent
            ? new BudgetStatus.CounterFile(
                "anyone may write to it \u001b[2J",
                Map.of("counted", 1_200L, "bad-line", 3L, "missing", 2L, "lost", 0L))
            : null);
  }

  @Override
  public List<BudgetStatus> list() {
    return List.of(
        budget(
            "acme",
            "",
            0,
            "green",
            new BudgetStatus.Tokens(
                1_000_000, 1_000_000, 1_000_000, 312_000, 9_000, 679_000, ENDS)),
        budget(
            "scraper",
            "acme",
            5,
            "yellow",
            new BudgetStatus.Tokens(50_000, 40_000, 30_000, 12_000, 3_000, 25_000, ENDS)));
  }

  @Override
  public String increase(String budget, long tokens, long untilEpochMillis, String reason) {
    asked.add("increase " + budget + " " + tokens + " " + untilEpochMillis + " " + reason);
    return budget + " has more";
  }

  @Override
  public String stop(@Nullable String budget, String reason) {
    asked.add("stop " + budget + " " + reason);
    return "stopped";
  }

  @Override
  public String go(@Nullable String budget, String reason) {
    throw new CommandFailure(ExitCode.CONFLICT, "WLM0224E not changed: it is not stopped");
  }
}
