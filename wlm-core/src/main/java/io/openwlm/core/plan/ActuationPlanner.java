package io.openwlm.core.plan;

import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.WeightWrite;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns wanted weights into the differences to write, raises before cuts. */
public final class ActuationPlanner {
  private ActuationPlanner() {}

  /**
   * @param wanted one weight per class, 0 = leave alone
   * @param kernel what the kernel has, 0 = no control group
   */
  public static ActuationPlan plan(
      ServiceDefinition definition, List<Integer> wanted, List<Integer> kernel) {
    List<WeightWrite> writes = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      ServiceClass serviceClass = definition.serviceClasses().get(i);
      if (wanted.get(i) > 0 && kernel.get(i) > 0 && !wanted.get(i).equals(kernel.get(i))) {
        int weight = serviceClass.weights().clamp(wanted.get(i));
        writes.add(new WeightWrite(i, serviceClass.name(), weight));
      }
    }
    writes.sort(
        Comparator.comparing((WeightWrite w) -> w.weight() < kernel.get(w.classIndex()))
            .thenComparingInt(WeightWrite::classIndex));
    return new ActuationPlan(writes);
  }
}
