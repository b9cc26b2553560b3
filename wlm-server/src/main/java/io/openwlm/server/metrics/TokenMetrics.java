package io.openwlm.server.metrics;

import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.TokenKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Token budgets as metrics. Labels are names of the definition and words of closed sets. */
public final class TokenMetrics {
  private static final double MILLIS = 1e3;

  private TokenMetrics() {}

  /** Tells how the budgets stand. */
  public static void tell(List<BudgetStatus> budgets, Families out) {
    for (BudgetStatus b : budgets) {
      for (TokenKind kind : TokenKind.values()) {
        out.put(Metric.TOKENS, b.used().of(kind), b.name(), b.level(), kind.key());
      }
      out.put(Metric.TOKENS_ESTIMATED, b.estimated(), b.name(), b.level());
      out.put(Metric.TOKEN_REQUESTS, b.requests(), b.name(), b.level());
      b.refusals()
          .forEach((reason, n) -> out.put(Metric.TOKEN_REFUSALS, n, b.name(), b.level(), reason));
      BudgetStatus.CounterFile file = b.counterFile();
      if (file != null) {
        out.put(Metric.TOKEN_COUNTER_UP, file.problem().isEmpty() ? 1 : 0, b.name());
        file.events().forEach((e, n) -> out.put(Metric.TOKEN_COUNTER_EVENTS, n, b.name(), e));
      }
      limits(b, out);
      if (b.tokens().total() > 0) {
        out.put(Metric.TOKEN_GRANT, b.tokens().granted(), b.name(), b.level());
        out.put(Metric.TOKEN_REMAINING, b.tokens().remaining(), b.name(), b.level());
      }
      out.put(Metric.TOKEN_SIGNAL, signal(b.signal()), b.name(), b.level());
      forecast(b, out);
      if (b.performanceIndex() != null) {
        out.put(Metric.TOKEN_PI, b.performanceIndex(), b.name(), b.level());
      }
    }
  }

  /** Two limits with the same unit and window make one series: the first counts. */
  private static void limits(BudgetStatus b, Families out) {
    for (int i = 0; i < b.limits().size(); i++) {
      BudgetStatus.Limit l = b.limits().get(i);
      boolean first =
          b.limits().subList(0, i).stream()
              .noneMatch(o -> o.unit().equals(l.unit()) && o.window().equals(l.window()));
      if (first) {
        out.put(Metric.TOKEN_LIMIT, l.amount(), b.name(), b.level(), l.unit(), l.window());
        out.put(Metric.TOKEN_SPENT, l.spent(), b.name(), b.level(), l.unit(), l.window());
        out.put(Metric.TOKEN_HELD, l.held(), b.name(), b.level(), l.unit(), l.window());
      }
    }
  }

  private static void forecast(BudgetStatus b, Families out) {
    BudgetStatus.Forecast f = b.forecast();
    if (f.fastBurn() >= 0) {
      out.put(Metric.TOKEN_BURN, f.fastBurn(), b.name(), b.level(), "fast");
    }
    if (f.slowBurn() >= 0) {
      out.put(Metric.TOKEN_BURN, f.slowBurn(), b.name(), b.level(), "slow");
    }
    exhaustion(b, f.exhaustionP50EpochMillis(), "0.5", out);
    exhaustion(b, f.exhaustionP90EpochMillis(), "0.9", out);
  }

  private static void exhaustion(
      BudgetStatus b, @Nullable Long epochMillis, String quantile, Families out) {
    if (epochMillis != null) {
      out.put(Metric.TOKEN_EXHAUSTION, epochMillis / MILLIS, b.name(), b.level(), quantile);
    }
  }

  private static int signal(String signal) {
    return switch (signal) {
      case "green" -> 0;
      case "yellow" -> 1;
      case "red" -> 2;
      default -> 3;
    };
  }
}
