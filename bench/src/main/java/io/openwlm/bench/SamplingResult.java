package io.openwlm.bench;

import java.util.List;
import java.util.Locale;

/**
 * What one case of the sampling benchmark gave. Times are nanoseconds of thread CPU time per cycle.
 *
 * @param files that a cycle reads
 * @param kept of them kept open by the sampler
 * @param bytes allocated per hot cycle
 * @param refreshNanos a cycle that also looks for new processes
 */
record SamplingResult(
    SamplingCase what,
    int files,
    int kept,
    Pair hot,
    double bytes,
    Pair paced,
    Spread refreshNanos,
    double refreshBytes) {

  /**
   * Product and floor, measured in turns.
   *
   * @param ratio of each turn
   */
  record Pair(Spread nanos, Spread floorNanos, Spread ratio) {

    /** Two arrays of the same length; the ratio is taken turn by turn. */
    static Pair of(double[] nanos, double[] floorNanos) {
      double[] ratios = new double[nanos.length];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = nanos[i] / floorNanos[i];
      }
      return new Pair(Spread.of(nanos), Spread.of(floorNanos), Spread.of(ratios));
    }

    String json() {
      return String.format(
          Locale.ROOT,
          "{\"ns\":%s,\"floor_ns\":%s,\"ratio\":%s}",
          nanos.json(),
          floorNanos.json(),
          ratio.json());
    }

    String row() {
      return String.format(
          Locale.ROOT,
          "%s | %s | **%.2f** [%.2f-%.2f]",
          nanos.text(1000),
          floorNanos.text(1000),
          ratio.median(),
          ratio.min(),
          ratio.max());
    }
  }

  static List<String> header() {
    return List.of(
        "| classes | processes each | files (kept open) | hot, us | C hot, us | ratio | B/cycle"
            + " | paced, us | C paced, us | ratio | of a CPU at 250 ms | refresh, us | KiB |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|");
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %d | %d | %d (%d) | %s | %.1f | %s | %.3f %% | %s | %.0f |",
        what.classes(),
        what.processes(),
        files,
        kept,
        hot.row(),
        bytes,
        paced.row(),
        paced.nanos().median() / (SamplingCost.PACE_MILLIS * 1e6) * 100,
        refreshNanos.text(1000),
        refreshBytes / 1024);
  }

  String json() {
    return String.format(
        Locale.ROOT,
        "{\"classes\":%d,\"processes_per_class\":%d,\"file_budget\":%d,\"files\":%d,\"files_kept\":%d,"
            + "\"hot\":%s,\"bytes_per_cycle\":%.2f,\"paced\":%s,\"refresh_ns\":%s,\"refresh_bytes\":%.0f}",
        what.classes(),
        what.processes(),
        what.fileBudget(),
        files,
        kept,
        hot.json(),
        bytes,
        paced.json(),
        refreshNanos.json(),
        refreshBytes);
  }
}
