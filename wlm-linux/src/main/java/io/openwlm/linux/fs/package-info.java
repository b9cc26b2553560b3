/** The only door to kernel files: cgroup hierarchies, procfs, sysfs. */
@NullMarked
package io.openwlm.linux.fs;

import org.jspecify.annotations.NullMarked;
