package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/**
 * A token budget has another signal.
 *
 * @param at time, ISO 8601
 * @param before the signal before
 * @param remaining weighted tokens that are left of its grant
 */
@Json
public record BudgetEvent(
    String at,
    String budget,
    String level,
    String signal,
    String before,
    String reason,
    long remaining) {}
