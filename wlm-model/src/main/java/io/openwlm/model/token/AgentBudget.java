package io.openwlm.model.token;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has beside its limits. Amounts are weighted tokens (whole ones) in the window that
 * its organisation shares out: that of the organisation's first limit on tokens, or the agent's own
 * first one.
 *
 * @param serviceClass class with a token goal: gives it importance; several agents may share one
 * @param floor it always gets this when it asks
 * @param entitlement its share while others want theirs; at least the floor
 * @param cap it never gets more; at least the entitlement; {@link #NO_CAP} without a limit on
 *     tokens
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
  /** The cap of an agent that has no limit on tokens, in whole weighted tokens. */
  public static final long NO_CAP = 9_000_000_000_000_000L;

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
    DENY;

    private static final int IMPORTANT = 2;

    /** What holds for an agent of this importance, 1 to 5, that says nothing else. */
    public static OnUnavailable usual(int importance) {
      return importance <= IMPORTANT ? ALLOW_CAPPED : DENY;
    }

    /** The word in definitions: {@code allow-capped}. */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
