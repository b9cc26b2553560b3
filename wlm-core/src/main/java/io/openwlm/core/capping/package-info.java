/** Resource groups: what they may use at most and should have at least, and who gets it. */
@NullMarked
package io.openwlm.core.capping;

import org.jspecify.annotations.NullMarked;
