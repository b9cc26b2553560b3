/** The couple data set: what systems share about definitions and policies. */
@NullMarked
package io.openwlm.sysplex;

import org.jspecify.annotations.NullMarked;
