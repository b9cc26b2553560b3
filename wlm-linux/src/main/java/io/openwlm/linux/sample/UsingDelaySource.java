package io.openwlm.linux.sample;

import java.util.Map;

/**
 * Where run time and delays come from. Adds what happened since the last look to totals per share
 * of the work, which therefore never fall when threads end.
 */
interface UsingDelaySource {
  /** {@code schedstat} or {@code taskstats}. */
  String name();

  /**
   * Takes over which processes there are.
   *
   * @param shareOfPid share of the work that each process is in
   * @param uptimeTicks time since boot now, in clock ticks; below 0 if unknown
   */
  void refresh(Map<Integer, Integer> shareOfPid, long uptimeTicks);

  /** Reads all that is known and adds the differences. */
  void sample(TaskTotals totals);

  /** Things that are read one by one: threads or processes. */
  int readings();

  void close();
}
