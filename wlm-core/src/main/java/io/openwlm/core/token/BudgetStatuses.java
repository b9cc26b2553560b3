package io.openwlm.core.token;

import io.openwlm.core.token.LedgerPicture.Node;
import io.openwlm.core.token.SignalPolicy.Verdict;
import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.TokenBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Turns accounts into what readers see: whole tokens, words for windows. */
final class BudgetStatuses {
  private static final long MILLI = BudgetUnit.TOKENS.perOne();
  private static final double NANOS_PER_MINUTE = 60e9;

  private BudgetStatuses() {}

  static BudgetStatus of(PictureTree tree, Node node, NodeWatch watch) {
    LedgerPicture.Agent agent = node.agent();
    TokenBudget budget = node.budget();
    String parent = budget.parent();
    Verdict verdict = watch.verdict;
    Map<String, Long> refusals = new HashMap<>();
    node.counts().refusals().forEach((why, n) -> refusals.put(key(why.name()), n));
    return new BudgetStatus(
        node.name(),
        key(budget.level().name()),
        parent == null ? "" : parent,
        budget.agent() == null ? "" : budget.agent().serviceClass(),
        agent == null ? 0 : PoolBuilder.importance(node),
        verdict.signal().key(),
        verdict.reason(),
        tokens(node),
        limits(node),
        forecast(watch, tree.picture.epochMillis()),
        agent == null ? null : orNull(performanceIndex(node, watch)),
        node.counts().used(),
        node.counts().requests(),
        refusals,
        node.counts().estimated(),
        agent == null || agent.toldMilli() == 0
            ? null
            : new BudgetStatus.Sources(
                Math.ceilDiv(agent.meteredMilli(), MILLI), Math.ceilDiv(agent.toldMilli(), MILLI)),
        null);
  }

  private static @Nullable Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * What an agent will need until the window ends / what it is granted. None before it has made
   * enough calls for a forecast, unless calls were refused.
   */
  static OptionalDouble performanceIndex(Node agent, NodeWatch watch) {
    long granted = PoolBuilder.agentOf(agent).grantedMilli();
    if (!watch.forecast.isKnown() && !watch.hasBacklog()) {
      return OptionalDouble.empty();
    }
    double need = watch.needInWindow(PoolBuilder.used(agent));
    return OptionalDouble.of(need / Math.max(1, granted));
  }

  private static BudgetStatus.Tokens tokens(Node node) {
    LedgerPicture.Agent agent = node.agent();
    long held = node.held().milliTokens();
    if (agent != null) {
      long granted = agent.grantedMilli();
      long spent = agent.grantLimit().spent();
      return new BudgetStatus.Tokens(
          agent.grantLimit().amount() / MILLI,
          granted / MILLI,
          PoolBuilder.share(node).entitlement() / MILLI,
          Math.ceilDiv(spent, MILLI),
          Math.ceilDiv(held, MILLI),
          Math.max(0, granted - spent - held) / MILLI,
          agent.grantLimit().endEpochMillis());
    }
    LedgerPicture.Limit limit = firstTokens(node);
    if (limit == null) {
      long spent = node.counts().spent().milliTokens();
      return new BudgetStatus.Tokens(
          0, 0, 0, Math.ceilDiv(spent, MILLI), Math.ceilDiv(held, MILLI), 0, 0);
    }
    return new BudgetStatus.Tokens(
        limit.amount() / MILLI,
        limit.amount() / MILLI,
        limit.amount() / MILLI,
        Math.ceilDiv(limit.spent(), MILLI),
        Math.ceilDiv(held, MILLI),
        Math.max(0, limit.amount() - limit.spent() - held) / MILLI,
        limit.endEpochMillis());
  }

  /** The first limit on tokens; null if there is none. */
  static LedgerPicture.@Nullable Limit firstTokens(Node node) {
    return node.limits().stream()
        .filter(l -> l.limit().unit() == BudgetUnit.TOKENS)
        .findFirst()
        .orElse(null);
  }

  private static List<BudgetStatus.Limit> limits(Node node) {
    List<BudgetStatus.Limit> limits = new ArrayList<>();
    for (LedgerPicture.Limit l : node.limits()) {
      BudgetLimit limit = l.limit();
      double one = limit.unit().perOne();
      limits.add(
          new BudgetStatus.Limit(
              limit.unit().key(),
              limit.window().describe(),
              l.windowId(),
              l.amount() / one,
              l.spent() / one,
              PoolBuilder.held(node, limit.unit()) / one,
              l.endEpochMillis()));
    }
    return limits;
  }

  private static BudgetStatus.Forecast forecast(NodeWatch watch, long epochMillis) {
    if (!watch.forecast.isKnown()) {
      return new BudgetStatus.Forecast(0, watch.burn.fastLong(), watch.burn.slowLong(), null, null);
    }
    return new BudgetStatus.Forecast(
        watch.forecast.perNano() * NANOS_PER_MINUTE / MILLI,
        watch.burn.fastLong(),
        watch.burn.slowLong(),
        moment(watch.forecast.exhaustionP50Nanos(), epochMillis),
        moment(watch.forecast.exhaustionP90Nanos(), epochMillis));
  }

  private static @Nullable Long moment(long nanos, long epochMillis) {
    return nanos == Forecast.NEVER ? null : epochMillis + nanos / 1_000_000;
  }
}
