package io.openwlm.core.measure;

import io.openwlm.core.port.SystemSample;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.ResponseTimeDistribution;
import io.openwlm.model.measurement.ResponseTimeWindows;
import io.openwlm.model.measurement.Transactions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Transactions that reporters announce for one service class, between two intervals. Any thread may
 * report; the cycle's thread drains. A report holds the lock for one batch and allocates nothing,
 * but some 200 bytes with the first reporter in each place.
 */
public final class TransactionIntake {
  /** Reporters whose running transactions are tracked; more are counted without them. */
  static final int MAX_REPORTERS = 256;

  /** No more than this count as waiting, whatever reporters say. */
  static final long MAX_QUEUED = 1_000_000;

  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long FREE = Long.MIN_VALUE;

  private final @Nullable ResponseTimeDistribution current;
  private final @Nullable ResponseTimeWindow minute;
  private final @Nullable ResponseTimeWindow fiveMinutes;
  private final long[] reporters = new long[MAX_REPORTERS];

  /** 0 in a place that is free. */
  private final long[] inFlight = new long[MAX_REPORTERS];

  private final long[] oldestArrivalNanos = new long[MAX_REPORTERS];

  /** Which of the running ones are late; null in a place never taken, and without such a goal. */
  private final @Nullable LateCohorts[] cohorts;

  /** Transactions of each that wait for a server; 0 in a place that is free. */
  private final long[] queued = new long[MAX_REPORTERS];

  /** Places ever taken: those from here on need not be looked at. */
  private int places;

  private long completions;
  private long dropped;
  private long sinceSample;
  private long endedInLastSample;
  private long queuedNow;

  /** Time that transactions have waited for a server until {@link #queueSinceNanos}. */
  private long queueNanos;

  private long queueSinceNanos;
  private boolean queueIsTold;

  /** An empty intake for a class with this goal. */
  public TransactionIntake(Goal goal) {
    if (goal instanceof Goal.ResponseTimeGoal rt) {
      current = new ResponseTimeDistribution(rt.goalNanos());
      minute = new ResponseTimeWindow(MINUTE_NANOS);
      fiveMinutes = new ResponseTimeWindow(5 * MINUTE_NANOS);
      cohorts = new LateCohorts[MAX_REPORTERS];
    } else {
      current = null;
      minute = null;
      fiveMinutes = null;
      cohorts = new LateCohorts[0];
    }
    Arrays.fill(reporters, FREE);
  }

  /**
   * Counts one batch.
   *
   * @param nowNanos monotonic time of the report
   * @param oldestInFlightNanos age of the reporter's oldest running transaction
   */
  public synchronized void report(
      long nowNanos,
      long[] responseNanos,
      int count,
      long running,
      long oldestInFlightNanos,
      long lost,
      long reporter) {
    if (current != null) {
      current.record(responseNanos, count);
    }
    completions += count;
    sinceSample += count;
    dropped += Math.max(0, lost);
    int slot = slot(reporter);
    if (slot >= 0) {
      reporters[slot] = running > 0 || queued[slot] > 0 ? reporter : FREE;
      inFlight[slot] = Math.max(0, running);
      long oldest = Math.max(0, oldestInFlightNanos);
      oldestArrivalNanos[slot] = nowNanos - oldest;
      LateCohorts of = cohorts(slot);
      if (of != null) {
        of.told(nowNanos, responseNanos, count, inFlight[slot], oldest, Math.max(0, lost));
      }
    }
  }

  /**
   * So many transactions of a reporter wait for a server from now on, until it says otherwise.
   *
   * @param nowNanos monotonic time of the report
   * @param waiting 0 or more
   */
  public synchronized void queued(long nowNanos, long waiting, long reporter) {
    addWaiting(nowNanos);
    queueIsTold = true;
    int slot = slot(reporter);
    if (slot >= 0) {
      queuedNow += waiting - queued[slot];
      queued[slot] = waiting;
      reporters[slot] = inFlight[slot] > 0 || waiting > 0 ? reporter : FREE;
    }
  }

  /** Adds what those in queues have waited since the last call. */
  private void addWaiting(long nowNanos) {
    long passed = Math.clamp(nowNanos - queueSinceNanos, 0, MINUTE_NANOS);
    queueNanos += Math.min(queuedNow, MAX_QUEUED) * passed;
    queueNanos &= Long.MAX_VALUE; // begins again at 0 rather than below
    queueSinceNanos = nowNanos;
  }

  /** Forgets the running and waiting transactions of a reporter. */
  public synchronized void reporterGone(long reporter) {
    for (int i = 0; i < places; i++) {
      if (reporters[i] == reporter) {
        reporters[i] = FREE;
        inFlight[i] = 0;
        LateCohorts of = cohorts(i);
        if (of != null) {
          of.clear();
        }
        queuedNow -= queued[i];
        queued[i] = 0;
      }
    }
  }

  private int slot(long reporter) {
    int free = -1;
    for (int i = 0; i < places; i++) {
      if (reporters[i] == reporter) {
        return i;
      }
      if (free < 0 && reporters[i] == FREE) {
        free = i;
      }
    }
    return free < 0 && places < MAX_REPORTERS ? places++ : free;
  }

  private @Nullable LateCohorts cohorts(int slot) {
    if (current == null) {
      return null;
    }
    LateCohorts of = cohorts[slot];
    if (of == null) {
      of = new LateCohorts(current.goalNanos());
      cohorts[slot] = of;
    }
    return of;
  }

  /** Age of the oldest running transaction; 0 if none runs. Allocates nothing. */
  public synchronized long oldestInFlightNanos(long nowNanos) {
    long oldest = 0;
    for (int i = 0; i < places; i++) {
      if (inFlight[i] > 0) {
        oldest = Math.max(oldest, nowNanos - oldestArrivalNanos[i]);
      }
    }
    return oldest;
  }

  /**
   * Marks a sample: what ends from here on belongs to the next. Allocates nothing.
   *
   * @return how long transactions have waited for a server since the start, summed; negative if
   *     nobody ever told
   */
  public synchronized long sampled(long nowNanos) {
    endedInLastSample = sinceSample;
    sinceSample = 0;
    addWaiting(nowNanos);
    return queueIsTold ? queueNanos : SystemSample.UNKNOWN;
  }

  /** What ended between the last two samples, and what runs now; nothing is taken away. */
  public synchronized Transactions recent(long nowNanos) {
    return withRunning(endedInLastSample, nowNanos);
  }

  /** What ended since the last drain, and what runs now; nothing is taken away. */
  public synchronized Transactions soFar(long nowNanos) {
    return withRunning(completions, nowNanos);
  }

  private Transactions withRunning(long ended, long nowNanos) {
    long running = 0;
    for (int i = 0; i < places; i++) {
      running += inFlight[i];
    }
    return new Transactions(ended, null, running, oldestInFlightNanos(nowNanos), 0);
  }

  /** Takes what was reported since the last drain and starts anew. */
  public synchronized Transactions drain(long nowNanos) {
    ResponseTimeDistribution ended = null;
    ResponseTimeDistribution late = null;
    if (current != null) {
      ended = current.copy();
      current.clear();
      late = current.copy();
    }
    long running = 0;
    long oldest = 0;
    for (int i = 0; i < places; i++) {
      if (inFlight[i] == 0) {
        continue;
      }
      running += inFlight[i];
      long age = nowNanos - oldestArrivalNanos[i];
      oldest = Math.max(oldest, age);
      // Running transactions that are late already count with their age, so that a stuck class
      // cannot look good (WLMcmg95: response times of running transactions are projected).
      LateCohorts of = cohorts(i);
      if (late != null && of != null) {
        of.addTo(late, age);
      }
    }
    ResponseTimeWindows windows = windows(ended, late, nowNanos);
    ResponseTimeDistribution seen = ended;
    if (ended != null && late != null && late.count() > 0) {
      seen = ended.copy();
      seen.add(late);
    }
    Transactions drained =
        new Transactions(completions, seen, running, oldest, dropped, windows, ended);
    completions = 0;
    dropped = 0;
    return drained;
  }

  /** Those still running count once in each window, however many intervals they run. */
  private ResponseTimeWindows windows(
      @Nullable ResponseTimeDistribution ended,
      @Nullable ResponseTimeDistribution late,
      long nowNanos) {
    if (ended == null || late == null || minute == null || fiveMinutes == null) {
      return ResponseTimeWindows.NONE;
    }
    ResponseTimeDistribution lastMinute = late.copy();
    ResponseTimeDistribution lastFive = late.copy();
    minute.add(ended, nowNanos);
    minute.addTo(lastMinute, nowNanos);
    fiveMinutes.add(ended, nowNanos);
    fiveMinutes.addTo(lastFive, nowNanos);
    return new ResponseTimeWindows(lastMinute, lastFive);
  }
}
