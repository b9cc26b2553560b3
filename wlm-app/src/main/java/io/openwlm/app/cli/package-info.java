/** The command {@code wlm}: arguments, messages and exit codes. */
@NullMarked
package io.openwlm.app.cli;

import org.jspecify.annotations.NullMarked;
