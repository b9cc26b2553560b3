/** The live board of {@code wlm top}: a pure renderer, and the loop that shows it on a terminal. */
@NullMarked
package io.openwlm.app.top;

import org.jspecify.annotations.NullMarked;
