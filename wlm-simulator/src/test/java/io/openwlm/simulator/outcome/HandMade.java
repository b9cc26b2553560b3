package io.openwlm.simulator.outcome;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import io.openwlm.simulator.outcome.RunOutcome.ClassRow;
import io.openwlm.simulator.outcome.RunOutcome.Row;
import io.openwlm.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Definitions, scenarios and outcomes written by hand. */
public final class HandMade {
  public static final long INTERVAL_NANOS = 2_000_000_000L;
  public static final double NO_DATA = Double.NaN;

  private HandMade() {}

  /** A class with a velocity goal, or none if the level is 6. */
  public static ServiceClass serviceClass(String name, int level, WeightRange range) {
    return serviceClass(
        name, level, range, level == 6 ? new Goal.DiscretionaryGoal() : new Goal.VelocityGoal(30));
  }

  public static ServiceClass serviceClass(String name, int level, WeightRange range, Goal goal) {
    return ServiceClass.of(
        name,
        "",
        goal,
        new Importance(level),
        new HostBinding(range, new CgroupPath("/t/" + name), Placement.IN_PLACE, List.of()));
  }

  /** Classes A, B, C and so on with these levels of importance. */
  public static ServiceDefinition definition(int... levels) {
    List<ServiceClass> classes = new ArrayList<>();
    for (int level : levels) {
      String name = String.valueOf((char) ('A' + classes.size()));
      classes.add(serviceClass(name, level, WeightRange.DEFAULT));
    }
    return definition(classes);
  }

  public static ServiceDefinition definition(List<ServiceClass> classes) {
    return ServiceDefinition.ofHost(
        DefinitionHeader.of("TEST", ""), HostSettings.DEFAULT, classes, List.of(), null);
  }

  /** A scenario of 2 CPUs and 20 s in which nothing runs. */
  public static Scenario scenario(String name, ServiceDefinition definition) {
    return scenario(name, 2, definition);
  }

  /** The same with another number of CPUs. */
  public static Scenario scenario(String name, int cpus, ServiceDefinition definition) {
    return new Scenario(
        name,
        "of " + name,
        1,
        new Scenario.Hardware(cpus, 0, 0),
        definition,
        List.of(),
        new Scenario.Timeline(10 * INTERVAL_NANOS, List.of(), List.of(), List.of()));
  }

  /**
   * A run in which each class uses half a CPU.
   *
   * @param performanceIndexes one array per class, of one length
   */
  public static RunOutcome outcome(ServiceDefinition definition, double[]... performanceIndexes) {
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < performanceIndexes[0].length; r++) {
      List<ClassRow> classes = new ArrayList<>();
      for (double[] of : performanceIndexes) {
        classes.add(new ClassRow(of[r], 100, 0.5, 1));
      }
      rows.add(new Row((r + 1) * INTERVAL_NANOS, classes));
    }
    return new RunOutcome("hand", "made", definition, INTERVAL_NANOS, rows, List.of(), 3);
  }
}
