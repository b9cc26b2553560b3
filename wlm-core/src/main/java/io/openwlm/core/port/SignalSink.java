package io.openwlm.core.port;

import io.openwlm.model.status.BudgetStatus;
import io.openwlm.model.token.AgentBudget;
import java.util.List;

/** Where signals to agents go. Called by one thread at a time. */
@FunctionalInterface
public interface SignalSink {
  /** Nobody is told anything. */
  SignalSink NONE = (signals, nowNanos, epochMillis, whole) -> {};

  /**
   * Tells agents how they stand.
   *
   * @param signals of all agents, or of those that changed
   * @param nowNanos monotonic clock
   * @param whole true if these are all agents: others are gone
   */
  void publish(List<AgentSignal> signals, long nowNanos, long epochMillis, boolean whole);

  /**
   * How an agent stands.
   *
   * @param windowId of the window that grants are made for; empty for a rolling one
   * @param agent what the definition says about it
   */
  record AgentSignal(BudgetStatus status, String windowId, AgentBudget agent) {}
}
