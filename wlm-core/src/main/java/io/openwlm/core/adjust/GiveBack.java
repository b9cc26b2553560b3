package io.openwlm.core.adjust;

import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.WeightChange;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Gives weight back that a class took and no longer needs: half of it an interval once the lender
 * presses no more (the flood is over), an eighth while it still presses and the goal is clearly
 * over-achieved. If the latter makes the class miss, it is not tried again until the pressure ends,
 * so that a constant load comes to rest.
 */
final class GiveBack {
  /** The pressure has ended if the lender waits less than this share of the most seen. */
  static final double EASED = 0.5;

  /** Some thread of the lender waits more than this share of the time: it is not over. */
  static final double STALLED_PRESSURE = 0.9;

  /** A goal with a lower index than this is clearly over-achieved. */
  static final double COMFORTABLE_PI = 0.4;

  /** While a peer misses its goal, a goal with a lower index than this has something to spare. */
  static final double SPARING_PI = 0.8;

  static final int COMFORTABLE_INTERVALS = 3;

  private final Ledger ledger;

  GiveBack(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Gives back what {@code receiver} no longer needs.
   *
   * @param peerMisses a class of the same importance misses its goal: give back sooner
   * @return true if weight was given back while the lender still presses
   */
  boolean run(int receiver, ClassState state, boolean peerMisses) {
    OptionalDouble pi = ledger.situation.performance(receiver).performanceIndex();
    boolean idle = pi.isEmpty() && state.idleIntervals() >= COMFORTABLE_INTERVALS;
    boolean met = pi.isPresent() && pi.getAsDouble() <= 1;
    if (!idle && !met) {
      return false;
    }
    boolean spares = peerMisses && met && pi.getAsDouble() < SPARING_PI;
    boolean comfortable =
        (spares || state.comfortableIntervals() >= COMFORTABLE_INTERVALS) && !state.keepsLoans();
    int before = ledger.weight(receiver);
    List<WeightChange> changes = new ArrayList<>();
    boolean pressed = false;
    for (Loan loan : ledger.loansTo(receiver)) {
      boolean eased = idle || hasEased(loan);
      if (eased || comfortable) {
        int amount = eased ? (loan.amount() + 1) / 2 : (loan.amount() + 7) / 8;
        pressed |= pay(loan, amount, changes) && !eased;
      }
    }
    if (!changes.isEmpty()) {
      String name = ledger.situation.serviceClass(receiver).name();
      changes.addFirst(
          new WeightChange(name, before, ledger.weight(receiver), ReasonCode.GIVE_BACK));
      ledger.adjustments.add(
          new Adjustment(
              ReasonCode.GIVE_BACK,
              name,
              pi,
              Bottlenecks.of(ledger.situation, receiver),
              changes,
              List.of()));
    }
    return pressed;
  }

  /** The lender waits much less than it did, and not nearly all the time. */
  boolean hasEased(Loan loan) {
    boolean stillStalled =
        ledger.situation.measured(loan.donor()).pressureRatio() > STALLED_PRESSURE;
    return loan.hardest() == 0 || (loan.pressing() < EASED * loan.hardest() && !stillStalled);
  }

  private boolean pay(Loan loan, int amount, List<WeightChange> changes) {
    int from = ledger.weight(loan.donor());
    int paid =
        Math.min(amount, Math.min(ledger.surplus(loan.receiver()), ledger.headroom(loan.donor())));
    if (paid == 0) {
      ledger.repay(loan.receiver(), loan.donor(), amount); // it can never be paid: forget it
      return false;
    }
    ledger.move(loan.receiver(), loan.donor(), paid);
    ledger.repay(loan.receiver(), loan.donor(), paid);
    changes.add(
        new WeightChange(
            ledger.situation.serviceClass(loan.donor()).name(),
            from,
            ledger.weight(loan.donor()),
            ReasonCode.GIVE_BACK));
    return true;
  }
}
