/** One interval from sample to explanation, and the requests that come between. */
@NullMarked
package io.openwlm.core.cycle;

import org.jspecify.annotations.NullMarked;
