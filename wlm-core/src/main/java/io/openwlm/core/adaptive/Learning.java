package io.openwlm.core.adaptive;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares what moves were expected to do with what they did, once it can be seen: learns how far
 * projections can be trusted, and finds moves that hurt and did not help.
 */
final class Learning {
  /** A comparison means nothing if the load changed more than this. */
  private static final double SAME_LOAD = 0.25;

  private static final double RATE = 0.3;

  private Learning() {}

  /**
   * @param open predictions whose time has not come yet
   * @param regretted moves that hurt somebody and did not help the receiver
   */
  record Comparison(List<ClassMemory> memory, List<Prediction> open, List<Prediction> regretted) {}

  static Comparison compare(
      Picture picture, List<ClassMemory> memory, List<Prediction> predictions, long dueNanos) {
    List<ClassMemory> learned = new ArrayList<>(memory);
    List<Prediction> open = new ArrayList<>();
    List<Prediction> regretted = new ArrayList<>();
    for (Prediction p : predictions) {
      if (p.atNanos() > dueNanos) {
        open.add(p);
        continue;
      }
      int r = p.receiver();
      double actual = picture.index[r];
      double load = Math.max(picture.load[r], Picture.NO_USE_CPUS);
      boolean same = Math.abs(load - p.load()) <= SAME_LOAD * Math.max(load, p.load());
      if (Double.isNaN(actual) || !same) {
        continue;
      }
      double expected = Math.log(p.before() / p.projected());
      double came = Math.log(p.before() / actual);
      if (expected > 0.05) {
        ClassMemory m = learned.get(r);
        double observed = Math.clamp(m.trust() * came / expected, 0.2, 1.5);
        learned.set(r, m.trusting(m.trust() + RATE * (observed - m.trust())));
      }
      if (came < 0.02 && actual > 1 && hurtSomebody(picture, p)) {
        regretted.add(p);
      }
    }
    return new Comparison(learned, open, regretted);
  }

  private static boolean hurtSomebody(Picture picture, Prediction p) {
    for (Prediction.Moved moved : p.moved()) {
      int i = moved.index();
      if (i != p.receiver()
          && !picture.isDiscretionary(i)
          && picture.index[i] > 1
          && picture.index[i] > 1.05 * moved.before()) {
        return true;
      }
    }
    return false;
  }

  /** True if the weights are still as the move left them. */
  static boolean isUntouched(Picture picture, Prediction p) {
    for (Prediction.Moved moved : p.moved()) {
      if (Math.round(picture.weight[moved.index()]) != moved.to()) {
        return false;
      }
    }
    return true;
  }
}
