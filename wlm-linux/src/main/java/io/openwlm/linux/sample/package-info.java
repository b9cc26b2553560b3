/** Sampling: totals of CPU use, delay and pressure per service class. */
@NullMarked
package io.openwlm.linux.sample;

import org.jspecify.annotations.NullMarked;
