package io.openwlm.core.token;

import io.openwlm.model.decision.ReasonCode;

/**
 * What an agent may use in its window, as arbitrated. Thousandths of weighted tokens.
 *
 * @param before what it might use until now
 * @param target what it would get without damping
 * @param after what it may use from now on; never below what is used
 * @param isShort it needs more than it gets
 * @param reason why it changed; GOALS_MET if it did not
 */
record Grant(
    Pool.Member member, long before, long target, long after, boolean isShort, ReasonCode reason) {

  boolean changes() {
    return before != after;
  }

  boolean rises() {
    return after > before;
  }
}
