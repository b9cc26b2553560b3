package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The provider's account: the truth that a ledger is compared with. Safe for many threads. */
public final class UpstreamAccount {
  private final int keep;
  private final List<Billed> calls = new ArrayList<>();
  private final Map<Billed.Ending, Long> endings = new HashMap<>();
  private TokenUsage total = TokenUsage.NONE;
  private long begun;
  private long ended;

  /**
   * @param keep so many calls one by one; the totals count all
   */
  UpstreamAccount(int keep) {
    this.keep = keep;
  }

  synchronized long begin() {
    return ++begun;
  }

  synchronized void end(Billed billed) {
    ended++;
    total = total.plus(billed.usage());
    endings.merge(billed.ending(), 1L, Long::sum);
    if (calls.size() < keep) {
      calls.add(billed);
    }
    notifyAll();
  }

  /** All that was billed. */
  public synchronized TokenUsage total() {
    return total;
  }

  /** Calls that came in. */
  public synchronized long begun() {
    return begun;
  }

  public synchronized long count(Billed.Ending ending) {
    return endings.getOrDefault(ending, 0L);
  }

  /** The first calls that ended, in the order of their ends. */
  public synchronized List<Billed> calls() {
    return List.copyOf(calls);
  }

  /**
   * Waits until no call is under way.
   *
   * @return false if some still are after this time
   */
  public synchronized boolean awaitQuiet(long millis) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + millis * 1_000_000;
    while (ended < begun) {
      long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        return false;
      }
      wait(leftMillis);
    }
    return true;
  }
}
