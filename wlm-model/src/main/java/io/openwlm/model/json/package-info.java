/** JSON form of what a running manager publishes and answers. */
@NullMarked
package io.openwlm.model.json;

import org.jspecify.annotations.NullMarked;
