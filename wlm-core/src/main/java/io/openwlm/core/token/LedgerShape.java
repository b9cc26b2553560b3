package io.openwlm.core.token;

/**
 * How large a ledger may get, whatever its clients do.
 *
 * @param maxHolds calls under way at once, 1 to 1,000,000
 * @param maxSessionsPerAgent sessions with limits that are remembered for one agent
 * @param maxModels models that are told apart
 * @param maxIds ids of calls that are remembered so that none counts twice
 */
public record LedgerShape(int maxHolds, int maxSessionsPerAgent, int maxModels, int maxIds) {
  public static final LedgerShape DEFAULT = new LedgerShape(65_536, 1_024, 256, 100_000);

  public LedgerShape {
    if (maxHolds < 1 || maxHolds > Hold.MAX_SLOTS || maxSessionsPerAgent < 1 || maxModels < 1) {
      throw new IllegalArgumentException("a ledger without room");
    }
  }
}
