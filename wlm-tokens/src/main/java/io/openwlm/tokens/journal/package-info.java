/** The ledger's journal on disk: records in groups, snapshots, and what a crash leaves of them. */
@NullMarked
package io.openwlm.tokens.journal;

import org.jspecify.annotations.NullMarked;
