package io.openwlm.simulator.outcome;

import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.scenario.Expectation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares an outcome with what was expected of it. Pure. */
public final class ExpectationCheck {
  /** Rounding noise in a performance index is no miss. */
  private static final double EXACT = 1 + 1e-9;

  private final RunOutcome outcome;

  private ExpectationCheck(RunOutcome outcome) {
    this.outcome = outcome;
  }

  /**
   * What did not come true.
   *
   * @return one line for each, in the order of the expectations; empty if all is well
   */
  public static List<String> problems(RunOutcome outcome, List<Expectation> expectations) {
    ExpectationCheck check = new ExpectationCheck(outcome);
    return expectations.stream()
        .map(check::result)
        .filter(result -> !result.met)
        .map(Result::text)
        .toList();
  }

  /** Every expectation with what was measured, for people. */
  public static List<String> measured(RunOutcome outcome, List<Expectation> expectations) {
    ExpectationCheck check = new ExpectationCheck(outcome);
    return expectations.stream().map(e -> check.result(e).text()).toList();
  }

  private record Result(boolean met, String text) {}

  private Result result(Expectation expectation) {
    return switch (expectation) {
      case Expectation.InGoal e -> inGoal(e);
      case Expectation.Recovery e -> recovery(e);
      case Expectation.CpuWork e -> cpuWork(e);
      case Expectation.Quiet e -> quiet(e);
    };
  }

  private Result inGoal(Expectation.InGoal e) {
    int judged = 0;
    int met = 0;
    for (ClassRow row : rows(e.serviceClass(), e.fromNanos(), e.toNanos())) {
      if (!Double.isNaN(row.performanceIndex())) {
        judged++;
        met += row.performanceIndex() <= EXACT ? 1 : 0;
      }
    }
    double share = judged == 0 ? 0 : (double) met / judged;
    return new Result(
        share >= e.share(),
        String.format(
            Locale.ROOT,
            "%s in goal in %d of %d intervals = %.1f%%, expected %.1f%%",
            e.serviceClass(),
            met,
            judged,
            100 * share,
            100 * e.share()));
  }

  private Result recovery(Expectation.Recovery e) {
    int after = 0;
    for (ClassRow row : rows(e.serviceClass(), e.afterNanos(), Long.MAX_VALUE)) {
      after++;
      if (row.performanceIndex() <= EXACT) {
        return new Result(
            after <= e.intervals(),
            String.format(
                Locale.ROOT,
                "%s back in goal in interval %d, expected at most %d",
                e.serviceClass(),
                after,
                e.intervals()));
      }
    }
    return new Result(
        false,
        String.format(
            Locale.ROOT,
            "%s never back in goal, expected in %d intervals",
            e.serviceClass(),
            e.intervals()));
  }

  private Result cpuWork(Expectation.CpuWork e) {
    double seconds = 0;
    for (ClassRow row : rows(e.serviceClass(), e.fromNanos(), e.toNanos())) {
      seconds += row.cpus() * outcome.intervalNanos() / 1e9;
    }
    return new Result(
        seconds >= e.seconds(),
        String.format(
            Locale.ROOT,
            "%s used %.1f CPU s, expected %.1f",
            e.serviceClass(),
            seconds,
            e.seconds()));
  }

  private Result quiet(Expectation.Quiet e) {
    int changes = 0;
    List<Row> rows = outcome.rows();
    long from = rows.isEmpty() ? 0 : rows.getLast().endNanos() - e.lastNanos();
    for (int r = 1; r < rows.size(); r++) {
      if (rows.get(r).endNanos() <= from) {
        continue;
      }
      for (int i = 0; i < rows.get(r).classes().size(); i++) {
        int before = rows.get(r - 1).classes().get(i).weight();
        changes += rows.get(r).classes().get(i).weight() == before ? 0 : 1;
      }
    }
    return new Result(
        changes <= e.changes(),
        String.format(Locale.ROOT, "%d weight changes, expected at most %d", changes, e.changes()));
  }

  /** Rows of a class that lie wholly in a span. */
  private List<ClassRow> rows(String serviceClass, long fromNanos, long toNanos) {
    int index = -1;
    for (int i = 0; i < outcome.definition().serviceClasses().size(); i++) {
      if (outcome.definition().serviceClasses().get(i).name().equals(serviceClass)) {
        index = i;
      }
    }
    if (index < 0) {
      throw new IllegalArgumentException("no class " + serviceClass);
    }
    List<ClassRow> rows = new ArrayList<>();
    for (Row row : outcome.rows()) {
      if (row.endNanos() - outcome.intervalNanos() >= fromNanos && row.endNanos() <= toNanos) {
        rows.add(row.classes().get(index));
      }
    }
    return rows;
  }
}
