/**
 * A provider of models to test against: real sockets, the wire formats of five vendors, faults at
 * the level of bytes, and an account of what it really used.
 */
@NullMarked
package io.openwlm.simulator.upstream;

import org.jspecify.annotations.NullMarked;
