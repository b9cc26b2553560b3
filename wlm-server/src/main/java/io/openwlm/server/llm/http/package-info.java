/** HTTP/1.1 towards clients: one virtual thread a connection, nothing buffered. */
@NullMarked
package io.openwlm.server.llm.http;

import org.jspecify.annotations.NullMarked;
