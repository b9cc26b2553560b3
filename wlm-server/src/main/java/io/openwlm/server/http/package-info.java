/** HTTP as handlers see it: routes, exchanges, answers; no library and no sockets. */
@NullMarked
package io.openwlm.server.http;

import org.jspecify.annotations.NullMarked;
