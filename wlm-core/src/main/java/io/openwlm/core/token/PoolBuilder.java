package io.openwlm.core.token;

import io.openwlm.core.token.LedgerPicture.Node;
import io.openwlm.core.token.Pool.Ceiling;
import io.openwlm.core.token.Pool.Member;
import io.openwlm.core.token.Pool.Share;
import io.openwlm.core.token.Pool.Unit;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.BudgetUnit;
import io.openwlm.model.token.BudgetWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes what the arbiter shares out from a picture of the ledger: every limit of the organisation,
 * its teams and agents is a ceiling, as much as it will have until the window of the grants ends.
 */
final class PoolBuilder {
  private static final long MILLI = BudgetUnit.TOKENS.perOne();

  private final PictureTree tree;
  private final Map<String, NodeWatch> watches;

  PoolBuilder(PictureTree tree, Map<String, NodeWatch> watches) {
    this.tree = tree;
    this.watches = watches;
  }

  static LedgerPicture.Agent agentOf(Node node) {
    return Objects.requireNonNull(node.agent(), node.name());
  }

  /** Spent and held in the window that grants are made for. */
  static long used(Node agent) {
    return agentOf(agent).grantLimit().spent() + agent.held().milliTokens();
  }

  /** Floor, entitlement and cap in thousandths; an increase raises the last two. */
  static Share share(Node node) {
    AgentBudget agent = Objects.requireNonNull(node.budget().agent(), node.name());
    long cap = agentOf(node).grantLimit().amount();
    long entitlement = Math.min(cap, agent.entitlement() * MILLI + node.increasedMilli());
    return new Share(Math.min(agent.floor() * MILLI, entitlement), entitlement, cap);
  }

  static int importance(Node agent) {
    return Math.clamp(agentOf(agent).importance().level(), 1, TokenBudgetArbiter.LEAST_IMPORTANT);
  }

  Pool build(Node root, List<Node> agents) {
    WindowFacts window =
        WindowFacts.of(agentOf(agents.getFirst()).grantLimit(), tree.picture.epochMillis());
    List<Ceiling> ceilings = new ArrayList<>();
    Map<String, List<Integer>> places = new HashMap<>();
    List<Member> members = new ArrayList<>();
    for (Node agent : agents) {
      List<Integer> above = new ArrayList<>();
      for (Node n : tree.path(agent)) {
        List<Integer> own = places.get(n.name());
        if (own == null) {
          own = add(n, window, ceilings);
          places.put(n.name(), own);
        }
        above.addAll(own);
      }
      members.add(member(agent, above, window));
    }
    return new Pool(root.name(), window.id(), ceilings, members);
  }

  private Member member(Node agent, List<Integer> ceilings, WindowFacts window) {
    Share share = share(agent);
    int importance = importance(agent);
    long used = used(agent);
    NodeWatch watch = Objects.requireNonNull(watches.get(agent.name()));
    return new Member(
        agent.name(),
        Objects.requireNonNull(agent.budget().agent()).serviceClass(),
        importance,
        share,
        used,
        agentOf(agent).grantedMilli(),
        watch.demand(agent, share, importance, used, window),
        ceilings,
        tree.stop(agent) != null);
  }

  private List<Integer> add(Node node, WindowFacts window, List<Ceiling> ceilings) {
    List<Integer> own = new ArrayList<>();
    for (LedgerPicture.Limit limit : node.limits()) {
      own.add(ceilings.size());
      ceilings.add(ceiling(node, limit, window));
    }
    return own;
  }

  private Ceiling ceiling(Node node, LedgerPicture.Limit limit, WindowFacts window) {
    BudgetUnit unit = limit.limit().unit();
    long held = held(node, unit);
    double left = (double) limit.amount() - limit.spent() - held;
    double size = limit.amount();
    double again = refills(limit, window);
    left += again * limit.amount();
    size += again * limit.amount();
    return new Ceiling(
        node.name(),
        switch (unit) {
          case TOKENS -> Unit.TOKENS;
          case COST -> Unit.COST;
          case REQUESTS -> Unit.REQUESTS;
        },
        (long) left,
        (long) size);
  }

  /** How many times a limit begins anew before the window of the grants ends. */
  private double refills(LedgerPicture.Limit limit, WindowFacts window) {
    WindowFacts own = WindowFacts.of(limit, tree.picture.epochMillis());
    if (own.rolling()) {
      return own.lengthNanos() >= window.lengthNanos()
          ? 0
          : (double) window.leftNanos() / own.lengthNanos();
    }
    return Math.max(0, (double) (window.leftNanos() - own.leftNanos()) / own.lengthNanos());
  }

  static long held(Node node, BudgetUnit unit) {
    return switch (unit) {
      case TOKENS -> node.held().milliTokens();
      case COST -> node.held().nanoCost();
      case REQUESTS -> node.held().requests();
    };
  }

  /** True if a limit comes back so soon that waiting for it is no news. */
  static boolean isBrief(LedgerPicture.Limit limit, WindowFacts grants) {
    return limit.limit().window() instanceof BudgetWindow.Rolling rolling
        && rolling.nanos() < grants.lengthNanos() / 20;
  }
}
