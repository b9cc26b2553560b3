package io.openwlm.model.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One adjustment or one class skipped, with all that explains it; what {@code wlm why} prints.
 *
 * @param id rises by one, from 1; unique within a daemon's life
 * @param interval number of the interval it belongs to
 * @param act {@code RAISE}, {@code FIRST WEIGHTS}, {@code GIVE BACK}, {@code SKIP}, {@code
 *     RESTORE}, {@code MODE}
 * @param serviceClass the class it is about; empty if all
 * @param reason a {@link io.openwlm.model.decision.ReasonCode} name
 * @param goal goal in words; empty if none
 * @param achieved what was achieved when it was taken
 * @param performanceIndex when it was taken; null if no data
 * @param evidence what the index rests on
 * @param usingPercent share of non-idle time spent running; negative if unknown
 * @param cpuDelayPercent share spent waiting for a CPU; negative if unknown
 * @param capDelayPercent share held back by its own limit; negative if unknown
 * @param changes weights before and after, receiver first
 * @param notChosen what was considered and refused, and why
 * @param writes what became of each write
 * @param after performance index of the receiver in the following intervals (at most 2)
 * @param detail more numbers; may be empty
 */
public record DecisionStatus(
    long id,
    long interval,
    long atEpochMillis,
    String act,
    String serviceClass,
    String reason,
    String goal,
    String achieved,
    @Nullable Double performanceIndex,
    String evidence,
    double usingPercent,
    double cpuDelayPercent,
    double capDelayPercent,
    List<Change> changes,
    List<NotChosen> notChosen,
    List<Write> writes,
    List<Double> after,
    String detail) {

  /** A weight before and after. */
  public record Change(String serviceClass, int importance, int from, int to, String reason) {}

  /** Something considered and refused. */
  public record NotChosen(String serviceClass, String reason, String detail) {}

  /** What became of one write. */
  public record Write(
      String serviceClass,
      String target,
      String wanted,
      String actual,
      String result,
      String detail) {}
}
