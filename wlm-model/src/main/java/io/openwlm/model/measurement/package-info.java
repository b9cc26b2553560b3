/** What was seen in one interval and the performance index computed from it. */
@NullMarked
package io.openwlm.model.measurement;

import org.jspecify.annotations.NullMarked;
