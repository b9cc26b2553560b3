package io.openwlm.record.smf;

import io.openwlm.model.decision.ReasonCode;
import java.util.Optional;

/**
 * Numbers of reasons in trace entries and in type 90: OpenWLM's own, from 20001 on, away from those
 * of z/OS. A number never gets another meaning.
 */
public final class TraceCode {
  private TraceCode() {}

  public static int of(ReasonCode reason) {
    return switch (reason) {
      case GOAL_MISSED -> 20001;
      case INITIAL_FROM_DEMAND -> 20002;
      case GOAL_CLOSE -> 20003;
      case MOVE_UNDONE -> 20004;
      case RESOURCE_GROUP_MIN -> 20005;
      case GIVE_BACK -> 20006;
      case DONATED -> 20007;
      case SPARE_GIVEN -> 20008;
      case MEMORY_UNUSED -> 20009;
      case IO_UNUSED -> 20010;
      case CLASS_EMPTY -> 20011;
      case BASELINE_RESTORE -> 20012;
      case OPERATOR -> 20013;
      case TOKENS_WINDOW -> 20014;
      case TOKENS_FLOOR -> 20015;
      case TOKENS_ENTITLED -> 20016;
      case TOKENS_NEEDED -> 20017;
      case TOKENS_LENT -> 20018;
      case TOKENS_TAKEN_BACK -> 20019;
      case TOKENS_RETURNED -> 20020;
      case BUDGET_HEALTHY -> 20021;
      case BURNING_FAST -> 20022;
      case TOKENS_USED_UP -> 20023;
      case BURN_ANOMALY -> 20024;
      case TOKENS_SPARE -> 20025;
      case GROUP_MAXIMUM -> 20026;
      case GROUP_SHARED -> 20027;
      case GROUP_CAP_LIFTED -> 20028;
      case GROUP_RELIEF -> 20029;
      case GROUP_MINIMUM -> 20030;
      case GOALS_MET -> 20101;
      case TOO_FEW_SAMPLES -> 20102;
      case NOT_CPU_BOUND -> 20103;
      case AT_CEILING -> 20104;
      case NO_DONOR -> 20105;
      case NO_GOAL -> 20106;
      case SETTLING -> 20107;
      case NOTHING_HELPED -> 20108;
      case GOAL_UNREACHABLE -> 20109;
      case NO_RECEIVER_VALUE -> 20110;
      case WAITS_FOR_INTERVAL -> 20111;
      case IO_NOT_MANAGED -> 20112;
      case MEMORY_NOT_MANAGED -> 20113;
      case CAPPED -> 20114;
      case QUEUE_NOT_MANAGED -> 20115;
      case RECEIVER_AT_CEILING -> 20116;
      case NOT_SUPPORTED -> 20117;
      case TOKENS_SHORT -> 20118;
      case GROUP_AT_MAXIMUM -> 20119;
      case NO_SIBLING -> 20120;
      case DONOR_AT_FLOOR -> 20201;
      case DONOR_GAVE -> 20202;
      case DONOR_NO_HELP -> 20203;
      case DONOR_MORE_IMPORTANT -> 20204;
      case DONOR_WOULD_MISS -> 20205;
      case DONOR_NO_USE -> 20206;
      case DONOR_NOT_NEEDED -> 20207;
      case DONOR_AT_GROUP_MINIMUM -> 20208;
      case DONOR_ELSEWHERE -> 20209;
      case FOREIGN_WRITER -> 20301;
      case NO_CGROUP -> 20302;
      case CLOCK_JUMP -> 20303;
    };
  }

  /** The number of a reason by its name; 0 if there is no such reason. */
  public static int of(String reason) {
    for (ReasonCode each : ReasonCode.values()) {
      if (each.name().equals(reason)) {
        return of(each);
      }
    }
    return 0;
  }

  /** The reason of a number; empty for a number that this version does not know. */
  public static Optional<ReasonCode> reason(long number) {
    for (ReasonCode each : ReasonCode.values()) {
      if (of(each) == number) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
