/** Decisions in words: one text for the command, the board, the API and the status page. */
@NullMarked
package io.openwlm.model.explain;

import org.jspecify.annotations.NullMarked;
