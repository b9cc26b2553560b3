package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;

/**
 * A call that somebody else saw and wrote down.
 *
 * @param id so that it counts once; empty for none
 * @param epochMillis when it ended, by the clock of the one who wrote it
 */
public record ReportedCall(String id, String model, TokenUsage usage, long epochMillis) {}
