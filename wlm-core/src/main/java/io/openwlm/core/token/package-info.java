/**
 * The accounts of token budgets: what was spent, what is held by calls under way, and what may
 * still be let through. Pure: time comes in, records for the journal go out.
 */
@NullMarked
package io.openwlm.core.token;

import org.jspecify.annotations.NullMarked;
