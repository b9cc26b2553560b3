package io.openwlm.core.token;

import io.openwlm.model.token.TokenUsage;

/**
 * Compares what an agent tells of its calls (counter file, OpenTelemetry) with what the proxy
 * metered of them, so that a call that both know counts once: of the two the larger one counts, by
 * itself for tokens, money, calls and each kind of token. Whichever comes second is charged only
 * what it is more than the other one is ahead. What nobody matched for {@link #PERIOD_NANOS} to
 * twice that is not compared any more, so that calls of one way are not set off against much later
 * ones of the other.
 *
 * <p>Invariant: what is charged is never less than the larger one of the two, and charging never
 * takes anything back. The ledger's lock guards it.
 */
final class CrossCheck {
  static final long PERIOD_NANOS = 600_000_000_000L;

  /** Thousandths of tokens, billionths of money, calls, and five kinds of tokens. */
  static final int PARTS = 8;

  private static final int MILLI = 0;
  private static final int HEADER = 3;

  /** By how much the proxy is ahead; negative if the agent is. Never of different signs. */
  private final long[] older = new long[PARTS];

  private final long[] newer = new long[PARTS];

  /** What the agent's account was charged because the agent told it. */
  private final long[] toldCharged = new long[PARTS];

  /** What the account was charged for metered calls when it was last looked at. */
  private final long[] meteredSeen = new long[PARTS];

  private long period;
  private long toldMilli;
  private long matchedMilli;
  private boolean toldAhead;

  /** True if a metered call must be compared; else it is charged in full. */
  boolean isToldAhead() {
    return toldAhead;
  }

  /** Everything before now counts as compared. */
  void begin(BudgetNode node, long intervalNanos) {
    for (int p = 0; p < PARTS; p++) {
      meteredSeen[p] = total(node, p);
    }
    period = intervalNanos / PERIOD_NANOS;
  }

  /** Time has passed. */
  void roll(BudgetNode node, long intervalNanos) {
    long now = intervalNanos / PERIOD_NANOS;
    if (now <= period) {
      return;
    }
    look(node);
    for (int p = 0; p < PARTS; p++) {
      older[p] = now == period + 1 ? newer[p] : 0;
      newer[p] = 0;
    }
    period = now;
    noteWhoIsAhead();
  }

  private static long total(BudgetNode node, int part) {
    return switch (part) {
      case MILLI -> node.spentMilli;
      case 1 -> node.spentNano;
      case 2 -> node.requests;
      default -> node.used[part - HEADER];
    };
  }

  private void look(BudgetNode node) {
    for (int p = 0; p < PARTS; p++) {
      long metered = total(node, p) - toldCharged[p];
      newer[p] = add(newer[p], Math.max(0, metered - meteredSeen[p]));
      meteredSeen[p] = Math.max(meteredSeen[p], metered);
    }
  }

  /** The agent told a prepared charge: takes out of it what the proxy metered already. */
  void told(BudgetNode node, Charge charge, long intervalNanos) {
    roll(node, intervalNanos);
    look(node);
    for (int p = 0; p < PARTS; p++) {
      charge.matched[p] = Math.min(part(charge, p), ahead(p, 1));
    }
    reduce(charge);
    noteTold(charge);
  }

  /** A charge as the journal has it, without what was matched then. */
  void replay(BudgetNode node, Charge charge, boolean told, long intervalNanos) {
    roll(node, intervalNanos);
    look(node);
    if (told) {
      noteTold(charge);
    } else {
      noteMetered(charge);
    }
  }

  private void noteTold(Charge charge) {
    toldMilli =
        Amount.plus(toldMilli, Amount.plus(charge.milli, charge.isMatched ? charge.matched[0] : 0));
    for (int p = 0; p < PARTS; p++) {
      if (charge.isMatched) {
        take(p, 1, charge.matched[p]);
      }
      long left = part(charge, p);
      newer[p] = add(newer[p], -left);
      toldCharged[p] = Amount.plus(toldCharged[p], left);
    }
    noteWhoIsAhead();
  }

  /** The proxy metered a prepared charge: takes out of it what the agent told already. */
  void metered(BudgetNode node, Charge charge, long intervalNanos) {
    roll(node, intervalNanos);
    look(node);
    for (int p = 0; p < PARTS; p++) {
      charge.matched[p] = Math.min(part(charge, p), ahead(p, -1));
    }
    reduce(charge);
    noteMetered(charge);
  }

  private void noteMetered(Charge charge) {
    if (charge.isMatched) {
      matchedMilli = Amount.plus(matchedMilli, charge.matched[MILLI]);
      for (int p = 0; p < PARTS; p++) {
        take(p, -1, charge.matched[p]);
      }
      noteWhoIsAhead();
    }
  }

  /** A sum of any signs that stops at the largest numbers. */
  private static long add(long a, long b) {
    long sum = a + b;
    boolean over = ((a ^ sum) & (b ^ sum)) < 0;
    return over ? (a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE) : Math.max(-Long.MAX_VALUE, sum);
  }

  private long ahead(int part, int sign) {
    return Amount.plus(Math.max(0, sign * older[part]), Math.max(0, sign * newer[part]));
  }

  private void take(int part, int sign, long amount) {
    long fromOlder = Math.min(amount, Math.max(0, sign * older[part]));
    older[part] -= sign * fromOlder;
    newer[part] -= sign * Math.min(amount - fromOlder, Math.max(0, sign * newer[part]));
  }

  private void noteWhoIsAhead() {
    toldAhead = false;
    for (int p = 0; p < PARTS; p++) {
      toldAhead |= older[p] < 0 || newer[p] < 0;
    }
  }

  static long part(Charge charge, int part) {
    return switch (part) {
      case MILLI -> charge.milli;
      case 1 -> charge.nano;
      case 2 -> charge.requests;
      case 3 -> charge.usage.input();
      case 4 -> charge.usage.cachedInput();
      case 5 -> charge.usage.cacheWrite();
      case 6 -> charge.usage.output();
      default -> charge.usage.reasoning();
    };
  }

  private static void reduce(Charge charge) {
    long[] m = charge.matched;
    for (long matched : m) {
      charge.isMatched |= matched > 0;
    }
    if (charge.isMatched) {
      charge.milli -= m[0];
      charge.nano -= m[1];
      charge.requests -= m[2];
      TokenUsage u = charge.usage;
      charge.usage =
          new TokenUsage(
              u.input() - m[3],
              u.cachedInput() - m[4],
              u.cacheWrite() - m[5],
              u.output() - m[6],
              u.reasoning() - m[7]);
    }
  }

  /** Thousandths of weighted tokens that the agent told since the ledger began. */
  long toldMilli() {
    return toldMilli;
  }

  /** Thousandths of weighted tokens that the proxy metered since the ledger began. */
  long meteredMilli(BudgetNode node) {
    return Amount.plus(node.spentMilli - toldCharged[MILLI], matchedMilli);
  }

  /** Everything, for {@link #restore}. */
  long[] save(BudgetNode node) {
    look(node);
    long[] saved = new long[HEADER + 4 * PARTS];
    saved[0] = period;
    saved[1] = toldMilli;
    saved[2] = matchedMilli;
    System.arraycopy(older, 0, saved, HEADER, PARTS);
    System.arraycopy(newer, 0, saved, HEADER + PARTS, PARTS);
    System.arraycopy(toldCharged, 0, saved, HEADER + 2 * PARTS, PARTS);
    System.arraycopy(meteredSeen, 0, saved, HEADER + 3 * PARTS, PARTS);
    return saved;
  }

  /**
   * Goes on with what {@link #save} answered; nothing was compared before if it is of another
   * length.
   */
  void restore(long[] saved, BudgetNode node, long intervalNanos) {
    if (saved.length != HEADER + 4 * PARTS) {
      begin(node, intervalNanos);
      return;
    }
    period = saved[0];
    toldMilli = saved[1];
    matchedMilli = saved[2];
    System.arraycopy(saved, HEADER, older, 0, PARTS);
    System.arraycopy(saved, HEADER + PARTS, newer, 0, PARTS);
    System.arraycopy(saved, HEADER + 2 * PARTS, toldCharged, 0, PARTS);
    System.arraycopy(saved, HEADER + 3 * PARTS, meteredSeen, 0, PARTS);
    noteWhoIsAhead();
  }
}
