/** State files: what agents read to know how their token budget stands. */
@NullMarked
package io.openwlm.tokens.signal;

import org.jspecify.annotations.NullMarked;
