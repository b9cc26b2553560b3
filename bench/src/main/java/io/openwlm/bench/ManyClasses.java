package io.openwlm.bench;

import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.definition.WeightRange;
import java.util.ArrayList;
import java.util.List;

/** Definitions with any number of classes. */
final class ManyClasses {
  private static final String ROOT = "/openwlm-bench";

  private ManyClasses() {}

  /** Classes with velocity goals, without rules. */
  static ServiceDefinition plain(int classes) {
    List<ServiceClass> list = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      list.add(
          ServiceClass.of(
              "C" + i,
              "",
              new Goal.VelocityGoal(50),
              new Importance(1 + i % 5),
              new HostBinding(
                  WeightRange.DEFAULT,
                  new CgroupPath(ROOT + "/c" + i),
                  Placement.IN_PLACE,
                  List.of())));
    }
    return ServiceDefinition.ofHost(
        DefinitionHeader.of("BENCH", ""),
        new HostSettings(ControlSettings.DEFAULT, new CgroupPath(ROOT)),
        list,
        List.of(),
        SystemClass.UNMANAGED);
  }

  /** One empty intake per class. */
  static List<TransactionIntake> intakes(ServiceDefinition definition) {
    return definition.serviceClasses().stream().map(c -> new TransactionIntake(c.goal())).toList();
  }
}
