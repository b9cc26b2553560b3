package io.openwlm.model.codec;

import io.openwlm.model.codec.BudgetDraft.AgentDraft;
import io.openwlm.model.codec.BudgetDraft.Budgets;
import io.openwlm.model.codec.BudgetDraft.File;
import io.openwlm.model.codec.BudgetDraft.Identity;
import io.openwlm.model.codec.BudgetDraft.Shares;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.codec.WindowReader.Limit;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.token.AgentBudget.OnUnavailable;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.LlmProxySettings;
import io.openwlm.model.token.TokenBudget;
import io.openwlm.model.token.TokenBudget.Level;
import io.openwlm.model.token.TokenWeights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code token-budgets}: the tree of organisations, teams and agents. */
final class BudgetReader {
  private static final int MAX_IDENTITIES = 16;
  private static final List<String> IDENTITIES = ProjectKeys.IDENTITY;

  private final NamedReader names;
  private final Problems problems;
  private final WindowReader windows;
  private final List<BudgetDraft> found = new ArrayList<>();
  private final List<File> files = new ArrayList<>();

  BudgetReader(NamedReader names) {
    this.names = names;
    this.problems = names.problems();
    this.windows = new WindowReader(problems);
  }

  /** What the definition says of tokens: {@code token-budgets} and {@code llm-proxy}. */
  Budgets read(Fields definition) {
    Node node = definition.get("token-budgets");
    Fields fields =
        node == null ? null : Fields.of(node, "token-budgets", problems, ProjectKeys.TOKEN_BUDGETS);
    if (fields != null) {
      for (Fields one : entries(fields, "organisations", ProjectKeys.ORGANISATION)) {
        organisation(one);
      }
      agents(fields, null);
    }
    Node proxyAt = definition.get("llm-proxy");
    LlmProxySettings proxy =
        proxyAt == null ? null : new ProxyReader(problems, files).read(proxyAt);
    return new Budgets(
        found,
        fields == null ? TokenWeights.DEFAULT : new TokenWeightReader(problems).read(fields),
        fields == null ? null : HostFile.of(problems, fields, "price-table"),
        fields == null ? null : HostFile.of(problems, fields, "signal-directory"),
        proxy,
        files);
  }

  private void organisation(Fields fields) {
    BudgetDraft organisation = budget(fields, Level.ORGANISATION, null, null);
    for (Fields one : entries(fields, "teams", ProjectKeys.TEAM)) {
      BudgetDraft team = budget(one, Level.TEAM, organisation, null);
      agents(one, team);
    }
    agents(fields, organisation);
  }

  private void agents(Fields owner, @Nullable BudgetDraft parent) {
    for (Fields one : entries(owner, "agents", ProjectKeys.AGENT)) {
      budget(one, Level.AGENT, parent, agent(one));
    }
  }

  private List<Fields> entries(Fields owner, String key, List<String> keys) {
    List<Fields> entries = new ArrayList<>();
    Node node = owner.get(key);
    if (node != null) {
      for (Node item : Values.items(problems, node, key, DefinitionDraft.MAX_CLASSES)) {
        Fields one = Fields.of(item, "an entry of " + key, problems, keys);
        if (one != null) {
          entries.add(one);
        }
      }
    }
    return entries;
  }

  private BudgetDraft budget(
      Fields fields, Level level, @Nullable BudgetDraft parent, @Nullable AgentDraft agent) {
    Node nameAt = fields.required("name", "name", "every token budget has a name");
    String name = nameAt == null ? null : name(problems, nameAt, "token budget name");
    if (name != null && nameAt != null) {
      names.symbols().define(Kind.TOKEN_BUDGET, name, nameAt);
    }
    List<Limit> limits = windows.limits(fields, "limits", false);
    Node at = nameAt == null ? fields.at() : nameAt;
    BudgetDraft draft = new BudgetDraft(name, at, level, parent, limits, agent);
    found.add(draft);
    return draft;
  }

  /** A name that is safe as the name of a file. */
  static @Nullable String name(Problems problems, Node node, String what) {
    String text = Values.text(problems, node, what);
    if (text != null && !TokenBudget.isName(text)) {
      problems.add(ProblemCode.BUDGET_NAME, node, what, Values.found(node));
      return null;
    }
    return text;
  }

  private AgentDraft agent(Fields fields) {
    fields.required("service-class", "service-class", "a class with a token goal");
    String shown = fields.get("name") instanceof Node.Scalar s ? s.value() : "?";
    List<Identity> identities = identities(fields);
    for (Identity i : identities) {
      if (i.identity() instanceof AgentIdentity.WithKey key) {
        files.add(new File(key.keyFile(), "agent " + shown, i.at()));
      }
    }
    return new AgentDraft(
        names.reference(fields, "service-class", Kind.SERVICE_CLASS),
        fields.get("service-class"),
        shares(fields),
        windows.limits(fields, "session-limits", true).stream().map(Limit::limit).toList(),
        Values.oneOf(
            problems,
            fields.get("on-unavailable"),
            "on-unavailable",
            OnUnavailable.values(),
            OnUnavailable::key),
        identities,
        file(fields, "signal-file", shown),
        file(fields, "counter-file", shown));
  }

  private @Nullable String file(Fields fields, String key, String agent) {
    String path = HostFile.of(problems, fields, key);
    Node at = fields.get(key);
    if (path != null && at != null) {
      files.add(new File(path, "agent " + agent, at));
    }
    return path;
  }

  private Shares shares(Fields fields) {
    Node at = null;
    for (String key : List.of("floor", "entitlement", "cap")) {
      Node node = fields.get(key);
      at = node == null ? at : node;
    }
    return new Shares(
        tokens(fields, "floor"), tokens(fields, "entitlement"), tokens(fields, "cap"), at);
  }

  private @Nullable Long tokens(Fields fields, String key) {
    Node node = fields.get(key);
    return node == null ? null : Amounts.tokens(problems, node, key);
  }

  private List<Identity> identities(Fields owner) {
    List<Identity> identities = new ArrayList<>();
    Node node = owner.get("identities");
    if (node == null) {
      return identities;
    }
    for (Node item : Values.items(problems, node, "identities", MAX_IDENTITIES)) {
      Fields fields = Fields.of(item, "an identity", problems, IDENTITIES);
      if (fields == null) {
        continue;
      }
      List<String> kinds = IDENTITIES.stream().filter(fields::has).toList();
      if (kinds.size() != 1) {
        if (!kinds.isEmpty() || !fields.hasUnknownKeys()) {
          String given = kinds.isEmpty() ? "none" : String.join(" and ", kinds);
          problems.add(ProblemCode.IDENTITY_KIND, fields.at(), given);
        }
        continue;
      }
      Node at = fields.get(kinds.getFirst());
      AgentIdentity identity = at == null ? null : identity(kinds.getFirst(), at);
      if (at != null && identity != null) {
        identities.add(new Identity(identity, at));
      }
    }
    return identities;
  }

  private @Nullable AgentIdentity identity(String kind, Node node) {
    return switch (kind) {
      case "cgroup" -> {
        CgroupPath path = Values.cgroup(problems, node, "cgroup");
        yield path == null ? null : new AgentIdentity.InCgroup(path.value());
      }
      case "user" -> {
        String user = user(node);
        yield user == null ? null : new AgentIdentity.AsUser(user);
      }
      default -> {
        String path = HostFile.of(problems, node, "key-file", Values.MAX_LINE);
        yield path == null ? null : new AgentIdentity.WithKey(path);
      }
    };
  }

  private @Nullable String user(Node node) {
    String user = Values.line(problems, node, "user");
    if (user != null && (user.isEmpty() || user.contains(" "))) {
      Values.wrongType(problems, node, "user", "a user name");
      return null;
    }
    return user;
  }
}
