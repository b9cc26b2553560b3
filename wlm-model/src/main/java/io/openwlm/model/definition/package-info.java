/** The service definition: goals, importance, classification, as immutable values. */
@NullMarked
package io.openwlm.model.definition;

import org.jspecify.annotations.NullMarked;
