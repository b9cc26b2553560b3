package io.openwlm.server.api;

import io.openwlm.core.port.TokenControl;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An organisation with an agent; writes down what it is asked. */
final class FakeTokens implements TokenControl {
  final List<String> calls = new ArrayList<>();
  volatile String signal = "yellow";
  volatile String agent = "ONLINE";

  static BudgetStatus budget(String name, String parent, String signal) {
    boolean agent = !parent.isEmpty();
    return new BudgetStatus(
        name,
        agent ? "agent" : "organisation",
        parent,
        agent ? "CHAT" : "",
        agent ? 1 : 0,
        signal,
        "it burns 2.40 times as fast as the window allows",
        new BudgetStatus.Tokens(50_000, 40_000, 30_000, 12_000, 3_000, 25_000, 1_700_003_600_000L),
        List.of(
            new BudgetStatus.Limit(
                "tokens",
                "hour Europe/Berlin",
                "2023-11-14T23@Europe/Berlin",
                50_000,
                12_000.5,
                3_000,
                1_700_003_600_000L)),
        new BudgetStatus.Forecast(900, 2.4, -1, 1_700_001_000_000L, null),
        agent ? 1.3 : null,
        new TokenUsage(10_000, 500, 200, 1_800, 0),
        17,
        Map.of("exhausted", 2L),
        120,
        agent ? new BudgetStatus.Sources(9_000, 7_000) : null,
        agent ? new BudgetStatus.CounterFile("", Map.of("counted", 12L, "bad-line", 3L)) : null);
  }

  @Override
  public List<BudgetStatus> budgets() {
    return List.of(budget("acme", "", "green"), budget(agent, "acme", signal));
  }

  @Override
  public synchronized String increase(
      String budget, long tokens, long until, String reason, String byUser) {
    calls.add("increase " + budget + " " + tokens + " " + until + " " + reason + " by " + byUser);
    return budget + " has more";
  }

  @Override
  public synchronized String stop(@Nullable String budget, String reason, String byUser) {
    calls.add("stop " + budget + " " + reason + " by " + byUser);
    return budget + " stopped";
  }

  @Override
  public synchronized String go(@Nullable String budget, String reason, String byUser) {
    calls.add("go " + budget + " " + reason + " by " + byUser);
    throw new Unchanged(budget + " is not stopped");
  }
}
