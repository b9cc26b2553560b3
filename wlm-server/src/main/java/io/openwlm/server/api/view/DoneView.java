package io.openwlm.server.api.view;

import io.avaje.jsonb.Json;

/**
 * It is as asked.
 *
 * @param changed false if it was so before
 * @param detail what else there is to know; may be empty
 */
@Json
public record DoneView(boolean changed, String detail) {}
