/** From record files back to values: finding records, decoding them, summing them up. */
@NullMarked
package io.openwlm.record.read;

import org.jspecify.annotations.NullMarked;
