/** Fuzzing of everything in this module that reads text from outside. */
@NullMarked
package io.openwlm.model.fuzz;

import org.jspecify.annotations.NullMarked;
