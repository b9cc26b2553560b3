/** Everything that knows a kernel file or system call. */
@NullMarked
package io.openwlm.linux;

import org.jspecify.annotations.NullMarked;
