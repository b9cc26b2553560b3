package io.openwlm.core.adaptive;

/** Projected performance indexes of all classes under other weights. */
sealed interface Projections permits Projector, GroupProjector {

  /** Fills {@link #projected} for these weights. */
  void project(double[] weights);

  /** Performance index after {@link #project}; not a number where there is none. */
  double projected(int i);

  /** How often it was projected; bounds the search. */
  int evaluations();
}
