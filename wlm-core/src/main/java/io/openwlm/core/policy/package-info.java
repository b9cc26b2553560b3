/**
 * Definitions and policies over time: installing, activating, confirming, rolling back; what the
 * couple data set keeps, and what the machine works by.
 */
@NullMarked
package io.openwlm.core.policy;

import org.jspecify.annotations.NullMarked;
