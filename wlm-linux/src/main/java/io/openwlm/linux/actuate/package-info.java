/** Writing weights, and bringing back what was there before. */
@NullMarked
package io.openwlm.linux.actuate;

import org.jspecify.annotations.NullMarked;
