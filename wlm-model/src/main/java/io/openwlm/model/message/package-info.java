/** The messages of the programs, explained. */
@NullMarked
package io.openwlm.model.message;

import org.jspecify.annotations.NullMarked;
