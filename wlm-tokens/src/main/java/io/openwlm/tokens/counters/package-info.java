/** Counter files: agents that cannot use the proxy write down what they used, one call a line. */
@NullMarked
package io.openwlm.tokens.counters;

import org.jspecify.annotations.NullMarked;
