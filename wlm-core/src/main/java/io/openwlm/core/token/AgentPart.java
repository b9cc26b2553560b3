package io.openwlm.core.token;

import io.openwlm.model.definition.Importance;
import io.openwlm.model.token.AgentBudget;
import io.openwlm.model.token.BudgetLimit;
import io.openwlm.model.token.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the account of an agent has beside its limits: the grant of the control tick with the
 * spending in the window that grants are made for, and its sessions. The ledger's lock guards it.
 */
final class AgentPart {
  final AgentBudget agent;
  final Importance importance;

  /** Its amount is the cap. */
  final LimitAccount grantAccount;

  final Map<String, ClassModel> models;
  long grantMilli;

  /** False until the first control tick said what it may use. */
  boolean granted;

  Signal signal = Signal.GREEN;
  long refusedMilli;
  final CrossCheck check = new CrossCheck();

  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final int maxSessions;

  /**
   * @param models those of the agent's service class
   */
  AgentPart(
      AgentBudget agent,
      Importance importance,
      LimitAccount grantAccount,
      Map<String, ClassModel> models,
      int maxSessions) {
    this.agent = agent;
    this.importance = importance;
    this.grantAccount = grantAccount;
    this.models = models;
    this.maxSessions = maxSessions;
    grantMilli = grantAccount.amount;
  }

  List<BudgetLimit> sessionLimits() {
    return agent.sessionLimits();
  }

  /**
   * The account of a session; null if it needs none. The session that was idle for longest goes if
   * there are too many; what it used stays in the agent's account.
   */
  @Nullable Session session(@Nullable String id, long intervalNanos) {
    if (id == null || agent.sessionLimits().isEmpty()) {
      return null;
    }
    Session session = sessions.get(id);
    if (session == null) {
      if (sessions.size() >= maxSessions) {
        forgetOldestIdle();
      }
      session = new Session(id);
      sessions.put(id, session);
    }
    session.lastNanos = intervalNanos;
    return session;
  }

  private void forgetOldestIdle() {
    Session oldest = null;
    for (Session s : sessions.values()) {
      if (s.idle() && (oldest == null || s.lastNanos < oldest.lastNanos)) {
        oldest = s;
      }
    }
    if (oldest != null) {
      sessions.remove(oldest.id);
    }
  }

  Map<String, Session> sessions() {
    return sessions;
  }

  LedgerPicture.Agent picture(BudgetNode node, long increase, LedgerTime time) {
    return new LedgerPicture.Agent(
        importance,
        Math.min(grantMilli, grantAccount.amountWith(increase)),
        grantAccount.picture(increase, time),
        refusedMilli,
        check.meteredMilli(node),
        check.toldMilli());
  }
}
