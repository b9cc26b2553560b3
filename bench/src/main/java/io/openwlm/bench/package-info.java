/** Benchmarks: what a sampling cycle, a report, a classification and a measurement cost. */
@NullMarked
package io.openwlm.bench;

import org.jspecify.annotations.NullMarked;
