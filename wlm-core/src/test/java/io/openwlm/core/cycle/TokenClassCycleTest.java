package io.openwlm.core.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.core.adaptive.AdaptiveStrategy;
import io.openwlm.core.adjust.Cases;
import io.openwlm.core.adjust.FluidPlant;
import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.core.port.RecordSink;
import io.openwlm.core.port.TokenReports;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.explain.Explanation;
import io.openwlm.model.status.ClassStatus;
import io.openwlm.model.status.DecisionStatus;
import io.openwlm.model.token.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** A class with a goal on tokens beside CPU classes: the same table, the same decision log. */
class TokenClassCycleTest {
  private static final long SECOND = Cases.SECOND;

  private final FakeMachine machine =
      new FakeMachine(new FluidPlant(2, 0.8, 0.4, 0.8), 100, 100, 100);
  private final FakeTokens tokens = new FakeTokens();

  private static final class FakeTokens implements TokenReports {
    private final Map<String, Performance> performances = new HashMap<>();
    private final List<Decision> waiting = new ArrayList<>();

    @Override
    public Optional<Performance> of(String serviceClass) {
      return Optional.ofNullable(performances.get(serviceClass));
    }

    @Override
    public List<Decision> decisions() {
      List<Decision> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }
  }

  private WlmCycle cycle() {
    ServiceDefinition definition =
        Cases.definition(
            Cases.velocity("INTERACT", 1, 10, 10_000),
            Cases.velocity("BUILD", 3, 10, 10_000),
            ServiceClass.of(
                "CHAT",
                "",
                new Goal.TokenBudgetGoal("40K/hour"),
                new Importance(1),
                HostBinding.NONE));
    return new WlmCycle(
        new PolicyInForce(ActivePolicy.first(definition), "test.yaml", 0, "me"),
        new CyclePorts(machine, machine, machine, RecordSink.NONE, tokens),
        work -> WorkClassifier.UNMANAGED,
        new AdaptiveStrategy(),
        definition.serviceClasses().stream().map(c -> new TransactionIntake(c.goal())).toList(),
        new ManagerIdentity("host", "simulated", "1", 1, 2, List.of()),
        new WlmCycle.Start(0, 0, null));
  }

  private static void run(WlmCycle cycle, long fromSecond, long toSecond) {
    for (long now = fromSecond * SECOND; now < toSecond * SECOND; now += SECOND / 4) {
      cycle.run(now, now / 1_000_000);
    }
  }

  private static ClassStatus chat(WlmCycle cycle) {
    return cycle.status().classes().get(2);
  }

  @Test
  void withoutDataThereIsNoIndexAndNoSkip() {
    WlmCycle cycle = cycle();
    run(cycle, 0, 25);
    assertThat(chat(cycle).performanceIndex()).isNull();
    assertThat(chat(cycle).state()).isEqualTo("no data");
    assertThat(chat(cycle).detail()).isEqualTo("its token budget is not kept here");
    assertThat(cycle.status().decisions())
        .noneMatch(d -> d.reason().equals(ReasonCode.NOT_SUPPORTED.name()));
  }

  @Test
  void theIndexAndTheSignalStandInTheTableOfAllClasses() {
    WlmCycle cycle = cycle();
    tokens.performances.put(
        "CHAT",
        new TokenReports.Performance(OptionalDouble.of(1.25), "31000 used", Signal.YELLOW, "why"));
    run(cycle, 0, 25);
    assertThat(chat(cycle).performanceIndex()).isEqualTo(1.25);
    assertThat(chat(cycle).achieved()).isEqualTo("31000 used");
    assertThat(chat(cycle).evidence()).isEqualTo("token use");
    assertThat(chat(cycle).state()).isEqualTo("yellow");
  }

  @Test
  void decisionsAboutTokensStandInTheSameLogAndAreExplained() {
    WlmCycle cycle = cycle();
    run(cycle, 0, 15);
    tokens.waiting.add(
        new TokenReports.Decision(
            DecisionStatus.GRANT,
            "CHAT",
            ReasonCode.TOKENS_NEEDED,
            14_500,
            List.of(
                new DecisionStatus.Change(
                    "CHAT", 1, "tokens of chat", 40_000, 60_000, "TOKENS_NEEDED"),
                new DecisionStatus.Change(
                    "SCRAPE", 5, "tokens of scraper", 50_000, 30_000, "TOKENS_TAKEN_BACK")),
            List.of(),
            "budget acme"));
    run(cycle, 15, 16);
    DecisionStatus grant =
        cycle.status().decisions().stream()
            .filter(d -> d.act().equals(DecisionStatus.GRANT))
            .findFirst()
            .orElseThrow();
    assertThat(grant.id()).isPositive();
    assertThat(chat(cycle).lastAction()).isEqualTo("40000>60000 TOKENS_NEEDED");
    List<String> lines =
        Explanation.of(grant).stream()
            .map(p -> p.label() + ": " + String.join(" ", p.sentences()))
            .toList();
    assertThat(lines)
        .contains(
            "DID: CHAT (importance 1) tokens of chat 40000 -> 60000.",
            "WHO PAID: SCRAPE (importance 5) tokens of scraper 50000 -> 30000.",
            "WHERE: Its token budget; the processor has no part in it.")
        .anyMatch(l -> l.startsWith("WHY: Importance 1 needs more tokens than it is entitled to"));
    run(cycle, 16, 18);
    assertThat(cycle.status().decisions().stream().filter(d -> d.act().equals("GRANT"))).hasSize(1);
  }
}
