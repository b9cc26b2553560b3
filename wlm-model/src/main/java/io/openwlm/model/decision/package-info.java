/** What was decided, what was written, and the reason for everything done and refused. */
@NullMarked
package io.openwlm.model.decision;

import org.jspecify.annotations.NullMarked;
