/**
 * Token budgets: forecast, arbitration and signals. Pure: what comes in are numbers and times, what
 * goes out are grants, signals and their reasons.
 */
@NullMarked
package io.openwlm.core.token;

import org.jspecify.annotations.NullMarked;
