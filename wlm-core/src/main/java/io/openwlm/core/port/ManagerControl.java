package io.openwlm.core.port;

import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.status.ManagerStatus;
import io.openwlm.model.status.RuleHits;
import java.util.List;

/**
 * What inbound adapters may ask of a running manager. Safe to call from any thread: readers get an
 * immutable picture, requests wait in a bounded queue for the cycle's thread.
 */
public interface ManagerControl {

  /** The picture published by the last cycle. Never blocks. */
  ManagerStatus status();

  /**
   * Counts ended transactions. Never blocks; allocates nothing.
   *
   * @param serviceClass name of a class
   * @param responseNanos response times, the first {@code count} of them
   * @param inFlight transactions this reporter has running, 0 or more
   * @param oldestInFlightNanos age of the oldest of them
   * @param dropped transactions the reporter lost since its last report
   * @param reporter identifies the connection, so that in-flight counts of several reporters add up
   * @param user name of the peer's user
   */
  ReportAnswer report(
      String serviceClass,
      long[] responseNanos,
      int count,
      long inFlight,
      long oldestInFlightNanos,
      long dropped,
      long reporter,
      String user);

  /**
   * So many transactions of a reporter wait for a server or thread to take them, from now until it
   * says otherwise. Never blocks; allocates nothing.
   *
   * @param waiting 0 or more
   * @param reporter as in {@link #report}
   */
  ReportAnswer queued(String serviceClass, long waiting, long reporter, String user);

  /** The connection is gone: its transactions are no longer in flight, and wait no longer. */
  void reporterGone(long reporter);

  /** Switches between enforcing and observing; waits for the cycle, at most 10 s. */
  String setEnforce(boolean enforce, String byUser);

  /** Goes to observing and brings back all original values; waits for the cycle, at most 10 s. */
  String restore(String byUser);

  /** Which class a process would get, with every rule looked at. */
  String classify(WorkAttributes work);

  /** As {@link #classify}, for a running process. */
  String classifyPid(int pid);

  /** How often each classification rule of the active policy matched. */
  List<RuleHits> rules();

  /** Token budgets of agents. */
  default TokenControl tokens() {
    return TokenControl.NONE;
  }

  /** Answer to a report. */
  enum ReportAnswer {
    ACCEPTED,
    /** No such class. */
    UNKNOWN_CLASS,
    /** The user may not report for the class. */
    NOT_PERMITTED
  }
}
