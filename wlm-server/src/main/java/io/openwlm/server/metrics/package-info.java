/** What the manager does, as metrics for Prometheus: names, counters, text, the port. */
@NullMarked
package io.openwlm.server.metrics;

import org.jspecify.annotations.NullMarked;
