package io.openwlm.iwm;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Tells the workload manager how long an application's transactions took. Made to be embedded: a
 * call never waits, never throws and allocates nothing (but 5 KiB with a thread's first report);
 * one daemon thread sends what was collected every 100 ms over the manager's Unix-domain socket.
 *
 * <p>Every reported transaction is either sent or counted in {@link #dropped()}; the manager gets
 * to know that number too. While no manager answers, reports are kept for 5 s at most, then
 * dropped. What the manager had received but not yet counted when it died is not known to anybody.
 */
public final class TransactionReporter implements AutoCloseable {
  /** The token of a transaction that is not tracked, because too many were in flight. */
  public static final long NO_TOKEN = InFlight.NO_TOKEN;

  private static final long FLUSH_MILLIS = 100;
  private static final int MAX_IN_FLIGHT = 8192;
  private static final long KEEP_NANOS = 5_000_000_000L;
  private static final long HEARTBEAT_NANOS = 30_000_000_000L;
  private static final long CLOSE_NANOS = 1_000_000_000L;

  private final ReportQueue queue = new ReportQueue();
  private final InFlight inFlight = new InFlight(MAX_IN_FLIGHT);
  private final AtomicLong dropped = new AtomicLong();
  private final ReportChannel channel;
  private final ReportLine line;
  private final long flushNanos;
  private final Thread flusher;
  private volatile long queued = ReportLine.NOT_TOLD;
  private volatile boolean closed;
  private volatile boolean ended;

  // of the flusher only
  private @Nullable ByteBuffer pending;
  private long pendingResponses;
  private long droppedSent;
  private long pendingDropped;
  private long lastSentNanos;
  private long lastOpenNanos;
  private long lastInFlight;
  private long lastQueued = ReportLine.NOT_TOLD;

  private TransactionReporter(Path socket, String serviceClass, long flushMillis) {
    channel = new ReportChannel(socket);
    line = new ReportLine(serviceClass);
    flushNanos = flushMillis * 1_000_000;
    flusher = Thread.ofPlatform().daemon().name("wlm-reporter").unstarted(this::flushUntilClosed);
  }

  /**
   * Begins to report for a service class. The manager need not run; it is looked for again and
   * again.
   *
   * @param socket the manager's control socket
   * @param serviceClass name of a service class of its definition
   */
  public static TransactionReporter open(Path socket, String serviceClass) {
    return open(socket, serviceClass, FLUSH_MILLIS);
  }

  /**
   * As {@link #open(Path, String)}.
   *
   * @param flushMillis time between two sendings, 1 to 10000
   * @throws IllegalArgumentException if a value is out of range
   */
  public static TransactionReporter open(Path socket, String serviceClass, long flushMillis) {
    if (flushMillis < 1 || flushMillis > 10_000) {
      throw new IllegalArgumentException("flush interval must be 1 to 10000 ms: " + flushMillis);
    }
    if (serviceClass.isEmpty() || serviceClass.length() > 64) {
      throw new IllegalArgumentException("the name of a service class has 1 to 64 characters");
    }
    TransactionReporter reporter = new TransactionReporter(socket, serviceClass, flushMillis);
    reporter.flusher.start();
    return reporter;
  }

  /**
   * Reports one ended transaction.
   *
   * @param responseNanos its response time; a negative one counts as 0
   */
  public void report(long responseNanos) {
    int put = queue.put(responseNanos);
    if (put != ReportQueue.PUT) {
      putOrDropped(put);
    }
  }

  private void putOrDropped(int put) {
    if (put == ReportQueue.REFUSED) {
      dropped.incrementAndGet();
    } else {
      LockSupport.unpark(flusher);
    }
  }

  /**
   * A transaction begins. Until its end it counts as in flight, so that one that never ends is
   * seen.
   *
   * @param nowNanos {@link System#nanoTime}
   * @return token for {@link #end}; {@link #NO_TOKEN} if too many are in flight: then the
   *     transaction counts as dropped
   */
  public long begin(long nowNanos) {
    long token = inFlight.begin(nowNanos);
    if (token == NO_TOKEN) {
      dropped.incrementAndGet();
    }
    return token;
  }

  /**
   * The transaction ended: reports the time since its begin. A token that is not in use does
   * nothing.
   *
   * @param nowNanos {@link System#nanoTime}
   */
  public void end(long token, long nowNanos) {
    long responseNanos = inFlight.end(token, nowNanos);
    if (responseNanos >= 0) {
      report(responseNanos);
    }
  }

  /**
   * So many transactions wait for a server or thread to take them, from now until the next call.
   * The manager counts their waiting as delay in queues.
   *
   * @param waiting a negative number counts as 0
   */
  public void queued(long waiting) {
    queued = Math.max(0, waiting);
  }

  /** Transactions that could not be reported, since the reporter was opened. */
  public long dropped() {
    // What comes after the last was taken stays in the queue for good.
    return dropped.get() + (ended ? queue.size() : 0);
  }

  /** What the manager answered when it refused the last report, as JSON; null if it did not. */
  public @Nullable String refusal() {
    return channel.refusal();
  }

  /** Sends what is left, for 1 s at most; after that, reports are dropped. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(flusher);
    try {
      flusher.join(CLOSE_NANOS / 1_000_000 + 500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flushUntilClosed() {
    long now = System.nanoTime();
    lastOpenNanos = now;
    lastSentNanos = now - HEARTBEAT_NANOS;
    while (!closed) {
      flush(System.nanoTime());
      LockSupport.parkNanos(this, flushNanos);
    }
    long end = System.nanoTime() + CLOSE_NANOS;
    while (!flush(System.nanoTime()) && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(this, 1_000_000);
    }
    dropPending();
    drainToDropped();
    ended = true;
    channel.close(now);
  }

  /** Sends what it can; true if nothing is left to send. */
  private boolean flush(long nowNanos) {
    if (!channel.isOpen(nowNanos)) {
      dropPending();
      if (nowNanos - lastOpenNanos > KEEP_NANOS) {
        drainToDropped();
      }
      return queue.size() == 0;
    }
    lastOpenNanos = nowNanos;
    // a bound, so that a flood of reports does not keep this thread from seeing the end
    for (int lines = 0; lines < 64; lines++) {
      if (pending == null && !prepare(nowNanos)) {
        return true;
      }
      if (pending != null && !channel.write(pending, nowNanos)) {
        dropPending();
        return false;
      }
      if (pending != null && pending.hasRemaining()) {
        return false;
      }
      droppedSent += pendingDropped;
      lastSentNanos = nowNanos;
      pending = null;
      pendingResponses = 0;
    }
    return false;
  }

  /** Builds the next line; false if there is nothing worth one. */
  private boolean prepare(long nowNanos) {
    line.begin();
    long responseNanos = 0;
    while (line.responses() < ReportLine.MAX_RESPONSES && (responseNanos = queue.take()) >= 0) {
      line.add(responseNanos);
    }
    long running = 0;
    long oldestNanos = 0;
    for (int slot = 0; slot < inFlight.used(); slot++) {
      long start = inFlight.startNanos(slot, Long.MIN_VALUE);
      if (start != Long.MIN_VALUE) {
        running++;
        oldestNanos = Math.max(oldestNanos, nowNanos - start);
      }
    }
    pendingDropped = Math.min(dropped.get() - droppedSent, 1_000_000_000_000L);
    long waiting = queued;
    // running ones are told once a flush: their age is news, but not worth a line after each line
    boolean news =
        running != lastInFlight
            || (running > 0 && lastSentNanos != nowNanos)
            || waiting != lastQueued;
    if (line.responses() == 0
        && pendingDropped == 0
        && !news
        && nowNanos - lastSentNanos < HEARTBEAT_NANOS) {
      return false;
    }
    lastInFlight = running;
    lastQueued = waiting;
    pendingResponses = line.responses();
    pending = line.end(running, oldestNanos, pendingDropped, waiting);
    return true;
  }

  private void dropPending() {
    if (pending != null) {
      dropped.addAndGet(pendingResponses);
      pending = null;
      pendingResponses = 0;
      lastInFlight = -1;
      lastQueued = ReportLine.NOT_TOLD;
    }
  }

  private void drainToDropped() {
    while (queue.take() >= 0) {
      dropped.incrementAndGet();
    }
  }
}
