package io.openwlm.server.intake;

import io.openwlm.core.port.TokenSpend;
import io.openwlm.core.port.TokenSpend.Spent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tokens that spans or a metric say were used. The first source of the file that fits takes a span
 * or a point; which agent it charges stands in the file, never in what was sent. Thread-safe.
 */
final class OtlpTokens {
  private final List<Target> targets;
  private final Supplier<Optional<TokenSpend>> budgets;
  private final TokenStreams streams;

  /** A source and where it counts. */
  record Target(SourceConfig.OtlpTokens config, SourceTally tally) {
    private boolean takes(String metric, Map<String, String> attributes) {
      return config.metric().equals(metric)
          && (config.namesOperation() || !GenAiNames.isSum(attributes))
          && tally.serviceClass(attributes).isPresent();
    }
  }

  /**
   * @param budgets what counts the tokens; empty while there are no budgets
   */
  OtlpTokens(List<Target> targets, Supplier<Optional<TokenSpend>> budgets) {
    this.targets = List.copyOf(targets);
    this.budgets = budgets;
    streams = new TokenStreams(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
  }

  boolean isIdle() {
    return targets.isEmpty();
  }

  void take(List<OtlpSpan> spans) {
    if (isIdle()) {
      return;
    }
    for (OtlpSpan span : spans) {
      GenAiUsage usage = GenAiUsage.of(span.attributes()).orElse(null);
      if (usage != null) {
        first("", span.attributes()).ifPresent(target -> take(target, span, usage));
      }
    }
  }

  private void take(Target target, OtlpSpan span, GenAiUsage usage) {
    SourceTally tally = target.tally;
    if (span.id().isEmpty()) {
      tally.bad("a span has no id");
    } else if (span.endMillis() <= 0) {
      tally.bad("a span has no end");
    } else if (usage.usage().isEmpty()) {
      tally.bad(usage.problem());
    } else {
      Spent spent =
          new Spent(
              target.config.agent(),
              "otlp",
              span.id(),
              usage.model(),
              usage.usage().get(),
              span.endMillis(),
              1);
      if (spend(tally, spent) && !usage.problem().isEmpty()) {
        tally.bad(usage.problem());
      }
    }
  }

  private boolean spend(SourceTally tally, Spent spent) {
    TokenSpend to = budgets.get().orElse(null);
    if (to == null) {
      tally.refused("there are no token budgets");
      return false;
    }
    return switch (to.spend(spent)) {
      case COUNTED, COUNTED_NOW -> {
        tally.spent(spent.calls());
        yield true;
      }
      case DUPLICATE -> {
        tally.again();
        yield false;
      }
      case UNKNOWN_AGENT -> {
        tally.refused("there is no token budget for the agent " + spent.agent());
        yield false;
      }
    };
  }

  /** Takes points of histograms by the name of their metric. */
  void points(Map<String, List<OtlpPoint>> points) {
    points.forEach((metric, of) -> {
      for (OtlpPoint point : metric.isEmpty() ? List.<OtlpPoint>of() : of) {
        first(metric, point.attributes()).ifPresent(target -> take(target, point));
      }
    });
  }

  /** The first source that takes what has these attributes; spans have no metric. */
  private Optional<Target> first(String metric, Map<String, String> attributes) {
    return targets.stream().filter(target -> target.takes(metric, attributes)).findFirst();
  }

  private void take(Target target, OtlpPoint point) {
    SourceTally tally = target.tally;
    TokenPoint told = TokenPoint.of(point);
    if (!told.problem().isEmpty()) {
      tally.bad(told.problem());
      return;
    }
    TokenPoint since = point.cumulative() ? streams.since(target.config.name(), told) : told;
    if (since == null) {
      return;
    }
    if (!since.problem().isEmpty()) {
      tally.bad(since.problem());
    } else if (since.tokens() == 0 && since.calls() == 0) {
      tally.again();
    } else {
      spend(tally, since.spent(target.config.agent()));
    }
  }
}
