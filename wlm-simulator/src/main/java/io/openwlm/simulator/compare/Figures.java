package io.openwlm.simulator.compare;

import io.openwlm.simulator.compare.Comparison.Total;
import java.util.Locale;
import java.util.OptionalDouble;

/** The four figures of a comparison, as every report words them. */
enum Figures {
  MISSED(
      "weighted missed intervals",
      "intervals with a missed goal, counted 16, 8, 4, 2, 1 for importance 1 to 5; less is better"),
  RECOVERY(
      "recovery, median",
      "from the first missed interval of a class of importance 1 or 2 until its goal is met twice;"
          + " less is better"),
  DONORS(
      "donor throughput",
      "CPU time of less important classes, compared with equal weights; more is better"),
  CHANGES("changes", "values written to the machine; less is better");

  private static final String NOTHING = "-";

  private final String title;
  private final String meaning;

  Figures(String title, String meaning) {
    this.title = title;
    this.meaning = meaning;
  }

  String title() {
    return title;
  }

  /** What it is and which way is better, in one line. */
  String meaning() {
    return meaning;
  }

  /** The figure of a total; empty if there is none. */
  OptionalDouble value(Total total) {
    return switch (this) {
      case MISSED -> OptionalDouble.of(total.weightedMissedIntervals());
      case RECOVERY -> total.recoverySecondsMedian();
      case DONORS -> total.donorThroughputShare();
      case CHANGES -> OptionalDouble.of(total.weightChanges());
    };
  }

  /** The same with its unit; {@code -} if there is none. */
  String text(Total total) {
    OptionalDouble value = value(total);
    if (value.isEmpty()) {
      return NOTHING;
    }
    double number = value.getAsDouble();
    return switch (this) {
      case MISSED, CHANGES -> count(number);
      case RECOVERY -> String.format(Locale.ROOT, number < 100 ? "%.1f s" : "%.0f s", number);
      case DONORS -> String.format(Locale.ROOT, "%.0f %%", 100 * number);
    };
  }

  private static String count(double count) {
    return String.format(Locale.ROOT, count == Math.rint(count) ? "%.0f" : "%.1f", count);
  }
}
