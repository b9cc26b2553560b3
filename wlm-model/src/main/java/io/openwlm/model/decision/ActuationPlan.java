package io.openwlm.model.decision;

import java.util.List;

/**
 * What to write: differences only, raises before cuts.
 *
 * @param weights at most one entry per service class
 */
public record ActuationPlan(List<WeightWrite> weights) {
  public static final ActuationPlan NOTHING = new ActuationPlan(List.of());

  public ActuationPlan {
    weights = List.copyOf(weights);
  }

  /**
   * @param classIndex position of the class in the definition
   * @param weight the class's new share weight, 1 to 10000
   */
  public record WeightWrite(int classIndex, String serviceClass, int weight) {}
}
