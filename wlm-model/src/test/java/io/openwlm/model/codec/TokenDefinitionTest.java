package io.openwlm.model.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.diff.Change;
import io.openwlm.model.diff.DefinitionDiff;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.BudgetWindow.Aligned;
import io.openwlm.model.token.BudgetWindow.Period;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenWeights.ModelWeight;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the reader makes of token budgets. */
class TokenDefinitionTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("wlm.root", "..")).resolve("examples");
  private static final Aligned UTC_HOUR = Aligned.of(Period.HOUR, ZoneOffset.UTC);
  private static final Aligned UTC_DAY = Aligned.of(Period.DAY, ZoneOffset.UTC);

  private static ServiceDefinition read(String text) {
    DefinitionResult result = DefinitionReader.read("t.yaml", text);
    assertThat(result.problems()).isEmpty();
    return result.definition().orElseThrow();
  }

  private static ServiceDefinition example(String name) {
    return DefinitionReader.read(EXAMPLES.resolve(name)).definition().orElseThrow();
  }

  private static TokenBudget budget(ServiceDefinition definition, String name) {
    return definition.host().tokens().budgets().stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static AgentBudget agent(ServiceDefinition definition, String name) {
    return Objects.requireNonNull(budget(definition, name).agent());
  }

  private static BudgetLimit tokens(long tokens, BudgetWindow window) {
    return new BudgetLimit(BudgetUnit.TOKENS, tokens * 1_000, window);
  }

  @Test
  void readsTheWholeExample() {
    ServiceDefinition d = example("agents.yaml");
    TokenBudgets all = d.host().tokens();
    assertThat(all.budgets())
        .extracting(TokenBudget::name)
        .containsExactly("acme", "research", "reviewer", "scraper", "chat");
    assertThat(all.budgets())
        .extracting(TokenBudget::level)
        .containsExactly(Level.ORGANISATION, Level.TEAM, Level.AGENT, Level.AGENT, Level.AGENT);
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    assertThat(budget(d, "acme").limits())
        .containsExactly(
            tokens(1_000_000, Aligned.of(Period.HOUR, berlin)),
            new BudgetLimit(
                BudgetUnit.COST,
                50_000_000_000L,
                new Aligned(Period.DAY, berlin, LocalTime.of(6, 0), DayOfWeek.MONDAY)),
            new BudgetLimit(BudgetUnit.REQUESTS, 600, new BudgetWindow.Rolling(60_000_000_000L)));
    assertThat(agent(d, "scraper"))
        .isEqualTo(
            new AgentBudget(
                "SCRAPE",
                20_000,
                100_000,
                500_000,
                List.of(tokens(200_000, new BudgetWindow.Session())),
                OnUnavailable.DENY,
                List.of(new AgentIdentity.InCgroup("/wlm/agents/scraper")),
                "/run/wlm/scraper.json",
                "/var/lib/agents/scraper/token_counters.jsonl"));
    assertThat(all.weights().models())
        .containsExactly(new ModelWeight("*-large*", 15_000), new ModelWeight("*", 1_000));
    LlmProxySettings proxy = Objects.requireNonNull(all.proxy());
    assertThat(proxy.upstreams())
        .extracting(LlmProxySettings.Upstream::api)
        .containsExactly(Api.OPENAI, Api.OLLAMA);
    assertThat(proxy.upstreams().getLast().models()).containsExactly("*");
  }

  @Test
  void entitlesToThePartOfTheGoalInTheSharedWindow() {
    ServiceDefinition d = example("agents.yaml");
    assertThat(agent(d, "chat").entitlement()).isEqualTo(400_000);
    assertThat(agent(d, "chat").cap()).isEqualTo(1_000_000);
    assertThat(agent(d, "chat").onUnavailable()).isEqualTo(OnUnavailable.ALLOW_CAPPED);
    ServiceDefinition day =
        read(
            """
            service-definition:
              name: T
              service-classes: [{ name: CHAT, importance: 3, goal: { tokens: 40K/hour } }]
              token-budgets:
                organisations:
                  - name: acme
                    limits: [{ tokens: 1M, per: day }]
                    agents:
                      - { name: one, service-class: CHAT }
                      - { name: two, service-class: CHAT }
                      - { name: three, service-class: CHAT, entitlement: 10K }
            """);
    assertThat(agent(day, "one").entitlement()).isEqualTo(480_000);
    assertThat(agent(day, "two").entitlement()).isEqualTo(480_000);
    assertThat(agent(day, "three").entitlement()).isEqualTo(10_000);
    assertThat(agent(day, "one").onUnavailable()).isEqualTo(OnUnavailable.DENY);
  }

  @Test
  void aClassThatNoAgentNamesIsAnAgentOfItsOwn() {
    ServiceDefinition d = example("first-seed-token.yaml");
    assertThat(d.host().tokens().budgets()).hasSize(1);
    assertThat(budget(d, "llm-agent").limits()).containsExactly(tokens(10_000, UTC_HOUR));
    AgentBudget agent = agent(d, "llm-agent");
    assertThat(agent.cap()).isEqualTo(10_000);
    assertThat(agent.entitlement()).isEqualTo(10_000);
    assertThat(agent.signalFile()).isEqualTo("/var/run/wlm/token_state.json");
    assertThat(agent.counterFile()).isEqualTo("/var/run/wlm/token_counters.jsonl");
  }

  @Test
  void theFirstSeedsDailyBudgetsShareTheirSum() {
    ServiceDefinition d =
        read(
            """
            service_classes:
              - name: guardian
                type: token
                goal: { target: "" }
                importance: 1
                daily_budget: 300000
                min_budget: 1000
              - name: monitor
                type: token
                goal: { target: 10000/hour }
                importance: 4
                daily_budget: 100000
              - name: alone
                type: token
                goal: { target: 500K/month }
                importance: 2
                min_budget: 5
            """);
    assertThat(budget(d, "daily-budget").limits()).containsExactly(tokens(400_000, UTC_DAY));
    assertThat(budget(d, "guardian").parent()).isEqualTo("daily-budget");
    assertThat(budget(d, "guardian").limits()).isEmpty();
    assertThat(agent(d, "guardian").floor()).isEqualTo(1_000);
    assertThat(agent(d, "guardian").entitlement()).isEqualTo(300_000);
    assertThat(agent(d, "guardian").cap()).isEqualTo(400_000);
    assertThat(budget(d, "monitor").limits()).containsExactly(tokens(10_000, UTC_HOUR));
    assertThat(budget(d, "alone").parent()).isNull();
    assertThat(budget(d, "alone").limits())
        .containsExactly(tokens(500_000, Aligned.of(Period.MONTH, ZoneOffset.UTC)));
    assertThat(agent(d, "alone").floor()).isEqualTo(5);
  }

  @Test
  void aGoalThatNoCalendarHasRolls() {
    ServiceDefinition d =
        read(
            """
            service-definition:
              name: T
              service-classes:
                - { name: SIX, importance: 3, goal: { tokens: 90K/6h } }
                - { name: FAST, importance: 3, goal: { tokens: 5/100ms } }
                - { name: DAY, importance: 3, goal: { tokens: 7/24h } }
            """);
    assertThat(budget(d, "SIX").limits())
        .containsExactly(tokens(90_000, new BudgetWindow.Rolling(21_600_000_000_000L)));
    assertThat(budget(d, "FAST").limits())
        .containsExactly(tokens(50, new BudgetWindow.Rolling(1_000_000_000L)));
    assertThat(budget(d, "DAY").limits()).containsExactly(tokens(7, UTC_DAY));
  }

  @Test
  void agentsThatNobodyWroteDownFollowThePolicyInForce() {
    ServiceDefinition d =
        read(
            """
            service-definition:
              name: T
              policies:
                - name: DAY
                - name: NIGHT
                  service-class-overrides:
                    - { service-class: CHAT, importance: 4, goal: { tokens: 80K/hour } }
              service-classes:
                - { name: CHAT, importance: 1, goal: { tokens: 40K/hour } }
                - { name: TOLD, importance: 1, goal: { tokens: 40K/hour } }
              token-budgets:
                agents: [{ name: told, service-class: TOLD }]
            """);
    ServiceDefinition night = ActivePolicy.of(d, "NIGHT").effective();
    assertThat(budget(d, "CHAT").limits()).containsExactly(tokens(40_000, UTC_HOUR));
    assertThat(budget(night, "CHAT").limits()).containsExactly(tokens(80_000, UTC_HOUR));
    assertThat(agent(night, "CHAT").onUnavailable()).isEqualTo(OnUnavailable.DENY);
    assertThat(budget(night, "told")).isEqualTo(budget(d, "told"));
    assertThat(ActivePolicy.of(d, "DAY").effective().host()).isEqualTo(d.host());
  }

  @Test
  void aDifferenceNamesBudgetsLimitsAndWeights() {
    String before =
        """
        service-definition:
          name: T
          service-classes: [{ name: CHAT, importance: 3, goal: { tokens: 40K/hour } }]
          token-budgets:
            model-weights: { large: 15 }
            organisations:
              - name: acme
                limits: [{ tokens: 1M, per: day }, { requests: 5, per: rolling 1m }]
                agents: [{ name: one, service-class: CHAT, entitlement: 5 }]
        """;
    String after =
        before
            .replace("large: 15", "large: 20")
            .replace("1M, per: day", "2M, per: day")
            .replace("entitlement: 5", "floor: 2, entitlement: 5, identities: [{ user: a }]")
            .replace("rolling 1m", "rolling 2m")
            .replace("    model-", "    token-weights: { output: 4 }\n    model-");
    assertThat(DefinitionDiff.between(read(before), read(after)))
        .extracting(Change::toString)
        .containsExactlyInAnyOrder(
            "~ token budget acme limit tokens per day UTC 1000000 -> 2000000",
            "- token budget acme limit requests per rolling 1min 5",
            "+ token budget acme limit requests per rolling 2min 5",
            "~ token budget one floor 0 -> 2",
            "~ token budget one cap 1000000 -> 2000000",
            "+ token budget one as user a",
            "~ weight of output 1 -> 4",
            "~ weight of model large 15 -> 20");
  }
}
