package io.openwlm.simulator.baseline;

import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.function.ToIntFunction;

/** CPU weights that somebody sets once; each within the range that its class allows. */
public final class StaticWeights {
  /** What Linux gives a new control group. */
  private static final int LINUX_DEFAULT = 100;

  private StaticWeights() {}

  /** The same weight for all classes: what a machine has on which nobody set anything. */
  public static int[] equal(ServiceDefinition definition) {
    return weights(definition.serviceClasses(), _ -> LINUX_DEFAULT);
  }

  /**
   * What a careful administrator would set who knows how important the work is, and nothing else:
   * four times as much for each level of importance. Importance 1 gets 10000, 2 to 5 get 2500, 625,
   * 156 and 39, discretionary work 10.
   */
  public static int[] byImportance(ServiceDefinition definition) {
    return weights(
        definition.serviceClasses(),
        c -> (int) Math.round(10_000 / Math.pow(4, c.importance().level() - 1)));
  }

  private static int[] weights(List<ServiceClass> classes, ToIntFunction<ServiceClass> weight) {
    return classes.stream().mapToInt(c -> c.weights().clamp(weight.applyAsInt(c))).toArray();
  }
}
