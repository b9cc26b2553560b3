package io.openwlm.core.adjust;

import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.definition.WeightRange;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights and loans while one decision is being made. Every transfer takes from one class what
 * it gives to another, so the sum of the weights never changes, and none leaves its class's range.
 */
final class Ledger {
  final Situation situation;
  final List<Adjustment> adjustments = new ArrayList<>();
  final List<Refusal> skips = new ArrayList<>();
  private final int[] weights;
  private final List<Loan> loans;

  Ledger(Situation situation, List<Loan> loans) {
    this.situation = situation;
    this.loans = new ArrayList<>(loans);
    weights = situation.kernel().stream().mapToInt(ClassSettings::cpuWeight).toArray();
  }

  int weight(int i) {
    return weights[i];
  }

  int[] weights() {
    return weights.clone();
  }

  void setWeight(int i, int weight) {
    weights[i] = weight;
  }

  WeightRange range(int i) {
    return situation.serviceClass(i).weights();
  }

  /** What a class can give: its weight above its minimum. */
  int surplus(int i) {
    return weights[i] == 0 ? 0 : Math.max(0, weights[i] - range(i).min());
  }

  /** What a class can take: its weight below its maximum. */
  int headroom(int i) {
    return weights[i] == 0 ? 0 : Math.max(0, range(i).max() - weights[i]);
  }

  void move(int from, int to, int amount) {
    if (amount < 0 || amount > surplus(from) || amount > headroom(to)) {
      throw new IllegalArgumentException("transfer out of range: " + amount);
    }
    weights[from] -= amount;
    weights[to] += amount;
  }

  List<Loan> loans() {
    return List.copyOf(loans);
  }

  List<Loan> loansTo(int receiver) {
    return loans.stream().filter(loan -> loan.receiver() == receiver).toList();
  }

  /** Notes that {@code receiver} took weight: first it takes back what the donor owes it. */
  void lend(int receiver, int donor, int amount) {
    int owed = repay(/* receiver= */ donor, /* donor= */ receiver, amount);
    int lent = amount - owed;
    if (lent > 0) {
      double waiting = situation.waiting(donor);
      Loan loan = new Loan(receiver, donor, 0, waiting, waiting);
      for (Loan open : loansTo(receiver)) {
        if (open.donor() == donor) {
          loan = open;
          loans.remove(open);
        }
      }
      loans.add(loan.withAmount(loan.amount() + lent));
    }
  }

  /**
   * Lowers what one class owes another.
   *
   * @return how much of {@code amount} was owed
   */
  int repay(int receiver, int donor, int amount) {
    for (Loan loan : loansTo(receiver)) {
      if (loan.donor() == donor) {
        int paid = Math.min(amount, loan.amount());
        loans.remove(loan);
        if (loan.amount() > paid) {
          loans.add(loan.withAmount(loan.amount() - paid));
        }
        return paid;
      }
    }
    return 0;
  }

  /** Follows how hard each lender presses, so that its end can be seen. */
  void notePressure() {
    loans.replaceAll(loan -> loan.seen(situation.waiting(loan.donor())));
  }
}
