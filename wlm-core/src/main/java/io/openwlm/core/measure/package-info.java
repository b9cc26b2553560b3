/** From samples and reports to one measurement per interval. */
@NullMarked
package io.openwlm.core.measure;

import org.jspecify.annotations.NullMarked;
