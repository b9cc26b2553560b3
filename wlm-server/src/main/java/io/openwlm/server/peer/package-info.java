/** Who is at the other end of a connection, and what they may do. */
@NullMarked
package io.openwlm.server.peer;

import org.jspecify.annotations.NullMarked;
