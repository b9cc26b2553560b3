/** A fast model of a machine, and runs of the real manager on it. */
@NullMarked
package io.openwlm.simulator.model;

import org.jspecify.annotations.NullMarked;
