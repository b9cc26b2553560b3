package io.openwlm.model.decision;

/** Why something was done or not done. One code, one meaning. */
public enum ReasonCode {
  // acts
  GOAL_MISSED("the goal is missed"),
  INITIAL_FROM_DEMAND("first weights follow measured demand"),
  GOAL_CLOSE("the goal is close to being missed, and others can spare what it needs"),
  MOVE_UNDONE("an earlier move hurt others and did not help: taken back"),
  RESOURCE_GROUP_MIN("below the guaranteed minimum weight"),
  GIVE_BACK("no longer needed: given back to the lenders"),
  DONATED("gave weight to more important work"),
  MEMORY_UNUSED("more memory was protected than the class holds: the rest flows back"),
  IO_UNUSED("no I/O for half a minute: the raised I/O weight goes back to what it was"),
  CLASS_EMPTY("no process for half a minute: what was set for the class goes back to what it was"),
  BASELINE_RESTORE("the original value came back"),
  OPERATOR("asked for by the operator"),
  // receiver skipped
  GOALS_MET("the goal is met"),
  TOO_FEW_SAMPLES("not enough data for a performance index"),
  NOT_CPU_BOUND("the work does not wait for CPU"),
  AT_CEILING("already at its maximum weight"),
  NO_DONOR("no less important work has weight to spare"),
  NO_GOAL("discretionary work has no goal"),
  SETTLING("a change is still taking effect"),
  NOTHING_HELPED("nothing helped lately: tried again later"),
  GOAL_UNREACHABLE("the goal cannot be reached with what there is: it no longer takes from others"),
  NO_RECEIVER_VALUE("what others could give would not help enough"),
  WAITS_FOR_INTERVAL("only important work is helped between two intervals"),
  IO_NOT_MANAGED("the work waits for I/O, and its I/O share cannot be raised"),
  MEMORY_NOT_MANAGED("the work waits for memory, and no more can be protected for it"),
  CAPPED("the work is held back by its own CPU limit"),
  QUEUE_NOT_MANAGED("the work waits in a queue that is not managed"),
  NOT_SUPPORTED("the goal needs a feature that does not exist yet"),
  // donor refused
  DONOR_AT_FLOOR("already at its minimum weight"),
  DONOR_MORE_IMPORTANT("as important as the receiver or more"),
  DONOR_WOULD_MISS("would miss its goal by giving"),
  DONOR_NO_USE("uses no CPU: taking weight would not help"),
  DONOR_NOT_NEEDED("less important work covered the need"),
  // cannot
  FOREIGN_WRITER("somebody else changed the value: left alone for a while"),
  APPLY_DENIED("the kernel refused the value"),
  NO_CGROUP("no control group to act on"),
  CLOCK_JUMP("the clock jumped: this interval is not used");

  private final String text;

  ReasonCode(String text) {
    this.text = text;
  }

  /** The meaning in a few words. */
  public String text() {
    return text;
  }
}
