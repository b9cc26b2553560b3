package io.openwlm.bench;

import io.openwlm.iwm.TransactionReporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Recorder;

/**
 * What it costs the caller to report one response time, next to recording it in a histogram that
 * stays in the process. A thread's queue in the reporter is bounded and emptied by another thread,
 * so reports come in batches that fit, and the queue is empty before each: JMH's endless loop would
 * measure a full queue only. Between two batches another thread reads the histograms too, as one
 * that nobody reads is of no use: what was read must be fetched back by the next writer, which
 * costs as much as the recording itself. All take turns, each in every place of the order, so that
 * ratios are of one run. What reading the clocks costs is measured in the same turns and taken off.
 *
 * <p>With two threads a turn counts only if each has seen the other do at least half of its batch
 * meanwhile; on a busy machine they often run one after the other, which says nothing.
 */
public final class ReportCost {
  private static final int BATCH = 1_000;
  private static final int ROUNDS = 2_000;
  private static final int WARM_UP_ROUNDS = 2_000;
  private static final long SEED = 20261121;
  private static final String CLOCKS = "reading the clocks";

  /** Records part of a batch; each implementation has its own loop, so that calls are inlined. */
  interface Subject {
    void record(long[] responseNanos, int from, int to);
  }

  /** What came out: nanoseconds of thread CPU time and bytes per report. */
  record Result(String subject, int threads, Spread nanos, double bytes, int turns) {
    String json() {
      return String.format(
          Locale.ROOT,
          "{\"subject\":\"%s\",\"threads\":%d,\"ns\":%s,\"bytes_per_op\":%.3f,\"turns\":%d}",
          subject,
          threads,
          nanos.json(),
          bytes,
          turns);
    }
  }

  private ReportCost() {}

  /**
   * Measures and prints a table.
   *
   * @param args a file for the results as JSON
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>(run(1, WARM_UP_ROUNDS, ROUNDS));
    results.addAll(run(2, WARM_UP_ROUNDS, ROUNDS));
    System.out.println(
        "| report one response time | threads | ns of CPU | to AtomicHistogram | B/op | turns |");
    System.out.println("|---|---|---|---|---|---|");
    for (Result r : results) {
      double peer =
          results.stream()
              .filter(
                  p -> p.threads() == r.threads() && p.subject().startsWith("HdrHistogram Atomic"))
              .mapToDouble(p -> p.nanos().median())
              .findFirst()
              .orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %s | %.2f | %.2f | %d |%n",
          r.subject(),
          r.threads(),
          r.nanos().text(1),
          r.nanos().median() / peer,
          r.bytes(),
          r.turns());
    }
    if (args.length > 0) {
      List<String> json = results.stream().map(Result::json).toList();
      Files.writeString(Path.of(args[0]), "[" + String.join(",\n", json) + "]\n");
    }
  }

  /** The reporter first, AtomicHistogram second. */
  static List<Result> run(int threads, int warmUpRounds, int rounds)
      throws IOException, InterruptedException {
    long[] responses = new Random(SEED).longs(BATCH, 1_000_000, 500_000_000).toArray();
    AtomicHistogram histogram = new AtomicHistogram(3_600_000_000_000L, 2);
    Recorder recorder = new Recorder(3_600_000_000_000L, 2);
    AtomicHistogram unread = new AtomicHistogram(3_600_000_000_000L, 2);
    LongAdder adder = new LongAdder();
    try (PeerReader reader = new PeerReader(histogram, recorder, adder);
        ReportSink sink = new ReportSink();
        TransactionReporter reporter = TransactionReporter.open(sink.socket(), "C0", 1)) {
      Map<String, Subject> subjects = new LinkedHashMap<>();
      subjects.put("TransactionReporter.report", (b, i, n) -> report(reporter, b, i, n));
      subjects.put("HdrHistogram AtomicHistogram", (b, i, n) -> record(histogram, b, i, n));
      subjects.put("HdrHistogram Recorder", (b, i, n) -> record(recorder, b, i, n));
      subjects.put("LongAdder.add (no histogram)", (b, i, n) -> add(adder, b, i, n));
      subjects.put("AtomicHistogram, read by nobody", (b, i, n) -> record(unread, b, i, n));
      subjects.put(CLOCKS, (b, i, n) -> {});
      List<String> names = new ArrayList<>(subjects.keySet());
      Map<String, Turns> turns = new LinkedHashMap<>();
      names.forEach(name -> turns.put(name, new Turns()));
      long sent = 0;
      try (ReportTurn turn = new ReportTurn(threads, responses)) {
        for (int i = -warmUpRounds; i < rounds; i++) {
          for (int k = 0; k < names.size(); k++) {
            String name = names.get(Math.floorMod(i + k, names.size()));
            ReportTurn.Cost cost = turn.take(Objects.requireNonNull(subjects.get(name)));
            if (i >= 0 && cost.overlapped()) {
              Objects.requireNonNull(turns.get(name)).add(cost);
            }
          }
          sent += (long) threads * BATCH;
          awaitEmpty(sink, reporter, sent);
          reader.readAll();
        }
      }
      return results(threads, turns);
    }
  }

  private static List<Result> results(int threads, Map<String, Turns> turns) {
    double clocks = Objects.requireNonNull(turns.remove(CLOCKS)).spread(0).median();
    List<Result> results = new ArrayList<>();
    turns.forEach((name, t) ->
        results.add(new Result(name, threads, t.spread(clocks), t.bytes(), t.nanos.size())));
    return results;
  }

  /** What the turns of one subject cost, per report. */
  private static final class Turns {
    private final List<Double> nanos = new ArrayList<>();
    private long bytes;

    void add(ReportTurn.Cost cost) {
      nanos.add((double) cost.cpuNanos() / BATCH);
      bytes += cost.bytes();
    }

    Spread spread(double clocks) {
      return nanos.isEmpty()
          ? new Spread(Double.NaN, Double.NaN, Double.NaN)
          : Spread.of(nanos.stream().mapToDouble(n -> n - clocks).toArray());
    }

    double bytes() {
      return nanos.isEmpty() ? 0 : (double) bytes / nanos.size() / BATCH;
    }
  }

  private static void awaitEmpty(ReportSink sink, TransactionReporter reporter, long sent)
      throws IOException, InterruptedException {
    for (int i = 0; sink.received() < sent; i++) {
      if (reporter.dropped() > 0 || i > 20_000) {
        throw new IOException("reports were lost: " + sink.received() + " of " + sent + " arrived");
      }
      Thread.sleep(1);
    }
  }

  private static void report(TransactionReporter reporter, long[] batch, int from, int to) {
    for (int i = from; i < to; i++) {
      reporter.report(batch[i]);
    }
  }

  private static void record(AtomicHistogram histogram, long[] batch, int from, int to) {
    for (int i = from; i < to; i++) {
      histogram.recordValue(batch[i]);
    }
  }

  private static void record(Recorder recorder, long[] batch, int from, int to) {
    for (int i = from; i < to; i++) {
      recorder.recordValue(batch[i]);
    }
  }

  private static void add(LongAdder adder, long[] batch, int from, int to) {
    for (int i = from; i < to; i++) {
      adder.add(batch[i]);
    }
  }
}
