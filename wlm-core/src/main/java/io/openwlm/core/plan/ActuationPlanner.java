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

/**
 * Turns wanted settings into the differences to write, raises before cuts; CPU limits the other way
 * round, so that those of a group are never above its maximum together.
 */
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
        Comparator.comparing((Write w) -> isSecond(w, kernel.get(w.classIndex())))
            .thenComparingInt(Write::classIndex)
            .thenComparing(Write::setting));
    return new ActuationPlan(writes);
  }

  private static boolean isSecond(Write write, ClassSettings kernel) {
    boolean cut = write.value() < kernel.value(write.setting());
    return cut != (write.setting() == Setting.CPU_LIMIT);
  }
}
