/** Finds work, ties classes to control groups and moves what is to be moved. */
@NullMarked
package io.openwlm.linux.discover;

import org.jspecify.annotations.NullMarked;
