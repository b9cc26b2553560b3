/** The daemon: wiring by plain constructors, the cycle thread, start and stop. */
@NullMarked
package io.openwlm.app.daemon;

import org.jspecify.annotations.NullMarked;
