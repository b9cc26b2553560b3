package io.openwlm.model.codec;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.ImpliedAgents;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.BudgetWindow.Aligned;
import io.openwlm.model.token.BudgetWindow.Period;
import io.openwlm.model.token.BudgetWindow.Rolling;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenTarget;
import io.openwlm.model.token.TokenWeights;
import io.openwlm.model.token.TokenWeights.ModelWeight;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Random token budgets that are valid, in the order in which they are read. */
final class GeneratedTokens {
  private final GeneratedTexts texts;
  private final int size;
  private final List<ServiceClass> classes;
  private final List<ServiceClass> tokenClasses;
  private final List<TokenBudget> budgets = new ArrayList<>();
  private final GeneratedTexts.Names names;
  private final boolean priced;
  private int number;

  GeneratedTokens(GeneratedTexts texts, int size, List<ServiceClass> classes) {
    this.texts = texts;
    this.size = size;
    this.classes = classes;
    this.tokenClasses =
        classes.stream().filter(c -> c.goal() instanceof Goal.TokenBudgetGoal).toList();
    this.names = texts.new Names(64);
    this.priced = texts.chance(0.5);
  }

  TokenBudgets tokens() {
    if (texts.chance(0.4)) {
      return TokenBudgets.NONE.with(ImpliedAgents.complete(List.of(), classes));
    }
    for (int i = texts.upTo(size / 2); i > 0; i--) {
      organisation();
    }
    agents(null, null, 0);
    return new TokenBudgets(
        ImpliedAgents.complete(budgets, classes),
        texts.chance(0.5) ? TokenWeights.DEFAULT : weights(),
        priced ? "/etc/wlm/" + "p".repeat(1 + texts.upTo(9)) + " x.yaml" : null,
        texts.any(null, "/run/wlm/tokens"),
        texts.chance(0.5) ? null : proxy());
  }

  private String name() {
    while (true) {
      String name = names.next();
      if (classes.stream().noneMatch(c -> c.name().equalsIgnoreCase(name))) {
        return name;
      }
    }
  }

  private void organisation() {
    String name = name();
    List<BudgetLimit> limits = limits();
    TokenBudget organisation = new TokenBudget(name, Level.ORGANISATION, null, limits, null);
    budgets.add(organisation);
    for (int i = texts.upTo(size / 2); i > 0; i--) {
      String team = name();
      budgets.add(new TokenBudget(team, Level.TEAM, name, limits(), null));
      agents(team, organisation, 0);
    }
    agents(name, organisation, 50);
  }

  /** Floors stay so low that all of them fit into any limit. */
  private void agents(@Nullable String parent, @Nullable TokenBudget organisation, long floors) {
    for (int i = tokenClasses.isEmpty() ? 0 : texts.upTo(size / 2); i > 0; i--) {
      ServiceClass serviceClass = texts.oneOf(tokenClasses);
      List<BudgetLimit> limits = limits();
      if (organisation == null && limits.isEmpty()) {
        String target = ((Goal.TokenBudgetGoal) serviceClass.goal()).target();
        limits = List.of(TokenTarget.parse(target).orElseThrow().limit());
      }
      String name = name();
      TokenBudget bare = new TokenBudget(name, Level.TEAM, null, limits, null);
      BudgetLimit shared = (organisation == null ? bare : organisation).shared().orElse(null);
      long most = shared == null ? AgentBudget.NO_CAP : shared.amount() / 1_000;
      long cap = shared == null || texts.chance(0.5) ? most : texts.between(floors, most);
      long entitlement = shared == null ? cap : texts.between(Math.min(floors, cap), cap);
      long floor = shared == null ? 0 : Math.min(entitlement, texts.between(0, floors));
      budgets.add(
          new TokenBudget(
              name,
              Level.AGENT,
              parent,
              limits,
              new AgentBudget(
                  serviceClass.name(),
                  floor,
                  entitlement,
                  cap,
                  sessionLimits(),
                  texts.any(OnUnavailable.values()),
                  identities(),
                  texts.chance(0.5) ? null : "/run/wlm/" + number++ + " x.json",
                  texts.chance(0.5) ? null : "/var/lib/ü/" + number++ + ".jsonl")));
    }
  }

  private List<BudgetLimit> limits() {
    List<BudgetLimit> limits = new ArrayList<>();
    for (int i = texts.upTo(3); i > 0; i--) {
      limits.add(limit(window()));
    }
    return limits;
  }

  private List<BudgetLimit> sessionLimits() {
    List<BudgetLimit> limits = new ArrayList<>();
    for (int i = texts.upTo(2); i > 0; i--) {
      limits.add(limit(new BudgetWindow.Session()));
    }
    return limits;
  }

  private BudgetLimit limit(BudgetWindow window) {
    BudgetUnit unit = priced ? texts.any(BudgetUnit.values()) : BudgetUnit.TOKENS;
    long amount =
        switch (unit) {
          // 50 tokens and more, so that floors fit.
          case TOKENS ->
              texts.any(
                  texts.between(1, 999) * 1_000_000,
                  texts.between(1, 999) * 1_000_000_000,
                  texts.between(50_000, TokenTarget.MAX_MILLI));
          case COST ->
              texts.any(texts.between(1, 999_999) * 10_000_000, texts.between(1, 1L << 50));
          case REQUESTS -> texts.between(1, 999_999_999);
        };
    return new BudgetLimit(unit, amount, window);
  }

  private BudgetWindow window() {
    if (texts.chance(0.4)) {
      long nanos = texts.between(Rolling.MIN_NANOS, Rolling.MAX_NANOS);
      return new Rolling(
          texts.any(86_400_000_000_000L, nanos / 1_000_000_000 * 1_000_000_000, nanos));
    }
    Period period = texts.any(Period.values());
    LocalTime time = LocalTime.of(period == Period.HOUR ? 0 : texts.upTo(23), texts.upTo(59));
    return new Aligned(
        period,
        texts.any(
            ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.of("GMT+2"), ZoneOffset.ofHours(-5)),
        texts.chance(0.5) ? LocalTime.MIDNIGHT : time,
        period == Period.WEEK ? texts.any(DayOfWeek.values()) : DayOfWeek.MONDAY);
  }

  private List<AgentIdentity> identities() {
    List<AgentIdentity> identities = new ArrayList<>();
    for (int i = texts.upTo(2); i > 0; i--) {
      number++;
      identities.add(
          texts.any(
              new AgentIdentity.InCgroup("/wlm/agents/" + number + "x y"),
              new AgentIdentity.AsUser("user" + number),
              new AgentIdentity.WithKey("/etc/wlm/keys/" + number)));
    }
    return identities;
  }

  private TokenWeights weights() {
    List<Integer> kinds = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      kinds.add((int) texts.any(0L, 1_000L, texts.between(0, 1_000_000)).longValue());
    }
    Map<String, ModelWeight> models = new LinkedHashMap<>();
    for (int i = texts.upTo(size); i > 0; i--) {
      String mask = mask();
      models.put(mask, new ModelWeight(mask, (int) texts.between(0, 1_000_000)));
    }
    return new TokenWeights(kinds, List.copyOf(models.values()));
  }

  private String mask() {
    String word = texts.word();
    return texts.any("*", "gpt-*", "*opus*", word.isEmpty() ? "m" : word);
  }

  private LlmProxySettings proxy() {
    List<Upstream> upstreams = new ArrayList<>();
    GeneratedTexts.Names upstreamNames = texts.new Names(64);
    for (int i = 1 + texts.upTo(2); i > 0; i--) {
      upstreams.add(
          new Upstream(
              upstreamNames.next(),
              texts.any(Api.values()),
              texts.any("https://api.example.com/v1", "http://127.0.0.1:11434", "http://[::1]:1/x"),
              texts.any(null, "/etc/wlm/keys/provider"),
              texts.chance(0.5) ? List.of("*") : List.of(mask(), mask()),
              (int) texts.any(4_096L, texts.between(256, 1_000_000)).longValue()));
    }
    boolean socket = texts.chance(0.5);
    return new LlmProxySettings(
        socket ? "/run/wlm/llm.sock" : null,
        socket && texts.chance(0.5) ? 0 : (int) texts.between(1, 65_535),
        upstreams,
        (int) texts.between(1, 10_000),
        texts.between(1, 65_536) << 10,
        texts.any(0L, 30_000L, texts.between(0, 30_000)));
  }
}
