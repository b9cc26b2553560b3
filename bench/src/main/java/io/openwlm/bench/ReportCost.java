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
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.HdrHistogram.Recorder;

/**
 * What it costs the caller to report one response time, next to recording it in a histogram that
 * stays in the process. The reporter's queue is bounded and emptied by its own thread, so reports
 * come in batches that fit, and the queue is empty before each: JMH's endless loop would measure
 * refused reports only. All take turns, so that ratios are of one run.
 */
public final class ReportCost {
  private static final int BATCH = 8_000;
  private static final int ROUNDS = 200;
  private static final int WARM_UP_ROUNDS = 40;
  private static final long SEED = 20261121;

  /** Records a batch; each implementation has its own loop, so that calls are inlined. */
  interface Subject {
    void record(long[] responseNanos);
  }

  /** What came out: nanoseconds of thread CPU time and bytes per report. */
  record Result(String subject, Spread nanos, double bytes) {
    String json() {
      return String.format(
          Locale.ROOT,
          "{\"subject\":\"%s\",\"ns\":%s,\"bytes_per_op\":%.3f}",
          subject,
          nanos.json(),
          bytes);
    }
  }

  private ReportCost() {}

  /**
   * Measures and prints a table.
   *
   * @param args a file for the results as JSON
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Result> results = run(WARM_UP_ROUNDS, ROUNDS);
    double peer = results.get(1).nanos().median();
    System.out.println("| report one response time | ns of CPU | to AtomicHistogram | B/op |");
    System.out.println("|---|---|---|---|");
    for (Result r : results) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f | %.2f |%n",
          r.subject(),
          r.nanos().text(1),
          r.nanos().median() / peer,
          r.bytes());
    }
    if (args.length > 0) {
      List<String> json = results.stream().map(Result::json).toList();
      Files.writeString(Path.of(args[0]), "[" + String.join(",\n", json) + "]\n");
    }
  }

  /** The reporter first, AtomicHistogram second. */
  static List<Result> run(int warmUpRounds, int rounds) throws IOException, InterruptedException {
    long[] responses = new Random(SEED).longs(BATCH, 1_000_000, 500_000_000).toArray();
    AtomicHistogram histogram = new AtomicHistogram(3_600_000_000_000L, 2);
    Recorder recorder = new Recorder(3_600_000_000_000L, 2);
    LongAdder adder = new LongAdder();
    try (ReportSink sink = new ReportSink();
        TransactionReporter reporter = TransactionReporter.open(sink.socket(), "C0", 1)) {
      Map<String, Subject> subjects = new LinkedHashMap<>();
      subjects.put("TransactionReporter.report", batch -> report(reporter, batch));
      subjects.put("HdrHistogram AtomicHistogram", batch -> record(histogram, batch));
      subjects.put("HdrHistogram Recorder", batch -> record(recorder, batch));
      subjects.put("LongAdder.add (no histogram)", batch -> add(adder, batch));
      Map<String, double[]> nanos = new LinkedHashMap<>();
      Map<String, Long> bytes = new LinkedHashMap<>();
      long sent = 0;
      for (int i = -warmUpRounds; i < rounds; i++) {
        for (Map.Entry<String, Subject> each : subjects.entrySet()) {
          long bytesBefore = ThreadCost.bytes();
          long before = ThreadCost.cpuNanos();
          each.getValue().record(responses);
          long took = ThreadCost.cpuNanos() - before;
          long allocated = ThreadCost.bytes() - bytesBefore;
          if (i >= 0) {
            nanos.computeIfAbsent(each.getKey(), _ -> new double[rounds])[i] =
                (double) took / BATCH;
            bytes.merge(each.getKey(), allocated, Long::sum);
          }
        }
        sent += BATCH;
        awaitEmpty(sink, reporter, sent);
      }
      List<Result> results = new ArrayList<>();
      nanos.forEach((name, values) ->
          results.add(
              new Result(
                  name,
                  Spread.of(values),
                  (double) bytes.getOrDefault(name, 0L) / rounds / BATCH)));
      return results;
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

  private static void report(TransactionReporter reporter, long[] batch) {
    for (long nanos : batch) {
      reporter.report(nanos);
    }
  }

  private static void record(AtomicHistogram histogram, long[] batch) {
    for (long nanos : batch) {
      histogram.recordValue(nanos);
    }
  }

  private static void record(Recorder recorder, long[] batch) {
    for (long nanos : batch) {
      recorder.recordValue(nanos);
    }
  }

  private static void add(LongAdder adder, long[] batch) {
    for (long nanos : batch) {
      adder.add(nanos);
    }
  }
}
