package io.openwlm.core.token;

import io.openwlm.core.port.TokenJournal;
import io.openwlm.core.port.TokenSpend.Outcome;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenPrices;
import io.openwlm.model.token.TokenUsage;
import io.openwlm.model.token.TokenWeights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Agents, providers, operators and clocks that do anything in any order. */
final class Chaos {
  static final List<String> AGENTS = List.of("chat", "scraper", "lone");
  static final LedgerPlan PLAN =
      new Plans()
          .organisation(
              Plans.tokens(400_000, Plans.HOUR),
              new BudgetLimit(BudgetUnit.COST, 3_000_000_000L, Plans.DAY))
          .team(Plans.tokens(200_000, Plans.rolling(600)), Plans.requests(400, Plans.rolling(60)))
          .agent(
              "chat",
              "research",
              List.of(new BudgetLimit(BudgetUnit.TOKENS, 50_000_000, new BudgetWindow.Session())),
              OnUnavailable.ALLOW_CAPPED)
          .agent("scraper", "research", Plans.tokens(100_000, Plans.HOUR))
          .agent("lone", "acme")
          .weights(
              new TokenWeights(
                  List.of(1000, 100, 1250, 1000, 1500),
                  List.of(new TokenWeights.ModelWeight("big*", 3_333))))
          .prices(
              new TokenPrices(
                  "USD",
                  List.of(
                      new TokenPrices.ModelPrice(
                          "*", List.of(333_333L, 33_333L, 400_000L, 1_500_001L, 1_500_001L)))))
          .plan();

  final Bench bench;
  final Set<Long> given = new HashSet<>();
  final List<Long> open = new ArrayList<>();
  private final Map<Long, String> models = new HashMap<>();
  boolean operators = true;

  /** What all calls used, as metered and told use must say it in the end. */
  long actualMilli;

  private final Random random;
  private String lastAgent = "";
  private int ids;

  Chaos(Random random, TokenJournal journal) {
    this.random = random;
    bench = new Bench(PLAN, journal);
  }

  /**
   * One thing happens.
   *
   * @return true if it was a call that was let through
   */
  boolean step() {
    bench.nanos += random.nextLong(Bench.SECOND);
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> {
        return reserve();
      }
      case 4, 5, 6 -> settle();
      case 7 -> {
        if (!open.isEmpty()) {
          bench.ledger.release(open.remove(random.nextInt(open.size())));
        }
      }
      case 8 -> {
        if (!open.isEmpty()) {
          long id = open.get(random.nextInt(open.size()));
          bench.ledger.extend(id, random.nextInt(2_000), bench.nanos);
        }
      }
      case 9 -> tick();
      case 10 -> spend();
      default -> operate();
    }
    return false;
  }

  private boolean reserve() {
    lastAgent = AGENTS.get(random.nextInt(3));
    bench.ask.session = random.nextBoolean() ? null : "s" + random.nextInt(5);
    bench.ask.model = random.nextBoolean() ? "big-1" : "small";
    bench.ask.timeoutNanos = random.nextLong(400 * Bench.SECOND);
    long hold =
        bench.reserve(
            lastAgent, random.nextInt(20_000), 1 + random.nextInt(4_096), random.nextInt(300));
    if (hold != 0) {
      if (!given.add(hold)) {
        throw new AssertionError("an id was given twice");
      }
      open.add(hold);
      models.put(hold, bench.ask.model);
    }
    return hold != 0;
  }

  private void settle() {
    if (open.isEmpty()) {
      return;
    }
    long id = open.remove(random.nextInt(open.size()));
    TokenUsage usage = usage();
    if (bench.ledger.settle(id, usage, random.nextInt(8) == 0)) {
      actualMilli += milli(usage, models.get(id));
    }
    bench.ledger.settle(id, usage, false);
  }

  /** By the words of the definition, not by the ledger's arithmetic. */
  private static long milli(TokenUsage usage, String model) {
    TokenWeights weights = PLAN.budgets().weights();
    return weights.milliTokens(usage, weights.modelMilli(model));
  }

  private TokenUsage usage() {
    return new TokenUsage(
        random.nextInt(5_000),
        random.nextInt(2_000),
        random.nextInt(500),
        random.nextInt(2_000),
        random.nextInt(500));
  }

  /** What was metered and what was told; of what both know the accounts have one. */
  long total() {
    long sum = 0;
    for (LedgerPicture.Node node : bench.ledger.picture(bench.nanos).nodes()) {
      LedgerPicture.Agent agent = node.agent();
      sum += agent == null ? 0 : agent.meteredMilli() + agent.toldMilli();
    }
    return sum;
  }

  private void tick() {
    long before = total();
    bench.wallMillis += random.nextInt(20_000);
    bench.ledger.tick(bench.nanos, 0, bench.wallMillis);
    actualMilli += total() - before;
  }

  private void spend() {
    String id = random.nextInt(3) == 0 ? "" : "call-" + random.nextInt(++ids);
    TokenUsage usage = usage();
    Outcome outcome =
        bench.ledger.spend(
            AGENTS.get(random.nextInt(3)),
            new ReportedCall(id, "small", usage, bench.wallMillis - random.nextInt(100_000)),
            bench.nanos);
    actualMilli += outcome == Outcome.DUPLICATE ? 0 : milli(usage, "small");
  }

  private void operate() {
    if (!operators) {
      return;
    }
    String agent = AGENTS.get(random.nextInt(3));
    switch (random.nextInt(5)) {
      case 0 ->
          bench.ledger.increase(
              agent, 1 + random.nextInt(1_000_000), bench.wallMillis + random.nextInt(60_000));
      case 1 -> bench.ledger.stop(agent, "because");
      case 2, 3 -> bench.ledger.go(agent);
      default -> bench.ledger.setGrants(Map.of(agent, random.nextLong(200_000_000L)));
    }
  }

  /** The budgets on the way of the last call. */
  List<LedgerPicture.Node> path() {
    return lastAgent.equals("lone")
        ? List.of(bench.node("lone"), bench.node("acme"))
        : List.of(bench.node(lastAgent), bench.node("research"), bench.node("acme"));
  }

  void endAll() {
    for (long id : open) {
      bench.ledger.release(id);
    }
  }
}
