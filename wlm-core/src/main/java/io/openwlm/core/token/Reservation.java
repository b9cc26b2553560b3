package io.openwlm.core.token;

import io.openwlm.core.port.TokenAdmission.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A call that asks to be let through, and the ledger's answer. Use one again and again from one
 * thread: then asking allocates nothing.
 */
public final class Reservation {
  // what is asked for
  public String agent = "";
  public @Nullable String session;
  public String upstream = "";
  public String model = "";
  public long inputBytes;
  public long maxOutputTokens;
  public long leastOutputTokens;
  public long timeoutNanos;

  // the answer
  /** Id of the hold; 0 if it was refused. */
  public long hold;

  /** The output that it may have: at most what was asked for. */
  public long outputTokens;

  /** Why not; null if it was let through. */
  public @Nullable Refusal refusal;

  /** The budget that has too little; that of the agent if it was let through. */
  public String budget = "";

  /** When there is more; 0 if nobody knows. */
  public long resetsEpochMillis;

  void grant(long id, long output, String where) {
    hold = id;
    outputTokens = output;
    if (refusal != null) {
      refusal = null;
    }
    if (!budget.equals(where)) {
      budget = where;
    }
    resetsEpochMillis = 0;
  }

  void refuse(Refusal why, String where, long resets) {
    hold = 0;
    outputTokens = 0;
    refusal = why;
    budget = where;
    resetsEpochMillis = resets;
  }
}
