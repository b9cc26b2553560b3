/** What strategies are compared with: fixed weights, the best of them, the published seed. */
@NullMarked
package io.openwlm.simulator.baseline;

import org.jspecify.annotations.NullMarked;
