package io.openwlm.bench;

import io.openwlm.core.measure.TransactionIntake;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ClassificationRule;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.model.definition.WorkQualifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Definitions of any size, and work for them; the same for the same seed. */
final class ManyClasses {
  private static final int REQUESTS = 1024;

  private ManyClasses() {}

  /** Classes with velocity goals, without rules. */
  static ServiceDefinition plain(int classes) {
    return definition(classes, List.of());
  }

  /**
   * Ten classes and {@code rules} rules: half name a user exactly, the others a command or an
   * executable by its beginning or with a masked character.
   */
  static ServiceDefinition withRules(int rules) {
    List<ClassificationRule> list = new ArrayList<>();
    for (int i = 0; i < rules; i++) {
      Map<WorkQualifier, String> masks =
          switch (i % 4) {
            case 0 -> Map.of(WorkQualifier.USER, "user" + i);
            case 1 -> Map.of(WorkQualifier.COMMAND, "job" + i + "-*");
            case 2 -> Map.of(WorkQualifier.USER, "user" + i, WorkQualifier.COMMAND, "sh*");
            default -> Map.of(WorkQualifier.EXECUTABLE, "/opt/app" + i + "/bin/s%rver");
          };
      list.add(new ClassificationRule(i + 1, masks, "C" + i % 10));
    }
    return definition(10, list);
  }

  /** Work of which nine in ten pieces match some rule, all rules alike. */
  static List<WorkAttributes> work(int rules, long seed) {
    Random random = new Random(seed);
    List<WorkAttributes> work = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      int rule = random.nextInt(rules);
      boolean matching = random.nextInt(10) > 0;
      String name = (matching ? "" : "x") + "user" + rule;
      String command = rule % 4 == 1 && matching ? "job" + rule + "-" + i : "sh";
      String executable =
          rule % 4 == 3 && matching ? "/opt/app" + rule + "/bin/server" : "/usr/bin/tool" + i;
      work.add(new WorkAttributes(1000 + i, "/other", executable, command, name, null, null));
    }
    return work;
  }

  /** One empty intake per class. */
  static List<TransactionIntake> intakes(ServiceDefinition definition) {
    return definition.serviceClasses().stream().map(c -> new TransactionIntake(c.goal())).toList();
  }

  private static ServiceDefinition definition(int classes, List<ClassificationRule> rules) {
    List<ServiceClass> list = new ArrayList<>();
    for (int i = 0; i < classes; i++) {
      list.add(
          new ServiceClass(
              "C" + i,
              "",
              new Goal.VelocityGoal(50),
              new Importance(1 + i % 5),
              WeightRange.DEFAULT,
              new CgroupPath("/openwlm-bench/c" + i),
              Placement.IN_PLACE,
              List.of()));
    }
    return new ServiceDefinition(
        "BENCH",
        "",
        ControlSettings.DEFAULT,
        new CgroupPath("/openwlm-bench"),
        list,
        rules,
        ServiceDefinition.UNMANAGED);
  }
}
