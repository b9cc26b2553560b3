package io.openwlm.linux;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ControlSettings;
import io.openwlm.model.definition.DefinitionHeader;
import io.openwlm.model.definition.Goal;
import io.openwlm.model.definition.HonorPriority;
import io.openwlm.model.definition.HostBinding;
import io.openwlm.model.definition.HostSettings;
import io.openwlm.model.definition.Importance;
import io.openwlm.model.definition.IoPriorityGroup;
import io.openwlm.model.definition.Placement;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceClassPeriod;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.model.definition.SystemClass;
import io.openwlm.model.definition.WeightRange;
import java.util.List;

/** Small service definitions for tests. */
public final class Definitions {
  private Definitions() {}

  public static ServiceDefinition of(String root, ServiceClass... classes) {
    return ServiceDefinition.ofHost(
        DefinitionHeader.of("TEST", ""),
        new HostSettings(ControlSettings.DEFAULT, new CgroupPath(root)),
        List.of(classes),
        List.of(),
        SystemClass.UNMANAGED);
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

  /** The same class with other periods. */
  public static ServiceClass withPeriods(ServiceClass one, ServiceClassPeriod... periods) {
    return new ServiceClass(
        one.name(),
        one.description(),
        one.history(),
        one.workload(),
        new ServiceClass.Attributes(
            List.of(periods), null, false, IoPriorityGroup.NORMAL, HonorPriority.DEFAULT),
        one.host());
  }

  private static ServiceClass serviceClass(String name, CgroupPath group, Placement placement) {
    return ServiceClass.of(
        name,
        "",
        new Goal.DiscretionaryGoal(),
        Importance.DISCRETIONARY,
        new HostBinding(WeightRange.DEFAULT, group, placement, List.of()));
  }
}
