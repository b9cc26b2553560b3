/** The outbound ports: what the manager needs from the machine it manages. */
@NullMarked
package io.openwlm.core.port;

import org.jspecify.annotations.NullMarked;
