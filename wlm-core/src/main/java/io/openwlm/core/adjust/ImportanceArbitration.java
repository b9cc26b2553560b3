package io.openwlm.core.adjust;

import io.openwlm.model.decision.Adjustment;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import io.openwlm.model.decision.WeightChange;
import io.openwlm.model.definition.Importance;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a class that misses its goal take weight from less important classes, in proportion to their
 * surplus above their minimum. The least important work that has something worth taking pays; more
 * important work is asked only if that did not suffice (see ADR 0004 for what the first seed did).
 */
final class ImportanceArbitration {
  /**
   * A donor that uses less of a CPU than this would not miss its weight, nor anybody gain by it.
   */
  static final double MIN_DONOR_CPUS = 0.02;

  /**
   * A tier that can give less than this share of the receiver's weight is not worth stopping at.
   */
  static final double MIN_GAIN = 0.1;

  private final Ledger ledger;
  private final List<Integer> usableDonors;

  /**
   * @param usableDonors classes on which the kernel lets us act
   */
  ImportanceArbitration(Ledger ledger, List<Integer> usableDonors) {
    this.ledger = ledger;
    this.usableDonors = List.copyOf(usableDonors);
  }

  /**
   * Raises {@code receiver} towards {@code wanted}; notes an adjustment, or why there is none.
   *
   * @param part share of what donors can give that is the receiver's, above 0 to 1: below 1 if
   *     classes of the same importance miss their goals, too
   */
  void help(int receiver, int wanted, double part, ReasonCode reason) {
    int need = Math.min(wanted - ledger.weight(receiver), ledger.headroom(receiver));
    int before = ledger.weight(receiver);
    List<Refusal> notChosen = new ArrayList<>();
    List<WeightChange> paid = new ArrayList<>();
    Importance own = importance(receiver);
    int got = 0;
    for (int tier = 6; tier >= 1; tier--) {
      boolean enough = got > 0 && (got >= need || got >= MIN_GAIN * before);
      int[] donors = donorsOf(tier, receiver, own, notChosen, enough);
      if (donors.length > 0) {
        got += take(receiver, donors, need - got, part, paid);
      }
    }
    Situation s = ledger.situation;
    String name = s.serviceClass(receiver).name();
    if (got == 0) {
      ledger.skips.add(new Refusal(name, ReasonCode.NO_DONOR, "", notChosen));
      return;
    }
    List<WeightChange> changes = new ArrayList<>();
    changes.add(new WeightChange(name, before, ledger.weight(receiver), reason));
    changes.addAll(paid);
    ledger.adjustments.add(
        new Adjustment(
            reason,
            name,
            s.performance(receiver).performanceIndex(),
            Bottlenecks.of(s, receiver),
            changes,
            notChosen));
  }

  private Importance importance(int i) {
    return ledger.situation.serviceClass(i).importance();
  }

  private int[] donorsOf(
      int tier, int receiver, Importance own, List<Refusal> notChosen, boolean enough) {
    List<Integer> donors = new ArrayList<>();
    for (int i : usableDonors) {
      if (i == receiver || importance(i).level() != tier) {
        continue;
      }
      String name = ledger.situation.serviceClass(i).name();
      String level = "importance " + importance(i);
      if (!own.isMoreImportantThan(importance(i))) {
        notChosen.add(new Refusal(name, ReasonCode.DONOR_MORE_IMPORTANT, level));
      } else if (ledger.surplus(i) == 0) {
        notChosen.add(new Refusal(name, ReasonCode.DONOR_AT_FLOOR, "weight " + ledger.weight(i)));
      } else if (ledger.situation.measured(i).cpusUsed() < MIN_DONOR_CPUS) {
        notChosen.add(new Refusal(name, ReasonCode.DONOR_NO_USE, level));
      } else if (enough) {
        notChosen.add(new Refusal(name, ReasonCode.DONOR_NOT_NEEDED, level));
      } else {
        donors.add(i);
      }
    }
    return donors.stream().mapToInt(Integer::intValue).toArray();
  }

  private int take(int receiver, int[] donors, int need, double part, List<WeightChange> paid) {
    int[] surplus = new int[donors.length];
    int available = 0;
    for (int k = 0; k < donors.length; k++) {
      surplus[k] = ledger.surplus(donors[k]);
      available += surplus[k];
    }
    int total = Math.min(need, (int) Math.ceil(available * part));
    int[] shares = ProportionalShares.ofParts(total, surplus);
    for (int k = 0; k < donors.length; k++) {
      if (shares[k] > 0) {
        int from = ledger.weight(donors[k]);
        ledger.move(donors[k], receiver, shares[k]);
        ledger.lend(receiver, donors[k], shares[k]);
        paid.add(
            new WeightChange(
                ledger.situation.serviceClass(donors[k]).name(),
                from,
                ledger.weight(donors[k]),
                ReasonCode.DONATED));
      }
    }
    return total;
  }
}
