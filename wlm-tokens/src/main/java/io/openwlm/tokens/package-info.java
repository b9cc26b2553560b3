/** Token budgets on disk: the ledger's journal, state files and counter files of agents. */
@NullMarked
package io.openwlm.tokens;

import org.jspecify.annotations.NullMarked;
