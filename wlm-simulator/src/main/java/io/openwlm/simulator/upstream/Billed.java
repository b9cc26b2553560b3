package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;

/**
 * What one call really cost.
 *
 * @param number of the call, from 1
 * @param usage over all choices, up to where the answer ended
 */
public record Billed(long number, Asked asked, TokenUsage usage, Ending ending) {
  /** How a call ended, as the provider sees it. */
  public enum Ending {
    /** All was sent. */
    COMPLETE,
    /** The peer went away before the end. */
    CLIENT_GONE,
    /** A fault of the plan cut it. */
    CUT,
    /** Refused, or closed without an answer; nothing is billed. */
    REFUSED
  }
}
