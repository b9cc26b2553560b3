package io.openwlm.model.decision;

import java.util.List;

/**
 * What to write: differences only, raises before cuts.
 *
 * @param writes at most one entry per service class and setting
 */
public record ActuationPlan(List<Write> writes) {
  public static final ActuationPlan NOTHING = new ActuationPlan(List.of());

  public ActuationPlan {
    writes = List.copyOf(writes);
  }

  /**
   * @param classIndex position of the class in the definition
   * @param value the class's new value, in the unit of the setting
   */
  public record Write(int classIndex, String serviceClass, Setting setting, long value) {
    /** A CPU share weight, 1 to 10000. */
    public static Write weight(int classIndex, String serviceClass, int weight) {
      return new Write(classIndex, serviceClass, Setting.CPU_WEIGHT, weight);
    }
  }
}
