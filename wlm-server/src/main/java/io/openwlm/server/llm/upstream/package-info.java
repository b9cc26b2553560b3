/** HTTP/1.1 towards providers: the only place of the proxy that opens connections. */
@NullMarked
package io.openwlm.server.llm.upstream;

import org.jspecify.annotations.NullMarked;
