package io.openwlm.linux;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.WeightRange;
import java.util.List;

/** Small service definitions for tests. */
public final class Definitions {
  private Definitions() {}

  public static ServiceDefinition of(String root, ServiceClass... classes) {
    return new ServiceDefinition(
        "TEST",
        "",
        ControlSettings.DEFAULT,
        new CgroupPath(root),
        List.of(classes),
        List.of(),
        ServiceDefinition.UNMANAGED);
  }

  /** A class without bound group. */
  public static ServiceClass inPlace(String name) {
    return serviceClass(name, null, Placement.IN_PLACE);
  }

  public static ServiceClass bound(String name, String group) {
    return serviceClass(name, new CgroupPath(group), Placement.IN_PLACE);
  }

  public static ServiceClass moved(String name, String group) {
    return serviceClass(name, new CgroupPath(group), Placement.MOVE);
  }

  private static ServiceClass serviceClass(String name, CgroupPath group, Placement placement) {
    return new ServiceClass(
        name,
        "",
        new Goal.DiscretionaryGoal(),
        Importance.DISCRETIONARY,
        WeightRange.DEFAULT,
        group,
        placement,
        List.of());
  }
}
