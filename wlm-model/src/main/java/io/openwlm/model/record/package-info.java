/** What happened, as it is written down: one record an interval. */
@NullMarked
package io.openwlm.model.record;

import org.jspecify.annotations.NullMarked;
