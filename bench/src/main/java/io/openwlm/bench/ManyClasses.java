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
import java.util.function.IntFunction;

/** Definitions with any number of classes. */
final class ManyClasses {
  private static final String ROOT = "/openwlm-bench";

  private ManyClasses() {}

  /** Classes with velocity goals, without rules. */
  static ServiceDefinition plain(int classes) {
    return of(classes, _ -> new Goal.VelocityGoal(50));
  }

  /** Of ten classes four have a response-time goal, five a velocity goal, one is discretionary. */
  static ServiceDefinition mixed(int classes) {
    return of(
        classes,
        i ->
            switch (i % 10) {
              case 9 -> new Goal.DiscretionaryGoal();
              case 0, 3, 5, 8 -> new Goal.PercentileResponseTimeGoal(90, 100_000_000L, 50);
              default -> new Goal.VelocityGoal(50);
            });
  }

  private static ServiceDefinition of(int classes, IntFunction<Goal> goals) {
    List<ServiceClass> list = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      Goal goal = goals.apply(i);
      list.add(
          ServiceClass.of(
              "C" + i,
              "",
              goal,
              goal instanceof Goal.DiscretionaryGoal
                  ? Importance.DISCRETIONARY
                  : new Importance(1 + i % 5),
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
