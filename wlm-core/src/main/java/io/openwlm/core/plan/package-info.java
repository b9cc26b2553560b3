/** From a decision to the differences to write. */
@NullMarked
package io.openwlm.core.plan;

import org.jspecify.annotations.NullMarked;
