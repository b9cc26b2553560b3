package io.openwlm.iwm;

import org.jspecify.annotations.Nullable;

/**
 * Reports of one thread of an application: as {@link TransactionReporter#report}, with the thread's
 * ring at hand. Right from any thread, fast from the one that asked for it.
 */
public final class ThreadReports {
  private final TransactionReporter reporter;
  private final @Nullable OwnedRing ring;

  /**
   * @param ring of the thread that asked; null if it has none
   */
  ThreadReports(TransactionReporter reporter, @Nullable OwnedRing ring) {
    this.reporter = reporter;
    this.ring = ring;
  }

  /**
   * Reports one ended transaction.
   *
   * @param responseNanos its response time; a negative one counts as 0
   */
  public void report(long responseNanos) {
    OwnedRing own = ring;
    if (own == null || !own.isOwnedBy(Thread.currentThread()) || !own.put(responseNanos)) {
      reporter.report(responseNanos);
    }
  }
}
