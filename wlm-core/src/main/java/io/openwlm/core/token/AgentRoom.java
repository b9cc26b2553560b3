package io.openwlm.core.token;

import io.openwlm.model.token.Signal;

/**
 * What an agent has left now.
 *
 * @param remainingMilli thousandths of weighted tokens that a call could still hold
 * @param resetsEpochMillis when the budget with the least has more; 0 if nobody knows
 */
public record AgentRoom(
    String agent,
    String serviceClass,
    Signal signal,
    long remainingMilli,
    long resetsEpochMillis) {}
