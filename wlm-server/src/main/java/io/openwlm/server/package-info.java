/** Inbound adapters: the control socket, its client, and report intake over loopback HTTP. */
@NullMarked
package io.openwlm.server;

import org.jspecify.annotations.NullMarked;
