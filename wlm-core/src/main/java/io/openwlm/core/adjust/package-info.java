/** From performance to a decision: controllers and arbitration. */
@NullMarked
package io.openwlm.core.adjust;

import org.jspecify.annotations.NullMarked;
