package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.ImpliedAgents;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.LlmProxySettings.Upstream;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenBudgets;
import io.openwlm.model.token.TokenKind;
import io.openwlm.model.token.TokenWeights;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The part of the tree with token budgets and the proxy. */
final class TokenTree {
  private static final int MILLI_DECIMALS = 3;
  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000_000;

  private final List<TokenBudget> budgets;
  private final List<ServiceClass> classes;

  private TokenTree(List<TokenBudget> budgets, List<ServiceClass> classes) {
    this.budgets = budgets;
    this.classes = classes;
  }

  static void add(TreeBuilder tree, ServiceDefinition d) {
    TokenBudgets tokens = d.host().tokens();
    List<TokenBudget> written = ImpliedAgents.written(tokens.budgets(), d.serviceClasses());
    TokenTree below = new TokenTree(written, d.serviceClasses());
    TreeBuilder budgets = new TreeBuilder();
    weights(budgets, tokens.weights());
    budgets
        .text("price-table", tokens.priceTable())
        .text("signal-directory", tokens.signalDirectory())
        .items("organisations", below.children(null, Level.ORGANISATION))
        .items("agents", below.children(null, Level.AGENT));
    tree.filled("token-budgets", budgets.block());
    if (tokens.proxy() != null) {
      tree.put("llm-proxy", proxy(tokens.proxy()));
    }
  }

  private static void weights(TreeBuilder tree, TokenWeights weights) {
    TreeBuilder kinds = new TreeBuilder();
    for (TokenKind kind : TokenKind.values()) {
      int milli = weights.milliByKind().get(kind.index());
      if (milli != TokenWeights.DEFAULT.milliByKind().get(kind.index())) {
        kinds.put(kind.key(), milli(milli));
      }
    }
    TreeBuilder models = new TreeBuilder();
    weights.models().forEach(m -> models.put(m.mask(), milli(m.milli())));
    tree.filled("token-weights", kinds.inline()).filled("model-weights", models.block());
  }

  private static Bare milli(long milli) {
    return new Bare(plain(BigDecimal.valueOf(milli, MILLI_DECIMALS)));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private List<FormTree> children(@Nullable String parent, Level level) {
    return ProjectTree.each(
        budgets.stream()
            .filter(b -> b.level() == level && Objects.equals(b.parent(), parent))
            .toList(),
        this::budget);
  }

  private Entries budget(TokenBudget b) {
    TreeBuilder tree = new TreeBuilder().text("name", b.name());
    AgentBudget agent = b.agent();
    if (agent != null) {
      tree.text("service-class", agent.serviceClass());
    }
    tree.items("limits", ProjectTree.each(b.limits(), TokenTree::limit));
    if (agent != null) {
      agent(tree, b, agent);
    } else {
      tree.items("teams", children(b.name(), Level.TEAM))
          .items("agents", children(b.name(), Level.AGENT));
    }
    return tree.block();
  }

  static Entries limit(BudgetLimit limit) {
    TreeBuilder tree = new TreeBuilder().put(limit.unit().key(), amount(limit));
    switch (limit.window()) {
      case BudgetWindow.Session _ -> {}
      case BudgetWindow.Rolling r -> tree.text("per", "rolling " + r.length());
      case BudgetWindow.Aligned a -> {
        tree.text("per", a.period().key());
        if (!a.zone().equals(ZoneOffset.UTC)) {
          tree.text("zone", a.zone().getId());
        }
        if (!a.startsAt().equals(LocalTime.MIDNIGHT)) {
          tree.text("starts-at", a.startsAt().toString());
        }
        if (a.weekStart() != DayOfWeek.MONDAY) {
          tree.text("week-start", WindowReader.key(a.weekStart()));
        }
      }
    }
    return tree.inline();
  }

  private static FormTree amount(BudgetLimit limit) {
    long one = limit.unit().perOne();
    return switch (limit.unit()) {
      case TOKENS, REQUESTS ->
          limit.amount() % one == 0
              ? tokens(limit.amount() / one)
              : new Bare(plain(BigDecimal.valueOf(limit.amount(), MILLI_DECIMALS)));
      case COST -> new Bare(plain(BigDecimal.valueOf(limit.amount(), 9)));
    };
  }

  private static FormTree tokens(long tokens) {
    if (tokens >= MILLION && tokens % MILLION == 0) {
      return new Text(tokens / MILLION + "M");
    }
    return tokens >= THOUSAND && tokens % THOUSAND == 0
        ? new Text(tokens / THOUSAND + "K")
        : Bare.of(tokens);
  }

  private void agent(TreeBuilder tree, TokenBudget b, AgentBudget agent) {
    TokenBudget root = b.parent() == null ? b : root(b);
    long most = root.shared().map(l -> l.amount() / l.unit().perOne()).orElse(AgentBudget.NO_CAP);
    if (agent.floor() != 0) {
      tree.put("floor", tokens(agent.floor()));
    }
    boolean usual = b.parent() == null && agent.entitlement() == agent.cap();
    boolean shares = root.shared().isPresent();
    if (shares && !usual) {
      tree.put("entitlement", tokens(agent.entitlement()));
    }
    if (agent.cap() != most) {
      tree.put("cap", tokens(agent.cap()));
    }
    tree.items("session-limits", ProjectTree.each(agent.sessionLimits(), TokenTree::limit));
    if (agent.onUnavailable() != usual(agent.serviceClass())) {
      tree.text("on-unavailable", agent.onUnavailable().key());
    }
    tree.items("identities", ProjectTree.each(agent.identities(), TokenTree::identity))
        .text("signal-file", agent.signalFile())
        .text("counter-file", agent.counterFile());
  }

  private TokenBudget root(TokenBudget b) {
    TokenBudget at = b;
    while (at.parent() != null) {
      String parent = at.parent();
      at = budgets.stream().filter(p -> p.name().equals(parent)).findFirst().orElseThrow();
    }
    return at;
  }

  private OnUnavailable usual(String serviceClass) {
    return classes.stream()
        .filter(c -> c.name().equals(serviceClass))
        .map(c -> OnUnavailable.usual(c.importance().level()))
        .findFirst()
        .orElse(OnUnavailable.DENY);
  }

  private static Entries identity(AgentIdentity identity) {
    TreeBuilder tree = new TreeBuilder();
    switch (identity) {
      case AgentIdentity.InCgroup c -> tree.text("cgroup", c.path());
      case AgentIdentity.AsUser u -> tree.text("user", u.user());
      case AgentIdentity.WithKey k -> tree.text("key-file", k.keyFile());
    }
    return tree.inline();
  }

  private static Entries proxy(LlmProxySettings proxy) {
    TreeBuilder tree = new TreeBuilder().text("unix-socket", proxy.unixSocket());
    if (proxy.port() != 0) {
      tree.number("port", (long) proxy.port());
    }
    if (proxy.maxStreams() != LlmProxySettings.DEFAULT_MAX_STREAMS) {
      tree.number("max-streams", (long) proxy.maxStreams());
    }
    if (proxy.maxBodyBytes() != LlmProxySettings.DEFAULT_MAX_BODY_BYTES) {
      tree.text("max-body", Amounts.text(proxy.maxBodyBytes()));
    }
    if (proxy.waitMillis() != LlmProxySettings.DEFAULT_WAIT_MILLIS) {
      tree.text("wait", Durations.exact(proxy.waitMillis() * MILLION));
    }
    return tree.items("upstreams", ProjectTree.each(proxy.upstreams(), TokenTree::upstream))
        .block();
  }

  private static Entries upstream(Upstream u) {
    TreeBuilder tree =
        new TreeBuilder()
            .text("name", u.name())
            .text("api", u.api().key())
            .text("url", u.baseUrl())
            .text("key-file", u.keyFile());
    if (!u.models().equals(List.of("*"))) {
      tree.put("models", new Items(Items.lines(u.models()).items(), true));
    }
    if (u.defaultMaxOutput() != Upstream.DEFAULT_MAX_OUTPUT) {
      tree.number("default-max-output", (long) u.defaultMaxOutput());
    }
    return tree.block();
  }
}
