package io.openwlm.core.plan;

import io.openwlm.model.decision.ActuationPlan;
import io.openwlm.model.decision.ActuationPlan.Write;
import io.openwlm.model.decision.ClassSettings;
import io.openwlm.model.decision.Setting;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns wanted settings into the differences to write, raises before cuts. */
public final class ActuationPlanner {
  private ActuationPlanner() {}

  /**
   * @param wanted one per class; a setting without control is left alone
   * @param kernel what the kernel has
   */
  public static ActuationPlan plan(
      ServiceDefinition definition, List<ClassSettings> wanted, List<ClassSettings> kernel) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      ServiceClass serviceClass = definition.serviceClasses().get(i);
      for (Setting setting : Setting.values()) {
        boolean settable = wanted.get(i).controls(setting) && kernel.get(i).controls(setting);
        long value = wanted.get(i).value(setting);
        if (settable && value != kernel.get(i).value(setting)) {
          long bounded =
              setting == Setting.CPU_WEIGHT ? serviceClass.weights().clamp(value) : value;
          writes.add(new Write(i, serviceClass.name(), setting, bounded));
        }
      }
    }
    writes.sort(
        Comparator.comparing((Write w) -> w.value() < kernel.get(w.classIndex()).value(w.setting()))
            .thenComparingInt(Write::classIndex)
            .thenComparing(Write::setting));
    return new ActuationPlan(writes);
  }
}
