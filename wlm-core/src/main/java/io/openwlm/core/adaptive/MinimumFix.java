package io.openwlm.core.adaptive;

import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks for the CPU weight with which a resource group comes to its minimum, as z/OS does: work
 * that misses its goal outranks all others until then, discretionary work takes only what makes
 * nobody miss a goal. What is found is tentative, in {@link Moves}.
 */
final class MinimumFix {
  private static final int BISECTIONS = 8;

  /** Less is not worth a change. */
  private static final double WORTH_CPUS = 0.02;

  private static final double WORTH_PART = 0.1;

  private final Picture picture;
  private final Projector projector;
  private final Moves moves;
  private final List<Integer> usable;
  private final List<Refusal> refusals = new ArrayList<>();
  private double[] tentative;
  private int receiver;

  /**
   * @param usable classes on which the kernel lets us act
   */
  MinimumFix(Picture picture, Projector projector, Moves moves, List<Integer> usable) {
    this.picture = picture;
    this.projector = projector;
    this.moves = moves;
    this.usable = usable;
    tentative = moves.weights;
  }

  /** Searches for a class of a group below its minimum; keeps what it finds. */
  CpuFix.Result search(int forReceiver) {
    receiver = forReceiver;
    tentative = moves.weights.clone();
    refusals.clear();
    double minimum = picture.groups.minimum(receiver);
    double before = share();
    for (int donor : donors()) {
      take(donor, minimum);
      if (share() >= minimum) {
        break;
      }
    }
    double after = share();
    boolean worth = after - before >= Math.max(WORTH_CPUS, WORTH_PART * (minimum - before));
    List<CpuFix.Step> steps = worth ? steps() : List.of();
    if (worth) {
      moves.keep(tentative);
    }
    return new CpuFix.Result(
        steps, List.copyOf(refusals), refusals.size(), projector.projected(receiver));
  }

  private double share() {
    projector.project(tentative);
    return projector.groupShare(receiver);
  }

  private void take(int donor, double minimum) {
    int most = transferable(donor);
    if (most < 1) {
      refuse(donor, ReasonCode.DONOR_AT_FLOOR);
      return;
    }
    int amount = isHarmless(donor, most) ? most : bisect(donor, most, false, minimum);
    if (amount < 1) {
      refuse(donor, ReasonCode.DONOR_WOULD_MISS);
      return;
    }
    shift(donor, amount);
    boolean reached = share() >= minimum;
    shift(donor, -amount);
    shift(donor, reached ? bisect(donor, amount, true, minimum) : amount);
  }

  /** The least amount that reaches the minimum, or the largest that is harmless. */
  private int bisect(int donor, int most, boolean least, double minimum) {
    int low = 0;
    int high = most;
    for (int k = 0; k < BISECTIONS && high - low > 1; k++) {
      int mid = (low + high) >>> 1;
      boolean up;
      if (least) {
        shift(donor, mid);
        up = share() < minimum;
        shift(donor, -mid);
      } else {
        up = isHarmless(donor, mid);
      }
      if (up) {
        low = mid;
      } else {
        high = mid;
      }
    }
    return least ? high : low;
  }

  private boolean isHarmless(int donor, int amount) {
    if (picture.misses(receiver)) {
      return true;
    }
    shift(donor, amount);
    projector.project(tentative);
    shift(donor, -amount);
    for (int i = 0; i < picture.size; i++) {
      double now = picture.index[i];
      double then = projector.projected(i);
      if (!picture.isDiscretionary(i) && then > NetValue.SAFE_INDEX && then > now * 1.001) {
        return false;
      }
    }
    return true;
  }

  private void shift(int donor, int amount) {
    tentative[donor] -= amount;
    tentative[receiver] += amount;
  }

  private int transferable(int donor) {
    double floor =
        Math.max(
            picture.situation.serviceClass(donor).weights().min(),
            picture.weight[donor] / CpuFix.MAX_CUT);
    double room = picture.situation.serviceClass(receiver).weights().max() - tentative[receiver];
    return (int) Math.max(0, Math.min(tentative[donor] - floor, room));
  }

  /** Discretionary work first, then who does best against its goal, then the least important. */
  private List<Integer> donors() {
    List<Integer> donors = new ArrayList<>();
    for (int i : usable) {
      boolean uses = picture.used[i] >= Picture.NO_USE_CPUS && !Double.isNaN(picture.index[i]);
      if (i == receiver || !uses || moves.received[i] || picture.groups.isSameGroup(receiver, i)) {
        continue;
      }
      if (!picture.areSiblings(receiver, i)) {
        refuse(i, ReasonCode.DONOR_ELSEWHERE);
      } else if (picture.isBelowMinimum(i)) {
        refuse(i, ReasonCode.DONOR_AT_GROUP_MINIMUM);
      } else {
        donors.add(i);
      }
    }
    donors.sort(
        Comparator.<Integer>comparingInt(
                i -> picture.isDiscretionary(i) ? 0 : picture.misses(i) ? 2 : 1)
            .thenComparingInt(i -> picture.misses(i) ? -picture.importance(i) : 0)
            .thenComparingDouble(i -> picture.index[i])
            .thenComparingInt(i -> i));
    return donors;
  }

  private void refuse(int donor, ReasonCode reason) {
    refusals.add(new Refusal(picture.name(donor), reason, ""));
  }

  private List<CpuFix.Step> steps() {
    List<CpuFix.Step> steps = new ArrayList<>();
    steps.add(step(receiver));
    for (int i = 0; i < picture.size; i++) {
      if (i != receiver && tentative[i] != moves.weights[i]) {
        steps.add(step(i));
      }
    }
    return steps;
  }

  private CpuFix.Step step(int i) {
    return CpuFix.Step.of(i, moves.weights[i], tentative[i], projector.projected(i));
  }
}
