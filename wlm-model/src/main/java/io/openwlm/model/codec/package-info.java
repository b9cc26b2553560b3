/** Reads service definitions from text; the only package that knows a parser. */
@NullMarked
package io.openwlm.model.codec;

import org.jspecify.annotations.NullMarked;
