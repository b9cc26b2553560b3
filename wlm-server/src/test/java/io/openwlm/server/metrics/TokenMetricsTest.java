package io.openwlm.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every number is another one, so that no two of them can change places unseen. */
class TokenMetricsTest {
  private static final String OF = "{budget=\"scraper\",level=\"agent\"";

  private static BudgetStatus scraper(String signal, BudgetStatus.@Nullable CounterFile file) {
    return new BudgetStatus(
        "scraper",
        "agent",
        "acme",
        "SCRAPE",
        5,
        signal,
        "because",
        new BudgetStatus.Tokens(90_000, 41_000, 30_000, 12_000, 3_500, 25_500, 1_700_003_600_000L),
        List.of(
            new BudgetStatus.Limit("tokens", "hour UTC", "w", 50_000, 12_000.5, 3_000, 1),
            new BudgetStatus.Limit("tokens", "hour UTC", "w", 1, 2, 3, 1),
            new BudgetStatus.Limit("cost", "day UTC", "d", 5, 1.25, 0.75, 1)),
        new BudgetStatus.Forecast(900, 2.4, 1.6, 1_700_002_000_000L, 1_700_001_000_000L),
        1.3,
        new TokenUsage(10_001, 502, 203, 1_804, 75),
        17,
        Map.of("exhausted", 2L, "grant-used", 40L),
        120,
        new BudgetStatus.Sources(9_000, 7_000),
        file);
  }

  private static Map<String, Double> scrape(BudgetStatus... budgets) {
    try (ManagerMetrics metrics = new ManagerMetrics("1.2.3")) {
      metrics.also(out -> TokenMetrics.tell(List.of(budgets), out));
      Map<String, Double> series = new TreeMap<>();
      metrics
          .page(null, null, () -> true)
          .body()
          .lines()
          .filter(l -> l.startsWith("wlm_token_"))
          .forEach(l -> {
            int space = l.lastIndexOf(' ');
            series.put(l.substring(0, space), Double.parseDouble(l.substring(space + 1)));
          });
      return series;
    }
  }

  @Test
  void everyNumberOfABudgetHasItsSeries() {
    Map<String, Double> expected = new TreeMap<>();
    expected.put("wlm_token_usage_total" + OF + ",type=\"input\"}", 10_001.0);
    expected.put("wlm_token_usage_total" + OF + ",type=\"cached-input\"}", 502.0);
    expected.put("wlm_token_usage_total" + OF + ",type=\"cache-write\"}", 203.0);
    expected.put("wlm_token_usage_total" + OF + ",type=\"output\"}", 1_804.0);
    expected.put("wlm_token_usage_total" + OF + ",type=\"reasoning\"}", 75.0);
    expected.put("wlm_token_usage_estimated_total" + OF + "}", 120.0);
    expected.put("wlm_token_requests_total" + OF + "}", 17.0);
    expected.put("wlm_token_refusals_total" + OF + ",reason=\"exhausted\"}", 2.0);
    expected.put("wlm_token_refusals_total" + OF + ",reason=\"grant-used\"}", 40.0);
    String hour = OF + ",unit=\"tokens\",window=\"hour UTC\"}";
    expected.put("wlm_token_budget_limit" + hour, 50_000.0);
    expected.put("wlm_token_budget_spent" + hour, 12_000.5);
    expected.put("wlm_token_budget_held" + hour, 3_000.0);
    String day = OF + ",unit=\"cost\",window=\"day UTC\"}";
    expected.put("wlm_token_budget_limit" + day, 5.0);
    expected.put("wlm_token_budget_spent" + day, 1.25);
    expected.put("wlm_token_budget_held" + day, 0.75);
    expected.put("wlm_token_budget_grant" + OF + "}", 41_000.0);
    expected.put("wlm_token_budget_remaining" + OF + "}", 25_500.0);
    expected.put("wlm_token_budget_signal" + OF + "}", 1.0);
    expected.put("wlm_token_budget_burn_rate" + OF + ",span=\"fast\"}", 2.4);
    expected.put("wlm_token_budget_burn_rate" + OF + ",span=\"slow\"}", 1.6);
    String empty = "wlm_token_budget_exhaustion_timestamp_seconds" + OF + ",quantile=\"";
    expected.put(empty + "0.5\"}", 1_700_002_000.0);
    expected.put(empty + "0.9\"}", 1_700_001_000.0);
    expected.put("wlm_token_budget_performance_index" + OF + "}", 1.3);
    expected.put("wlm_token_counter_up{budget=\"scraper\"}", 1.0);
    String events = "wlm_token_counter_events_total{budget=\"scraper\",event=\"";
    expected.put(events + "counted\"}", 1_200.0);
    expected.put(events + "bad-line\"}", 3.0);
    expected.put(events + "lost\"}", 0.0);
    var file =
        new BudgetStatus.CounterFile("", Map.of("counted", 1_200L, "bad-line", 3L, "lost", 0L));
    assertThat(scrape(scraper("yellow", file))).isEqualTo(expected);
  }

  @Test
  void eachSignalHasItsNumber() {
    List<String> signals = List.of("green", "yellow", "red", "black");
    for (int i = 0; i < signals.size(); i++) {
      assertThat(scrape(scraper(signals.get(i), null)))
          .containsEntry("wlm_token_budget_signal" + OF + "}", (double) i);
    }
  }

  @Test
  void aCounterFileThatCannotBeReadIsDownAndWithoutOneThereIsNone() {
    assertThat(scrape(scraper("green", new BudgetStatus.CounterFile("gone", Map.of()))))
        .containsEntry("wlm_token_counter_up{budget=\"scraper\"}", 0.0);
    assertThat(scrape(scraper("green", null)).keySet())
        .noneMatch(s -> s.startsWith("wlm_token_counter"));
  }
}
