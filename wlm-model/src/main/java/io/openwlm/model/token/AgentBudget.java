package io.openwlm.model.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has beside its limits. Amounts are weighted tokens (whole ones) in the window that
 * its organisation shares out: that of the organisation's first limit on tokens, or the agent's own
 * first one.
 *
 * @param serviceClass class with a token goal: gives it importance; several agents may share one
 * @param floor it always gets this when it asks
 * @param entitlement its share while others want theirs; at least the floor
 * @param cap it never gets more; at least the entitlement
 * @param sessionLimits for each of its sessions
 * @param onUnavailable what happens while the ledger cannot be kept
 * @param identities any of them is enough; without one only its files are read
 * @param signalFile absolute path of the first seed's state file; null for none
 * @param counterFile absolute path of the counters that the agent writes; null for none
 */
public record AgentBudget(
    String serviceClass,
    long floor,
    long entitlement,
    long cap,
    List<BudgetLimit> sessionLimits,
    OnUnavailable onUnavailable,
    List<AgentIdentity> identities,
    @Nullable String signalFile,
    @Nullable String counterFile) {
  public AgentBudget {
    sessionLimits = List.copyOf(sessionLimits);
    identities = List.copyOf(identities);
    if (floor < 0 || floor > entitlement || entitlement > cap) {
      throw new IllegalArgumentException("floor <= entitlement <= cap");
    }
  }

  /** What happens while the ledger cannot be kept. */
  public enum OnUnavailable {
    /** Requests go on below what was granted last. */
    ALLOW_CAPPED,
    /** Requests are refused. */
    DENY
  }
}
