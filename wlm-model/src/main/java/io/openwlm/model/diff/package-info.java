/** What is different between two definitions. */
@NullMarked
package io.openwlm.model.diff;

import org.jspecify.annotations.NullMarked;
