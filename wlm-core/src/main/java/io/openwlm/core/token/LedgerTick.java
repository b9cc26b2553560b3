package io.openwlm.core.token;

/**
 * What a tick of the ledger found.
 *
 * @param expiredHolds holds past their deadline, now counted as spent
 * @param jumpedMillis by how much the ledger's wall clock followed a jump of the machine's; 0 for
 *     none
 * @param doubtsJump the machine's clock jumped forward and is not yet believed
 * @param aheadMillis by how much the ledger's wall clock is ahead of the machine's; negative while
 *     it doubts a jump
 * @param kept false while the journal cannot be written
 */
public record LedgerTick(
    int expiredHolds, long jumpedMillis, boolean doubtsJump, long aheadMillis, boolean kept) {}
