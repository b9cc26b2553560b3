package io.openwlm.core.token;

import java.util.List;

/**
 * What is shared out together: the agents of one organisation, or one agent alone, in one window of
 * its first limit on tokens. Token amounts are thousandths of weighted tokens.
 *
 * @param name of the organisation or of the lone agent
 * @param windowId grants of another window are made anew
 * @param ceilings limits that all grants together must keep, in tokens, cost and requests
 */
record Pool(String name, String windowId, List<Ceiling> ceilings, List<Member> members) {
  Pool {
    ceilings = List.copyOf(ceilings);
    members = List.copyOf(members);
  }

  /**
   * A limit of the organisation, of a team or of an agent.
   *
   * @param budget whose it is
   * @param unit what it counts
   * @param left base units that are neither spent nor held; below 0 if it is overdrawn
   * @param size base units in the window
   */
  record Ceiling(String budget, Unit unit, long left, long size) {}

  /** What a ceiling counts. */
  enum Unit {
    TOKENS,
    COST,
    REQUESTS
  }

  /**
   * An agent.
   *
   * @param serviceClass its class, for people
   * @param importance 1 to 5
   * @param used spent and held in the window
   * @param granted what it may use in the window so far; 0 if it has no grant yet
   * @param demand what it is seen to need
   * @param ceilings places in the pool's list
   * @param stopped it gets nothing beyond what is used
   */
  record Member(
      String name,
      String serviceClass,
      int importance,
      Share share,
      long used,
      long granted,
      Demand demand,
      List<Integer> ceilings,
      boolean stopped) {
    Member {
      ceilings = List.copyOf(ceilings);
    }

    /** The floor, or a fiftieth of the entitlement: below that nobody is kept from working. */
    long leastGrant() {
      return stopped ? used : Math.max(share.floor(), share.entitlement() / Share.STARVATION_PART);
    }

    /** What it wants in the window, all in all, and what is kept for it. */
    long wants() {
      if (stopped) {
        return used;
      }
      long need = used + demand.need();
      return Math.max(need, Math.min(share.entitlement(), used + demand.reserve()));
    }

    /** Its wish within its cap. */
    long wantsBelowCap() {
      return Math.min(wants(), Math.max(used, share.cap()));
    }

    /** The coefficient of a ceiling: base units that a thousandth of a token takes. */
    double takes(Unit unit) {
      return switch (unit) {
        case TOKENS -> 1;
        case COST -> demand.costPerMilli();
        case REQUESTS -> demand.requestsPerMilli();
      };
    }
  }

  /** Floor, entitlement and cap of an agent. */
  record Share(long floor, long entitlement, long cap) {
    /** A grant is never below this part of the entitlement, so that nobody starves. */
    static final int STARVATION_PART = 50;
  }

  /**
   * What an agent is seen to need: only from calls that it made or that were refused.
   *
   * @param need beyond what is used, until the window ends
   * @param reserve kept of its entitlement beyond what is used, though it does not ask now
   * @param costPerMilli billionths of the currency that a thousandth of a token costs; 0 if unknown
   * @param requestsPerMilli requests for a thousandth of a token; 0 if unknown
   */
  record Demand(long need, long reserve, double costPerMilli, double requestsPerMilli) {
    static final Demand NONE = new Demand(0, 0, 0, 0);
  }
}
