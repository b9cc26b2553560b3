/**
 * The goal algorithm of z/OS WLM on Linux shares: receiver, bottleneck, donors, projection, move.
 */
@NullMarked
package io.openwlm.core.adaptive;

import org.jspecify.annotations.NullMarked;
