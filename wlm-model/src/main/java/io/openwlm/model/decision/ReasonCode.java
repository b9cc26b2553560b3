package io.openwlm.model.decision;

import static io.openwlm.model.decision.ReasonCode.Kind.ACT;
import static io.openwlm.model.decision.ReasonCode.Kind.DONOR;
import static io.openwlm.model.decision.ReasonCode.Kind.LIMIT;
import static io.openwlm.model.decision.ReasonCode.Kind.RECEIVER;

/**
 * Why something was done or not done, and what an operator can do about it. One code, one meaning;
 * docs/reasons.md is their catalogue.
 */
public enum ReasonCode {
  GOAL_MISSED(
      ACT,
      "the goal is missed",
      "Nothing while EXPECTED and RESULT show that it helps. If it comes every"
          + " interval, read WHERE and ask whether the goal is possible on this machine."),
  INITIAL_FROM_DEMAND(
      ACT,
      "first weights follow measured demand",
      "Nothing. What a class must keep or never exceed belongs into its weight: { min,"
          + " max }."),
  GOAL_CLOSE(
      ACT,
      "the goal is close to being missed, and others can spare what it needs",
      "Nothing. If it comes all day, the machine is nearly full."),
  MOVE_UNDONE(
      ACT,
      "an earlier move hurt others and did not help: taken back",
      "Nothing: it is tried again later. If it comes again and again, something else"
          + " makes the work slow: read WHERE."),
  RESOURCE_GROUP_MIN(
      ACT,
      "outside the weights that the class allows: brought back into them",
      "Nothing once, for example after a change of weight: { min, max }. If it comes"
          + " again, another program sets the weight."),
  GROUP_MAXIMUM(
      ACT,
      "its resource group is near its maximum: CPU limits keep the group there",
      "Nothing, if the maximum is meant. If not, raise the maximum of the resource group."),
  GROUP_SHARED(
      ACT,
      "what its resource group may use is divided anew among the classes of the group",
      "Nothing: CPU weight and demand decide who gets what."),
  GROUP_CAP_LIFTED(
      ACT,
      "its resource group no longer limits it: the CPU limit goes back to what it was",
      "Nothing."),
  GROUP_RELIEF(
      ACT,
      "held back by its resource group: other work of the group gives way",
      "Nothing while EXPECTED and RESULT show that it helps. If it comes every interval, raise"
          + " the maximum of the resource group."),
  GROUP_MINIMUM(
      ACT,
      "its resource group is below its minimum: it is served before more important work",
      "Nothing, if the minimum is meant. If not, lower the minimum of the resource group."),
  GIVE_BACK(ACT, "no longer needed: given back to the lenders", "Nothing."),
  DONATED(
      ACT,
      "gave weight to more important work",
      "Nothing, if this work may give. If not, raise its importance or its weight"
          + " minimum, which is never taken."),
  SPARE_GIVEN(
      ACT,
      "a modest goal is far exceeded: discretionary work gets what it does not need",
      "Nothing. The option DeactivateDiscretionaryGoalManagement turns it off."),
  MEMORY_UNUSED(
      ACT,
      "more memory was protected than the class holds: the rest flows back",
      "Nothing: protection comes again when the class waits for memory. What it"
          + " must keep belongs into memory.low of its control group before the daemon"
          + " starts."),
  IO_UNUSED(
      ACT,
      "no I/O for half a minute: the raised I/O weight goes back to what it was",
      "Nothing: the weight is raised again when the class waits for I/O."),
  CLASS_EMPTY(
      ACT,
      "no process for half a minute: what was set for the class goes back to what it was",
      "Nothing. If the work should run, look why it does not."),
  BASELINE_RESTORE(
      ACT,
      "the original value came back",
      "Nothing: wlm restore, or a stop with on-stop: restore, did it."),
  OPERATOR(ACT, "asked for by the operator", "Nothing: the explanation says who asked for what."),
  TOKENS_WINDOW(ACT, "a token window began: all grants are made anew", "Nothing."),
  TOKENS_FLOOR(
      ACT,
      "raised to the tokens that it always gets",
      "Nothing. The floor of the agent sets how many."),
  TOKENS_ENTITLED(ACT, "needs tokens that it is entitled to", "Nothing."),
  TOKENS_NEEDED(
      ACT,
      "importance 1 needs more tokens than it is entitled to",
      "Nothing once. If it comes in every window, raise its entitlement, or make the budget larger."),
  TOKENS_LENT(
      ACT,
      "needs more tokens than it is entitled to, and nobody else needs them",
      "Nothing: they are a loan for this window."),
  TOKENS_SPARE(
      ACT,
      "nobody needs these tokens now: lent before it asks, so that no call has to wait",
      "Nothing: they go back as soon as somebody needs them."),
  TOKENS_TAKEN_BACK(
      ACT,
      "unspent tokens go to more important work",
      "Nothing, if this work may wait. If not, raise its floor, which is never taken."),
  TOKENS_RETURNED(
      ACT,
      "needs fewer tokens than it was granted: they go back",
      "Nothing: they come again when they are needed."),
  BUDGET_HEALTHY(ACT, "the token budget is healthy: green", "Nothing."),
  BURNING_FAST(
      ACT,
      "tokens are used faster than the window allows: yellow",
      "Let the agent leave out what is not needed, or raise the budget: wlm budget increase."),
  TOKENS_USED_UP(
      ACT,
      "no usable tokens are left in the window: red",
      "Wait for the next window, or raise the budget: wlm budget increase AGENT N."),
  BURN_ANOMALY(
      ACT,
      "uses tokens far faster than ever before, and much of the budget: black",
      "Look at what the agent does. wlm budget go AGENT lets it on."),
  GOALS_MET(RECEIVER, "the goal is met", "Nothing."),
  TOO_FEW_SAMPLES(
      RECEIVER,
      "not enough data for a performance index",
      "Wait an interval. If it stays, nobody reports transactions for the class or"
          + " nothing runs in it: wlm status says which."),
  NOT_CPU_BOUND(
      RECEIVER,
      "the work does not wait for CPU",
      "Look into the application: locks, a database, another host, or requests that"
          + " need longer than the goal even alone. No share helps; the work or the goal"
          + " must change."),
  AT_CEILING(
      RECEIVER,
      "already at its maximum weight",
      "Raise the maximum in weight: { min, max }, if the class may take more."),
  NO_DONOR(
      RECEIVER,
      "no less important work has weight to spare",
      "Decide what to give up: move work away, add CPUs, lower an importance, or"
          + " accept a longer goal. NOT CHOSEN says who was asked."),
  NO_SIBLING(
      RECEIVER,
      "no other managed work shares the parent of its control group: no weight helps it",
      "Put the classes that compete under one parent (cgroup, placement: move), or set the weight"
          + " of the parents yourself: OpenWLM does not write them."),
  NO_GOAL(
      RECEIVER,
      "discretionary work has no goal",
      "Nothing. Work that must get something needs a goal."),
  SETTLING(RECEIVER, "a change is still taking effect", "Wait two intervals, then ask again."),
  NOTHING_HELPED(
      RECEIVER,
      "nothing helped lately: tried again later",
      "Look at what its last moves did (EXPECTED, RESULT): the bottleneck is likely"
          + " outside of what is managed."),
  GOAL_UNREACHABLE(
      RECEIVER,
      "the goal cannot be reached with what there is: it no longer takes from others",
      "Set the goal that the explanation proposes, or give the work more: CPUs, faster"
          + " storage, less work beside it."),
  NO_RECEIVER_VALUE(
      RECEIVER,
      "what others could give would not help enough",
      "As NO_DONOR. After some intervals a goal within reach is proposed."),
  WAITS_FOR_INTERVAL(
      RECEIVER,
      "only important work is helped between two intervals",
      "Nothing: its turn comes at the end of the interval."),
  IO_NOT_MANAGED(
      RECEIVER,
      "the work waits for I/O, and its I/O share cannot be raised",
      "Run wlm doctor: is the io controller there, and does the device obey weights?"
          + " If so, the device is full: move data or work."),
  MEMORY_NOT_MANAGED(
      RECEIVER,
      "the work waits for memory, and no more can be protected for it",
      "Run wlm doctor: is the memory controller there? If so, add memory or make a"
          + " working set smaller."),
  CAPPED(
      RECEIVER,
      "the work is held back by its own CPU limit",
      "Raise or remove the CPU limit of its control group. OpenWLM does not set it."),
  GROUP_AT_MAXIMUM(
      RECEIVER,
      "capped by its resource group: MAXIMUM",
      "Raise the maximum of the resource group, take the class out of it, or accept a longer"
          + " goal: no weight helps."),
  QUEUE_NOT_MANAGED(
      RECEIVER,
      "the work waits in a queue that is not managed",
      "Give the application more threads, servers or connections."),
  RECEIVER_AT_CEILING(
      RECEIVER,
      "the receiver has as much weight as one interval allows or as could help it",
      "Raise the maximum in weight: { min, max }, if that is what limits it."),
  TOKENS_SHORT(
      RECEIVER,
      "needs more tokens than the budget has for it",
      "Nothing, if the importances are right. Otherwise raise its entitlement or the budget, or wait for the next window."),
  NOT_SUPPORTED(
      RECEIVER,
      "the goal needs a feature that does not exist yet",
      "Give the class another goal, or leave it: it is measured and not managed."),
  DONOR_AT_FLOOR(
      DONOR,
      "already at its minimum weight",
      "Lower the minimum in weight: { min, max }, if the class may give more."),
  DONOR_GAVE(
      DONOR,
      "gave as much as one interval allows",
      "Nothing: it is asked again in the next interval."),
  DONOR_NO_HELP(DONOR, "would give in vain: the receiver would not be faster", "Nothing."),
  DONOR_MORE_IMPORTANT(
      DONOR, "as important as the receiver or more", "Nothing, if the importances are right."),
  DONOR_WOULD_MISS(
      DONOR, "would miss its goal by giving", "Nothing: that is what its goal is for."),
  DONOR_NO_USE(DONOR, "uses no CPU: taking weight would not help", "Nothing."),
  DONOR_ELSEWHERE(
      DONOR,
      "its control group has another parent: its weight says nothing to the receiver",
      "Put both classes under one parent, if the one is to give to the other."),
  DONOR_NOT_NEEDED(DONOR, "less important work covered the need", "Nothing."),
  DONOR_AT_GROUP_MINIMUM(
      DONOR,
      "its resource group is below its minimum, or would be",
      "Lower the minimum of the resource group, if the work may give more."),
  FOREIGN_WRITER(
      LIMIT,
      "somebody else changed the value: left alone for a while",
      "Find who else sets it (a systemd property, a container runtime, a script) and"
          + " let only one of both do it."),
  NO_CGROUP(
      LIMIT,
      "no control group to act on",
      "Start the work whose group it is, or give the class a cgroup that exists."),
  CLOCK_JUMP(
      LIMIT,
      "the clock jumped: this interval is not used",
      "Nothing after a suspend or a migration. If it comes again, check the clock of"
          + " the machine.");

  private final Kind kind;
  private final String text;
  private final String action;

  ReasonCode(Kind kind, String text, String action) {
    this.kind = kind;
    this.text = text;
    this.action = action;
  }

  /** What a reason is about. */
  public enum Kind {
    ACT("Something was done"),
    RECEIVER("A class was not helped"),
    DONOR("A class was not made to give"),
    LIMIT("Nothing could be done");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** A heading. */
    public String title() {
      return title;
    }
  }

  /** What it is about. */
  public Kind kind() {
    return kind;
  }

  /** The meaning in a few words. */
  public String text() {
    return text;
  }

  /** What an operator can do, in sentences. */
  public String action() {
    return action;
  }
}
