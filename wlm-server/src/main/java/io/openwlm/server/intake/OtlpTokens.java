package io.openwlm.server.intake;

import io.openwlm.core.port.TokenSpend;
import io.openwlm.core.port.TokenSpend.Spent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tokens that spans say were used. The first source of the file that fits takes a span; which agent
 * it charges stands in the file, never in what was sent. Thread-safe.
 */
final class OtlpTokens {
  private final List<Target> targets;
  private final Supplier<Optional<TokenSpend>> budgets;

  /** A source and where it counts. */
  record Target(SourceConfig.OtlpTokens config, SourceTally tally) {
    private boolean takes(OtlpSpan span) {
      return (config.namesOperation() || !GenAiNames.isSum(span.attributes()))
          && tally.serviceClass(span.attributes()).isPresent();
    }
  }

  /**
   * @param budgets what counts the tokens; empty while there are no budgets
   */
  OtlpTokens(List<Target> targets, Supplier<Optional<TokenSpend>> budgets) {
    this.targets = List.copyOf(targets);
    this.budgets = budgets;
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
        targets.stream()
            .filter(target -> target.takes(span))
            .findFirst()
            .ifPresent(target -> take(target, span, usage));
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
      TokenSpend to = budgets.get().orElse(null);
      if (to == null) {
        tally.refused("there are no token budgets");
        return;
      }
      String agent = target.config.agent();
      Spent spent =
          new Spent(agent, "otlp", span.id(), usage.model(), usage.usage().get(), span.endMillis());
      switch (to.spend(spent)) {
        case COUNTED, COUNTED_NOW -> {
          tally.spent();
          if (!usage.problem().isEmpty()) {
            tally.bad(usage.problem());
          }
        }
        case DUPLICATE -> tally.again();
        case UNKNOWN_AGENT -> tally.refused("there is no token budget for the agent " + agent);
      }
    }
  }
}
