package io.openwlm.core.adaptive;

import io.openwlm.model.decision.ReasonCode;
import io.openwlm.model.decision.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who is to be helped, most urgent first, and why the others are not. */
final class Receivers {
  /** Important work this close to its goal is moved away from it, if that harms nobody. */
  static final double CLOSE_INDEX = 0.92;

  /** Only work this important is helped before it misses its goal, or at once on a flood. */
  static final int URGENT_IMPORTANCE = 2;

  private final Picture picture;
  private final List<ClassMemory> memory;
  private final List<Prediction> open;
  private final long nowNanos;

  Receivers(Picture picture, List<ClassMemory> memory, List<Prediction> open, long nowNanos) {
    this.picture = picture;
    this.memory = memory;
    this.open = open;
    this.nowNanos = nowNanos;
  }

  /**
   * Missing their goals: in a group below its minimum, largest lack first, then by importance,
   * worst first. Then discretionary work in a group below its minimum; then the important ones
   * close to their goals.
   */
  List<Integer> inOrder(List<Integer> usable, List<Refusal> skips) {
    List<Integer> order = new ArrayList<>();
    for (int i : usable) {
      ReasonCode skip = skip(i);
      if (skip == null) {
        order.add(i);
      } else {
        skips.add(new Refusal(picture.name(i), skip, detail(i, skip)));
      }
    }
    order.sort(
        Comparator.<Integer>comparingInt(this::rank)
            .thenComparingDouble(i -> picture.isBelowMinimum(i) ? -picture.groups.shortfall(i) : 0)
            .thenComparingInt(picture::importance)
            .thenComparingDouble(i -> -picture.index[i])
            .thenComparingInt(i -> i));
    return order;
  }

  /** As z/OS: a group below its minimum first, discretionary work in one after all who miss. */
  private int rank(int i) {
    if (picture.misses(i)) {
      return picture.isBelowMinimum(i) ? 0 : 1;
    }
    return picture.isDiscretionary(i) ? 2 : 3;
  }

  private @Nullable ReasonCode skip(int i) {
    if (picture.isDiscretionary(i)) {
      return skipDiscretionary(i);
    }
    if (Double.isNaN(picture.index[i])) {
      return ReasonCode.TOO_FEW_SAMPLES;
    }
    boolean urgent = picture.importance(i) <= URGENT_IMPORTANCE;
    boolean close = urgent && picture.index[i] > CLOSE_INDEX;
    if (!picture.misses(i) && !close) {
      return ReasonCode.GOALS_MET;
    }
    if (picture.situation.early() && !urgent) {
      return ReasonCode.WAITS_FOR_INTERVAL;
    }
    Prediction settling = settling(i);
    if (settling != null && !(urgent && picture.index[i] > 1.1 * settling.before())) {
      return ReasonCode.SETTLING;
    }
    if (memory.get(i).skipUntilNanos() > nowNanos) {
      return memory.get(i).reachable() > 0
          ? ReasonCode.GOAL_UNREACHABLE
          : ReasonCode.NOTHING_HELPED;
    }
    return null;
  }

  /** Discretionary work is helped only as far as the minimum of its group goes. */
  private @Nullable ReasonCode skipDiscretionary(int i) {
    if (!picture.isBelowMinimum(i)) {
      return ReasonCode.NO_GOAL;
    }
    if (picture.situation.early()) {
      return ReasonCode.WAITS_FOR_INTERVAL;
    }
    return memory.get(i).skipUntilNanos() > nowNanos ? ReasonCode.NOTHING_HELPED : null;
  }

  private @Nullable Prediction settling(int i) {
    for (Prediction p : open) {
      if (p.receiver() == i) {
        return p;
      }
    }
    return null;
  }

  private String detail(int i, ReasonCode skip) {
    return skip == ReasonCode.GOAL_UNREACHABLE
        ? Reachable.text(picture.goal(i), memory.get(i).reachable())
        : skip == ReasonCode.SETTLING
            ? String.format(Locale.ROOT, "PI %.2f", picture.index[i])
            : picture.situation.performance(i).detail();
  }
}
