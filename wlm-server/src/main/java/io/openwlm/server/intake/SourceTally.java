package io.openwlm.server.intake;

import io.openwlm.core.port.ManagerControl;
import io.openwlm.core.port.ManagerControl.ReportAnswer;
import io.openwlm.model.definition.PrintableText;
import io.openwlm.model.status.IntakeSource;
import io.openwlm.server.metrics.Families;
import io.openwlm.server.metrics.Metric;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What came from one source: hands response times to the manager in batches and keeps the counts
 * that operators see. Thread-safe; no text of a line, label or span gets into a message.
 */
final class SourceTally {
  /** Each source is a reporter of its own. */
  private static final AtomicLong REPORTERS = new AtomicLong();

  private static final int BATCH = 512;
  private static final long SILENT_MILLIS = 60_000;
  private static final long TELL_AGAIN_MILLIS = 600_000;

  private final long reporter = REPORTERS.decrementAndGet();
  private final Kind kind;
  private final Selector selector;
  private final ManagerControl control;
  private final Consumer<String> log;
  private final String user = System.getProperty("user.name", "root");
  private final Map<String, Batch> batches = new HashMap<>();
  private long transactions;
  private long bad;
  private long unmatched;
  private long repeated;
  private long lastEpochMillis;
  private String lag = "";
  private String lastError = "";
  private boolean up = true;
  private long toldMillis;

  /** What a source is called. */
  record Kind(String name, String kind, String where) {}

  /** Response times of one class that were not handed on yet. */
  private static final class Batch {
    private final long[] nanos = new long[BATCH];
    private int count;
  }

  SourceTally(Kind kind, Selector selector, ManagerControl control, Consumer<String> log) {
    this.kind = kind;
    this.selector = selector;
    this.control = control;
    this.log = log;
  }

  /** A request ended; {@link #flush} hands it on at the latest. */
  synchronized void ended(Request request) {
    Optional<String> serviceClass = selector.serviceClass(request);
    if (serviceClass.isEmpty()) {
      unmatched++;
    } else {
      ended(serviceClass.get(), request.responseNanos());
    }
  }

  /** The class of requests that have these labels. */
  Optional<String> serviceClass(Map<String, String> labels) {
    return selector.serviceClass(new Request(0, "", "", "", labels));
  }

  /** A request of a known class ended. */
  synchronized void ended(String serviceClass, long nanos) {
    Batch batch = batches.computeIfAbsent(serviceClass, _ -> new Batch());
    batch.nanos[batch.count++] = nanos;
    if (batch.count == BATCH) {
      hand(serviceClass, batch, 0);
    }
  }

  /** Requests of a class ended whose response times are not known. */
  synchronized void lost(String serviceClass, long count) {
    hand(serviceClass, batches.computeIfAbsent(serviceClass, _ -> new Batch()), count);
  }

  /** Hands on what waits. */
  synchronized void flush() {
    batches.forEach((serviceClass, batch) -> {
      if (batch.count > 0) {
        hand(serviceClass, batch, 0);
      }
    });
  }

  private void hand(String serviceClass, Batch batch, long lost) {
    ReportAnswer answer =
        control.report(serviceClass, batch.nanos, batch.count, 0, 0, lost, reporter, user);
    switch (answer) {
      case ACCEPTED -> {
        transactions += batch.count;
        lastEpochMillis = batch.count > 0 ? System.currentTimeMillis() : lastEpochMillis;
      }
      case UNKNOWN_CLASS -> {
        bad += batch.count;
        problem("the active policy has no service class " + serviceClass);
      }
      case NOT_PERMITTED -> {
        bad += batch.count;
        problem("user " + user + " may not report for " + serviceClass);
      }
    }
    batch.count = 0;
  }

  /** So many requests of a class wait to be taken. */
  void queued(String serviceClass, long waiting) {
    control.queued(serviceClass, waiting, reporter, user);
  }

  /** Something could not be used. */
  synchronized void bad(String why) {
    bad++;
    problem(why);
  }

  /** Tokens of so many calls were counted. */
  synchronized void spent(long calls) {
    transactions += calls;
    lastEpochMillis = System.currentTimeMillis();
    works(lag);
  }

  /** Tokens that were counted before were told again. */
  synchronized void again() {
    repeated++;
    lastEpochMillis = System.currentTimeMillis();
    works(repeated + " told again");
  }

  /** What was told is sound, but nobody counts it now. */
  synchronized void refused(String why) {
    bad++;
    failed(why);
  }

  /** The source cannot be read now. */
  synchronized void failed(String why) {
    up = false;
    problem(why);
  }

  /** The source can be read. */
  synchronized void works(String waiting) {
    if (!up) {
      up = true;
      toldMillis = 0;
      log.accept("WLM0323I intake " + kind.name() + " works again");
    }
    lag = waiting;
  }

  /** Told once, and again only when it is another or a long time has passed. */
  private void problem(String why) {
    String text = PrintableText.of(why, 200);
    long now = System.currentTimeMillis();
    if (!text.equals(lastError) || now - toldMillis > TELL_AGAIN_MILLIS) {
      boolean often = now - toldMillis < 1000 && toldMillis > 0;
      lastError = text;
      if (!often) {
        toldMillis = now;
        log.accept("WLM0322W intake " + kind.name() + ": " + text);
      }
    }
  }

  synchronized IntakeSource status() {
    long now = System.currentTimeMillis();
    String state =
        !up
            ? "failed"
            : lastEpochMillis == 0
                ? "waiting"
                : now - lastEpochMillis > SILENT_MILLIS ? "silent" : "ok";
    String waits =
        unmatched == 0 ? lag : lag + (lag.isEmpty() ? "" : ", ") + unmatched + " of no class";
    return new IntakeSource(
        kind.name(),
        kind.kind(),
        kind.where(),
        selector.classes(),
        state,
        transactions,
        bad,
        lastEpochMillis,
        waits,
        lastError);
  }

  synchronized void tell(Families out) {
    out.put(Metric.INTAKE_UP, up ? 1 : 0, kind.name());
    out.put(Metric.INTAKE_TRANSACTIONS, transactions, kind.name());
    out.put(Metric.INTAKE_BAD, bad, kind.name());
    out.put(Metric.INTAKE_LAST, lastEpochMillis / 1e3, kind.name());
  }
}
