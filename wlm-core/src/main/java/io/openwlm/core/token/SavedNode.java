package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account of a budget without its definition and without holds: what a snapshot keeps, and what
 * a budget takes over when its definition changed.
 *
 * @param accounts of its limits, for an agent that of its grants as well
 * @param totals spent in thousandths of tokens and billionths of money, requests, estimated tokens,
 *     asked for, refused
 * @param used by kind of token
 * @param grantMilli -1 if no tick made a grant yet
 * @param newest number of the newest stretch in {@code lately}
 * @param lately newest first
 * @param check how told and metered use compare; empty for what is no agent, or is not known
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record SavedNode(
    String name,
    List<SavedAccount> accounts,
    long[] totals,
    long[] used,
    Map<Refusal, Long> refusals,
    @Nullable String stopped,
    List<Increases.Increase> increases,
    long grantMilli,
    long stretchNanos,
    long newest,
    long[] lately,
    List<Session> sessions,
    long[] check) {
  static final int TOTALS = 6;

  static SavedNode of(BudgetNode node, LedgerTime time) {
    List<SavedAccount> accounts = new ArrayList<>();
    for (LimitAccount account : node.accounts) {
      accounts.add(account.save(time));
    }
    AgentPart agent = node.agent;
    if (agent != null) {
      accounts.add(agent.grantAccount.save(time));
    }
    UseRing lately = node.lately.picture(time.intervalNanos());
    return new SavedNode(
        node.name(),
        accounts,
        new long[] {
          node.spentMilli,
          node.spentNano,
          node.requests,
          node.estimated,
          0, // asked for, as earlier versions kept it
          agent == null ? 0 : agent.refusedMilli
        },
        node.used.clone(),
        node.refusals.all(),
        node.stopped,
        node.increases.all(),
        agent != null && agent.granted ? agent.grantMilli : -1,
        lately.stretchNanos(),
        node.lately.newest(),
        lately.newestFirst(),
        agent == null ? List.of() : List.copyOf(agent.sessions().values()),
        agent == null ? new long[0] : agent.check.save(node));
  }

  /** Puts all of it into an account in which nothing happened yet. */
  void restore(BudgetNode node, LedgerTime time) {
    for (LimitAccount account : node.accounts) {
      Carryover.restore(accounts, account, time);
    }
    node.spentMilli = totals[0];
    node.spentNano = totals[1];
    node.requests = totals[2];
    node.estimated = totals[3];
    System.arraycopy(used, 0, node.used, 0, used.length);
    refusals.forEach(node.refusals::add);
    node.stopped = stopped;
    increases.forEach(node.increases::add);
    for (int i = 0; i < lately.length && i <= newest; i++) {
      node.lately.put(lately[i], (newest - i) * stretchNanos, time.intervalNanos());
    }
    AgentPart agent = node.agent;
    if (agent != null) {
      Carryover.restore(accounts, agent.grantAccount, time);
      agent.refusedMilli = totals[5];
      agent.granted = grantMilli >= 0;
      if (agent.granted) {
        agent.grantMilli = grantMilli;
      }
      agent.check.restore(check, node, time.intervalNanos());
      for (Session session : sessions) {
        agent.sessions().put(session.id, session);
      }
    }
  }
}
