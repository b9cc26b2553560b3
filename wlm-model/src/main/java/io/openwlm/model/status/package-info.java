/** The snapshot that readers of a running manager get. */
@NullMarked
package io.openwlm.model.status;

import org.jspecify.annotations.NullMarked;
