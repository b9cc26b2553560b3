/** Control groups of both generations: names of files, units of weights. */
@NullMarked
package io.openwlm.linux.cgroup;

import org.jspecify.annotations.NullMarked;
