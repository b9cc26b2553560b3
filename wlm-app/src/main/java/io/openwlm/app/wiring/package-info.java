/** Puts a manager together; the same on a real and on a simulated machine. */
@NullMarked
package io.openwlm.app.wiring;

import org.jspecify.annotations.NullMarked;
