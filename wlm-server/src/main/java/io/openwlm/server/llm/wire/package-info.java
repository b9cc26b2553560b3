/** What the providers' interfaces look like: requests, usage, streams and refusals. */
@NullMarked
package io.openwlm.server.llm.wire;

import org.jspecify.annotations.NullMarked;
