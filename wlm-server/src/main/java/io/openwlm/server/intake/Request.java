package io.openwlm.server.intake;

import java.util.Map;

/**
 * One ended request as a source tells it. What a source does not tell is empty.
 *
 * @param responseNanos 0 or more
 * @param path without the query
 * @param status three digits
 * @param labels labels or attributes
 */
record Request(
    long responseNanos, String path, String host, String status, Map<String, String> labels) {}
