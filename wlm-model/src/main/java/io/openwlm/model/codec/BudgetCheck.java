package io.openwlm.model.codec;

import io.openwlm.model.codec.BudgetDraft.AgentDraft;
import io.openwlm.model.codec.BudgetDraft.File;
import io.openwlm.model.codec.BudgetDraft.Identity;
import io.openwlm.model.codec.BudgetShares.Resolved;
import io.openwlm.model.codec.Symbols.Kind;
import io.openwlm.model.codec.WindowReader.Limit;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.token.AgentIdentity;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import io.openwlm.model.token.TokenBudget.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks of token budgets that need the whole definition: agents have classes with token goals,
 * what is promised is there, and no identity or file belongs to two.
 */
final class BudgetCheck {
  private final DefinitionDraft draft;
  private final Problems problems;
  private final List<BudgetDraft> budgets;
  private final BudgetShares shares;

  BudgetCheck(DefinitionDraft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    this.budgets = draft.host().tokens().list();
    this.shares = new BudgetShares(draft.classes(), budgets);
  }

  void run() {
    classes();
    implied();
    money();
    for (BudgetDraft b : budgets) {
      AgentDraft agent = b.agent();
      if (agent != null) {
        shares(b, agent);
      }
    }
    floors();
    identities();
    files();
  }

  private void classes() {
    for (BudgetDraft b : budgets) {
      AgentDraft agent = b.agent();
      String name = agent == null ? null : agent.serviceClass();
      Node at = agent == null ? null : agent.classAt();
      if (name != null && at != null && isOtherClass(name)) {
        problems.add(ProblemCode.NO_TOKEN_GOAL, at, name);
      }
    }
  }

  private boolean isOtherClass(String name) {
    boolean unread =
        draft.classes().stream().anyMatch(c -> name.equals(c.name()) && c.attributes() == null);
    boolean known =
        draft.symbols().isDefined(Kind.SERVICE_CLASS, name) || SystemClass.isSystemClass(name);
    return known && !unread && !shares.hasTokenGoal(name);
  }

  /** A class that no agent names gets an agent of its name, which must be free. */
  private void implied() {
    Set<String> served = new HashSet<>();
    Set<String> taken = new HashSet<>();
    for (BudgetDraft b : budgets) {
      taken.add(b.shown().toUpperCase(Locale.ROOT));
      if (b.agent() != null) {
        served.add(String.valueOf(b.agent().serviceClass()));
      }
    }
    for (ClassDraft c : draft.classes()) {
      String name = c.name();
      if (name != null
          && shares.hasTokenGoal(name)
          && !served.contains(name)
          && taken.contains(name.toUpperCase(Locale.ROOT))) {
        problems.add(ProblemCode.AGENT_NAME_TAKEN, c.at(), name);
      }
    }
  }

  private void money() {
    if (draft.host().tokens().priceTable() != null) {
      return;
    }
    for (BudgetDraft b : budgets) {
      for (Limit limit : b.limits()) {
        if (limit.limit().unit() == BudgetUnit.COST) {
          problems.add(ProblemCode.NO_PRICE_TABLE, limit.at());
        }
      }
      if (b.agent() != null
          && b.agent().sessionLimits().stream().anyMatch(l -> l.unit() == BudgetUnit.COST)) {
        problems.add(ProblemCode.NO_PRICE_TABLE, b.at());
      }
    }
  }

  private void shares(BudgetDraft b, AgentDraft agent) {
    Node at = agent.shares().at();
    if (at == null || problems.isFull()) {
      return;
    }
    if (shares.shared(b).isEmpty()) {
      if (!problems.hasErrors()) {
        problems.add(ProblemCode.NOTHING_SHARED, at, b.shown());
      }
      return;
    }
    Resolved r = shares.of(b, agent);
    if (!r.rises()) {
      problems.add(ProblemCode.SHARES, at, r.floor(), r.entitlement(), r.cap());
    }
  }

  /** What is promised to the agents below a budget is not more than its limit. */
  private void floors() {
    Map<BudgetDraft, Long> sums = new HashMap<>();
    Map<BudgetDraft, Node> last = new HashMap<>();
    for (BudgetDraft b : budgets) {
      AgentDraft agent = b.agent();
      Long floor = agent == null ? null : agent.shares().floor();
      Node at = agent == null ? null : agent.shares().at();
      if (floor != null && at != null) {
        for (BudgetDraft up = b.parent(); up != null; up = up.parent()) {
          sums.merge(up, floor, Long::sum);
          last.put(up, at);
        }
      }
    }
    BudgetWindow none = new BudgetWindow.Session();
    for (BudgetDraft b : budgets) {
      BudgetWindow window = shares.shared(b).map(BudgetLimit::window).orElse(none);
      long limit =
          b.limits().stream()
              .map(Limit::limit)
              .filter(l -> l.unit() == BudgetUnit.TOKENS && l.window().equals(window))
              .mapToLong(l -> l.amount() / l.unit().perOne())
              .min()
              .orElse(Long.MAX_VALUE);
      long sum = sums.getOrDefault(b, 0L);
      Node at = last.get(b);
      if (b.level() != Level.AGENT && sum > limit && at != null) {
        problems.add(ProblemCode.FLOORS, at, b.shown(), sum, limit);
      }
    }
  }

  private record Owner(BudgetDraft agent, Node at) {}

  private void identities() {
    Map<AgentIdentity, Owner> owners = new HashMap<>();
    for (BudgetDraft b : budgets) {
      List<Identity> identities = b.agent() == null ? List.of() : b.agent().identities();
      for (Identity i : identities) {
        // Key files are files like others and are looked at there.
        Owner first =
            i.identity() instanceof AgentIdentity.WithKey
                ? null
                : owners.putIfAbsent(i.identity(), new Owner(b, i.at()));
        if (first != null) {
          taken(i.at(), what(i.identity()), "agent " + first.agent().shown(), first.at());
        }
      }
    }
    owners.forEach((identity, owner) -> {
      if (identity instanceof AgentIdentity.InCgroup cgroup) {
        nested(cgroup.path(), owner, owners);
      }
    });
  }

  /** A process in a group is in all groups above it: two agents would claim it. */
  private void nested(String path, Owner owner, Map<AgentIdentity, Owner> owners) {
    for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      String above = end == 0 ? "/" : path.substring(0, end);
      Owner other = above.equals(path) ? null : owners.get(new AgentIdentity.InCgroup(above));
      if (other != null && !other.agent().equals(owner.agent())) {
        problems.add(
            ProblemCode.IDENTITY_NESTED,
            owner.at(),
            PrintableText.of(path),
            PrintableText.of(above),
            other.agent().shown(),
            other.at().line());
        return;
      }
    }
  }

  private static String what(AgentIdentity identity) {
    return switch (identity) {
      case AgentIdentity.InCgroup c -> "cgroup " + PrintableText.of(c.path());
      case AgentIdentity.AsUser u -> "user " + PrintableText.of(u.user());
      case AgentIdentity.WithKey k -> "file " + PrintableText.of(k.keyFile());
    };
  }

  private void files() {
    Map<String, File> owners = new HashMap<>();
    for (File file : draft.host().tokens().files()) {
      File first = owners.putIfAbsent(file.path(), file);
      if (first != null) {
        String what = "file " + PrintableText.of(file.path());
        taken(file.at(), what, PrintableText.of(first.owner()), first.at());
      }
    }
  }

  private void taken(Node at, String what, @Nullable String owner, Node first) {
    problems.add(ProblemCode.TAKEN, at, what, String.valueOf(owner), first.line());
  }
}
