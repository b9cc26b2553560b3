package io.openwlm.model.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One adjustment or one class skipped, with all that explains it; what {@code wlm why} prints.
 *
 * @param id rises by one, from 1; unique within a daemon's life
 * @param interval number of the interval it belongs to
 * @param act {@code RAISE}, {@code FIRST WEIGHTS}, {@code GIVE BACK}, {@code SKIP}, {@code
 *     RESTORE}, {@code MODE}, {@code POLICY}, {@code RESET}, {@link #GRANT}, {@link #SIGNAL}
 * @param serviceClass the class it is about; empty if all
 * @param reason a {@link io.openwlm.model.decision.ReasonCode} name
 * @param goal goal in words; empty if none
 * @param achieved what was achieved when it was taken
 * @param performanceIndex when it was taken; null if no data
 * @param evidence what the index rests on
 * @param where where the class spent its time
 * @param changes settings before and after, receiver first
 * @param notChosen what was considered and refused, and why
 * @param projections what the move should do to each class that it touches, and what it did
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
    Where where,
    List<Change> changes,
    List<NotChosen> notChosen,
    List<Projected> projections,
    List<Write> writes,
    List<Double> after,
    String detail) {

  /** Act: tokens were granted or taken back. */
  public static final String GRANT = "GRANT";

  /** Act: an agent is told another signal. */
  public static final String SIGNAL = "SIGNAL";

  /** The same with what followed it. */
  public DecisionStatus followed(List<Double> nowAfter, List<Projected> nowProjections) {
    return new DecisionStatus(
        id,
        interval,
        atEpochMillis,
        act,
        serviceClass,
        reason,
        goal,
        achieved,
        performanceIndex,
        evidence,
        where,
        changes,
        notChosen,
        nowProjections,
        writes,
        nowAfter,
        detail);
  }

  /** Shares of non-idle time in percent, 0 to 100; all negative if unknown. */
  public record Where(
      double using,
      double cpuDelay,
      double capDelay,
      double ioDelay,
      double memoryDelay,
      double queueDelay) {
    public static final Where UNKNOWN = new Where(-1, -1, -1, -1, -1, -1);

    public boolean isKnown() {
      return using >= 0;
    }
  }

  /**
   * A setting before and after.
   *
   * @param setting {@code weight}, {@code I/O weight}, {@code protected memory}, {@code tokens of
   *     AGENT}
   */
  public record Change(
      String serviceClass, int importance, String setting, long from, long to, String reason) {}

  /**
   * What a move should do to a class, and what it did.
   *
   * @param before performance index when the move was decided; null if there was none
   * @param projected expected after it; null if there was none
   * @param actual two intervals later; null if not known yet
   */
  public record Projected(
      String serviceClass,
      int importance,
      @Nullable Double before,
      @Nullable Double projected,
      @Nullable Double actual) {

    /** Relative error of the projection, above 0 if it came worse; null if not known. */
    public @Nullable Double error() {
      return projected == null || actual == null ? null : actual / projected - 1;
    }
  }

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
