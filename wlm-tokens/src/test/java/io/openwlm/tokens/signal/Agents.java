package io.openwlm.tokens.signal;

import io.openwlm.core.port.SignalSink.AgentSignal;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Agents for tests. */
final class Agents {
  static final long NOW = 1_795_258_800_000L;
  static final String BOOT = "8d6c1f52-0000-4000-8000-000000000001";

  private Agents() {}

  static AgentSignal agent(String name, int importance, String signal, @Nullable String file) {
    return new AgentSignal(
        new BudgetStatus(
            name,
            "agent",
            "acme",
            "C" + importance,
            importance,
            signal,
            "because",
            new BudgetStatus.Tokens(20_000, 10_000, 8_000, 5_000, 500, 4_500, NOW + 1_500_000),
            List.of(),
            new BudgetStatus.Forecast(220, 3.14, 1.5, NOW + 1_200_000, NOW + 900_000),
            1.2,
            TokenUsage.NONE,
            7,
            Map.of(),
            0,
            null,
            null),
        "2026-11-21T11:00Z@Z",
        new AgentBudget(
            "C" + importance,
            0,
            8_000,
            20_000,
            List.of(),
            OnUnavailable.usual(importance),
            List.of(),
            file,
            null));
  }
}
