package io.openwlm.core.adaptive;

import io.openwlm.model.definition.Goal;
import io.openwlm.model.measurement.ClassPerformance;

/** Projected performance indexes of all classes under other weights. */
sealed interface Projections permits Projector, GroupProjector {

  /** Fills {@link #projected} for these weights. */
  void project(double[] weights);

  /** Performance index after {@link #project}; not a number where there is none. */
  double projected(int i);

  /** True if weight taken from one class can help the other. */
  boolean compete(int i, int other);

  /** CPUs for which a class competes. */
  double capacity(int i);

  /** How often it was projected; bounds the search. */
  int evaluations();

  /** An index within what there is: execution velocity ends at 100. */
  static double bounded(Picture picture, int i, double index) {
    double best = picture.goal(i) instanceof Goal.VelocityGoal g ? g.velocity() / 100.0 : 0;
    return ClassPerformance.bounded(Math.max(index, Math.min(picture.index[i], best)));
  }
}
