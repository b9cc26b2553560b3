/** Processes: what procfs tells about them, and which class and control group they belong to. */
@NullMarked
package io.openwlm.linux.proc;

import org.jspecify.annotations.NullMarked;
