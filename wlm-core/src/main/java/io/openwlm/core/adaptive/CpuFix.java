package io.openwlm.core.adaptive;

import io.openwlm.core.adaptive.NetValue.Verdict;
import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Looks for the CPU weight that a receiver needs and the donors that can give it, on projected
 * performance indexes only. What is found is tentative: {@link Moves} holds it, nothing else is
 * changed. The sum of the weights never changes.
 */
final class CpuFix {
  /** Where a receiver should come to: below its goal with some distance. */
  static final double TARGET_INDEX = 0.8;

  /** A weight rises at most by this factor in one move, unless work is past the cliff. */
  static final double MAX_RAISE = 4;

  /** A weight falls at most by this factor in one interval. */
  static final double MAX_CUT = 4;

  /** The same on an estimate, for work of importance 1 to 3. */
  static final double MAX_EARLY_CUT = 2;

  private static final int SPARED = 3;

  /** The same for receivers past the cliff. */
  static final double MAX_CUT_AT_CLIFF = 16;

  /** More weight than this many times what its load needs does not help work that arrives. */
  static final double AMPLE = 12;

  /** Bounds the time of one interval: classes looked at in all projections together. */
  static final long MAX_WORK = 4_000_000;

  /** A change of an index that is worth telling, as a logarithm. */
  private static final double FELT = 0.02;

  private static final int MAX_FELT = 8;

  private static final int BISECTIONS = 6;

  /** So many of those who do not give are told by name. */
  private static final int MAX_TOLD = 50;

  private final Picture picture;
  private final Projections projector;
  private final List<Integer> usable;
  private final Moves moves;
  private double[] tentative;
  private double[] before;
  private final List<Refusal> refusals = new ArrayList<>();
  private int refused;
  private int receiver;

  /**
   * @param moves of this interval; what is found is added
   * @param usable classes on which the kernel lets us act, and that may give
   */
  CpuFix(Picture picture, Projections projector, Moves moves, List<Integer> usable) {
    this.picture = picture;
    this.projector = projector;
    this.moves = moves;
    this.usable = List.copyOf(usable);
    tentative = moves.weights;
    before = moves.weights;
  }

  /**
   * One class in a move.
   *
   * @param from weight before
   * @param to weight after; the same for a class that only feels the move
   * @param projected performance index after it
   */
  record Step(int index, int from, int to, double projected) {
    static Step of(int index, double from, double to, double projected) {
      return new Step(index, (int) Math.round(from), (int) Math.round(to), projected);
    }
  }

  /**
   * What the search came to.
   *
   * @param steps the receiver first, then everybody who gives or feels it; empty if nothing holds
   * @param refusals the first of those who do not give
   * @param refused how many do not give
   * @param best performance index that the receiver could come to
   */
  record Result(List<Step> steps, List<Refusal> refusals, int refused, double best) {
    boolean found() {
      return !steps.isEmpty();
    }
  }

  /**
   * Searches a move for one receiver; keeps it if it holds.
   *
   * @param cure true: the goal is missed and others may be made to miss theirs for it; false: only
   *     what harms nobody
   */
  Result search(int forReceiver, boolean cure) {
    receiver = forReceiver;
    before = moves.weights;
    tentative = before.clone();
    refusals.clear();
    refused = 0;
    double now = picture.index[receiver];
    double target = Math.min(TARGET_INDEX, 0.9 * now);
    for (int donor : donors(cure)) {
      if ((long) projector.evaluations() * picture.size > MAX_WORK) {
        break;
      }
      take(donor, target, cure);
      if (receiverIndex() <= target) {
        break;
      }
    }
    double best = receiverIndex();
    boolean found =
        best < now && NetValue.isWorthIt(now, best) && tentative[receiver] > before[receiver];
    List<Step> steps = found ? steps() : List.of();
    if (found) {
      moves.keep(tentative);
    }
    return new Result(steps, List.copyOf(refusals), refused, best);
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    steps.add(step(receiver));
    for (int i = 0; i < picture.size; i++) {
      boolean moved = tentative[i] != before[i];
      boolean crosses = picture.index[i] > 1 != projector.projected(i) > 1;
      boolean felt = Math.abs(Math.log(projector.projected(i) / picture.index[i])) > FELT;
      if (i != receiver && (moved || crosses || (felt && steps.size() < MAX_FELT))) {
        steps.add(step(i));
      }
    }
    return steps;
  }

  private Step step(int i) {
    return Step.of(i, before[i], tentative[i], projector.projected(i));
  }

  private double receiverIndex() {
    projector.project(tentative);
    return projector.projected(receiver);
  }

  /** Takes from one donor what helps and does no undue harm; the least that suffices. */
  private void take(int donor, double target, boolean cure) {
    int most = transferable(donor);
    if (most < 1) {
      refuse(donor, whyNothing(donor), "weight " + Math.round(tentative[donor]));
      return;
    }
    Verdict verdict = verdict(donor, most, cure);
    int amount = most;
    if (verdict != Verdict.OK) {
      amount = largestHarmless(donor, most, cure);
    }
    if (amount < 1) {
      refuse(
          donor,
          verdict == Verdict.MORE_IMPORTANT
              ? ReasonCode.DONOR_MORE_IMPORTANT
              : ReasonCode.DONOR_WOULD_MISS,
          refused < MAX_TOLD
              ? String.format(
                  Locale.ROOT, "PI %.2f, would be %.2f", picture.index[donor], harmed(donor, most))
              : "");
      return;
    }
    double start = receiverIndex();
    shift(donor, amount);
    double all = receiverIndex();
    if (!(all < start)) {
      shift(donor, -amount);
      refuse(donor, ReasonCode.DONOR_NO_HELP, "");
      return;
    }
    if (all > 1 && !outranked(donor)) {
      shift(donor, -amount);
      refuse(donor, ReasonCode.NO_RECEIVER_VALUE, "the goal would still be missed");
      return;
    }
    if (all <= target) {
      shift(donor, -amount);
      shift(donor, leastSufficient(donor, amount, target));
    }
  }

  private int largestHarmless(int donor, int most, boolean cure) {
    int low = 0;
    int high = most;
    for (int k = 0; k < BISECTIONS && high - low > 1; k++) {
      int mid = (low + high) >>> 1;
      if (verdict(donor, mid, cure) == Verdict.OK) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return low;
  }

  private int leastSufficient(int donor, int most, double target) {
    int low = 0;
    int high = most;
    for (int k = 0; k < BISECTIONS && high - low > 1; k++) {
      int mid = (low + high) >>> 1;
      shift(donor, mid);
      if (receiverIndex() <= target) {
        high = mid;
      } else {
        low = mid;
      }
      shift(donor, -mid);
    }
    return high;
  }

  private double harmed(int donor, int amount) {
    shift(donor, amount);
    projector.project(tentative);
    shift(donor, -amount);
    return projector.projected(donor);
  }

  /** The worst that a transfer does to its donor, or to any third class. */
  private Verdict verdict(int donor, int amount, boolean cure) {
    shift(donor, amount);
    projector.project(tentative);
    shift(donor, -amount);
    boolean misses = cure && picture.misses(receiver);
    for (int i = 0; i < picture.size; i++) {
      if (i != receiver) {
        Verdict verdict =
            NetValue.of(
                misses,
                picture.importance(receiver),
                picture.importance(i),
                picture.index[i],
                projector.projected(i));
        if (verdict != Verdict.OK) {
          return verdict;
        }
      }
    }
    return Verdict.OK;
  }

  private void shift(int donor, int amount) {
    tentative[donor] -= amount;
    tentative[receiver] += amount;
  }

  private int transferable(int donor) {
    return (int)
        Math.max(0, Math.min(tentative[donor] - floor(donor), ceiling() - tentative[receiver]));
  }

  private ReasonCode whyNothing(int donor) {
    if (tentative[donor] - picture.situation.serviceClass(donor).weights().min() < 1) {
      return ReasonCode.DONOR_AT_FLOOR;
    }
    return tentative[donor] - floor(donor) < 1
        ? ReasonCode.DONOR_GAVE
        : ReasonCode.RECEIVER_AT_CEILING;
  }

  private boolean isCliff() {
    return picture.misses(receiver)
        && picture.importance(receiver) <= 2
        && !picture.situation.early();
  }

  /** What a donor keeps in this interval. */
  private double floor(int donor) {
    boolean spared = picture.importance(donor) <= SPARED;
    double cut = isCliff() && !spared ? MAX_CUT_AT_CLIFF : MAX_CUT;
    if (picture.situation.early() && spared) {
      cut = MAX_EARLY_CUT;
    }
    return Math.max(
        picture.situation.serviceClass(donor).weights().min(), picture.weight[donor] / cut);
  }

  /** What the receiver comes to at most in this interval. */
  private double ceiling() {
    double most = Math.min(picture.situation.serviceClass(receiver).weights().max(), ample());
    return isCliff() ? most : Math.min(most, picture.weight[receiver] * MAX_RAISE);
  }

  /** A weight with which waiting for a CPU is no more the receiver's trouble. */
  private double ample() {
    double total = 0;
    for (int i : usable) {
      boolean counts = picture.runnable[i] > 0 && projector.compete(receiver, i);
      total += counts ? picture.weight[i] : 0;
    }
    return picture.endless[receiver]
        ? Double.MAX_VALUE
        : total * AMPLE * picture.load[receiver] / projector.capacity(receiver);
  }

  private void refuse(int donor, ReasonCode reason, String detail) {
    refused++;
    if (refused <= MAX_TOLD) {
      refusals.add(new Refusal(picture.name(donor), reason, detail));
    }
  }

  /**
   * Who is asked, in this order: discretionary work, work that meets its goal with the most to
   * spare, then work that misses its goal, least important first.
   */
  private List<Integer> donors(boolean cure) {
    List<Integer> donors = new ArrayList<>();
    for (int i : usable) {
      if (i == receiver || moves.received[i]) {
        continue;
      }
      if (!projector.compete(receiver, i)) {
        refuse(i, ReasonCode.DONOR_ELSEWHERE, "");
      } else if (Double.isNaN(picture.index[i])) {
        refuse(i, ReasonCode.TOO_FEW_SAMPLES, "");
      } else if (picture.used[i] < Picture.NO_USE_CPUS) {
        refuse(i, ReasonCode.DONOR_NO_USE, "");
      } else if (picture.misses(i) && picture.isBelowMinimum(i)) {
        refuse(
            i,
            ReasonCode.DONOR_AT_GROUP_MINIMUM,
            refused < MAX_TOLD ? picture.groups.minimumText(i) : "");
      } else if (picture.misses(i) && !(cure && outranked(i))) {
        refuse(i, ReasonCode.DONOR_MORE_IMPORTANT, "importance " + picture.importance(i));
      } else {
        donors.add(i);
      }
    }
    donors.sort(
        Comparator.<Integer>comparingInt(this::rank)
            .thenComparingInt(i -> -picture.importance(i))
            .thenComparingDouble(i -> picture.index[i])
            .thenComparingInt(i -> i));
    return donors;
  }

  private boolean outranked(int donor) {
    return picture.importance(receiver) < picture.importance(donor);
  }

  private int rank(int i) {
    if (picture.isDiscretionary(i)) {
      return picture.isBelowMinimum(i) ? 2 : 0;
    }
    if (picture.misses(i)) {
      return 3;
    }
    return 1;
  }
}
