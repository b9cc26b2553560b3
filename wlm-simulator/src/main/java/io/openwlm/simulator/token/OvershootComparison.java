package io.openwlm.simulator.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The same streams against OpenWLM's ledger, against check-then-charge, and against a signal file.
 */
public final class OvershootComparison {
  private static final long POLL_MILLIS = 10_000;

  private OvershootComparison() {}

  /**
   * One number of streams on one budget; medians over the seeds.
   *
   * @param worstOvershoot of OpenWLM over all seeds
   * @param leaked holds of OpenWLM left at the end, over all seeds
   */
  public record Row(
      int streams,
      long budget,
      Way openwlm,
      Way checkThenCharge,
      Way signalFile,
      long worstOvershoot,
      long leaked) {}

  /** What one way did with the budget. */
  public record Way(long overshootTokens, double unusedShare, long refusals) {}

  /** Runs all ways with seeds 1 to {@code seeds}. */
  public static Row compare(int streams, long budget, int seeds) {
    List<OvershootRun.Outcome> ledger = new ArrayList<>();
    List<OvershootRun.Outcome> check = new ArrayList<>();
    List<OvershootRun.Outcome> signal = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      ledger.add(OvershootRun.run(new LedgerGate(budget), budget, streams, seed));
      check.add(OvershootRun.run(new CheckThenCharge(budget), budget, streams, seed));
      signal.add(OvershootRun.run(new PolledSignal(budget, POLL_MILLIS), budget, streams, seed));
    }
    return new Row(
        streams,
        budget,
        way(ledger),
        way(check),
        way(signal),
        ledger.stream().mapToLong(OvershootRun.Outcome::overshoot).max().orElse(0),
        ledger.stream().mapToLong(OvershootRun.Outcome::leaked).sum());
  }

  private static Way way(List<OvershootRun.Outcome> outcomes) {
    double[] unused =
        outcomes.stream().mapToDouble(OvershootRun.Outcome::unusedShare).sorted().toArray();
    long[] over = outcomes.stream().mapToLong(OvershootRun.Outcome::overshoot).toArray();
    long[] refusals = outcomes.stream().mapToLong(OvershootRun.Outcome::refusals).toArray();
    return new Way(median(over), unused[unused.length / 2], median(refusals));
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
