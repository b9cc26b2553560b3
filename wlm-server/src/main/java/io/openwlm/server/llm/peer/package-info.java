/** Which agent is at the other end of a connection, and secrets that are shown to others. */
@NullMarked
package io.openwlm.server.llm.peer;

import org.jspecify.annotations.NullMarked;
