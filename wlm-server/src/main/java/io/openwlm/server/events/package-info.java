/** Events for readers that stay: a ring of numbered events, and streams from it. */
@NullMarked
package io.openwlm.server.events;

import org.jspecify.annotations.NullMarked;
