/** The HTTP library: listeners, limits, deadlines. Nothing else knows it. */
@NullMarked
package io.openwlm.server.jetty;

import org.jspecify.annotations.NullMarked;
