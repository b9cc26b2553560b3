package io.openwlm.model.decision;

import java.util.List;

/** What became of a plan. */
public record ActuationReport(List<Outcome> outcomes) {
  public static final ActuationReport NOTHING = new ActuationReport(List.of());

  public ActuationReport {
    outcomes = List.copyOf(outcomes);
  }

  /** Nothing of a plan was written, because the daemon only observes. */
  public static ActuationReport observeOnly(ActuationPlan plan) {
    return new ActuationReport(
        plan.writes().stream()
            .map(w ->
                new Outcome(
                    w.serviceClass(),
                    w.setting().text(),
                    Long.toString(w.value()),
                    "",
                    Result.OBSERVE_ONLY,
                    ""))
            .toList());
  }

  /** What became of one write. */
  public enum Result {
    /** Written and read back. */
    APPLIED,
    /** The kernel had the value already. */
    UNCHANGED,
    /** The kernel refused it; {@code detail} has the error. */
    REFUSED,
    /** The control group is gone. */
    VANISHED,
    /** Another program had changed the value; it was left as it is. */
    FOREIGN_WRITER,
    /** Not written because the daemon only observes. */
    OBSERVE_ONLY
  }

  /**
   * @param target file or object, for people
   * @param wanted value asked for, in the kernel's unit
   * @param actual value read back or found, in the kernel's unit; empty if unknown
   * @param detail error or explanation; may be empty
   */
  public record Outcome(
      String serviceClass,
      String target,
      String wanted,
      String actual,
      Result result,
      String detail) {}
}
