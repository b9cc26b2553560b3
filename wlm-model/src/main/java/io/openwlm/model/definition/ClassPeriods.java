package io.openwlm.model.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a service class with several periods one class per period, each managed on its own: with
 * the goal and importance of its period, and with a control group of its own beside that of the
 * class. Period 2 of class {@code BATCH} in {@code /wlm/batch} is {@code BATCH.2} in {@code
 * /wlm/batch.period2}; period 1 keeps name and group. Each holds its own period and the later ones.
 *
 * <p>Only a class whose work may be moved has periods in this sense; any other class is managed by
 * its first period.
 */
public final class ClassPeriods {
  private ClassPeriods() {}

  /** The definition with one class per period, the periods of a class in a row. */
  static ServiceDefinition expand(ServiceDefinition definition) {
    List<ServiceClass> classes = definition.serviceClasses();
    List<String> names = classes.stream().map(ServiceClass::name).toList();
    List<CgroupPath> bound =
        classes.stream().map(ServiceClass::cgroup).filter(Objects::nonNull).toList();
    List<ServiceClass> expanded = new ArrayList<>();
    for (ServiceClass each : classes) {
      int periods = each.periods().size();
      CgroupPath group = each.cgroup();
      if (periods > 1
          && group != null
          && canAge(each.name(), periods, group, each.placement(), names, bound)) {
        for (int period = 1; period <= periods; period++) {
          expanded.add(inPeriod(each, group, period));
        }
      } else {
        expanded.add(each);
      }
    }
    ServiceClasses base = definition.classes();
    return expanded.size() == classes.size()
        ? definition
        : definition.with(
            new ServiceClasses(
                base.workloads(),
                expanded,
                base.resourceGroups(),
                base.tenantResourceGroups(),
                base.reportClasses()));
  }

  private static ServiceClass inPeriod(ServiceClass whole, CgroupPath group, int period) {
    ServiceClass.Attributes all = whole.attributes();
    return new ServiceClass(
        name(whole.name(), period),
        whole.description(),
        whole.history(),
        whole.workload(),
        new ServiceClass.Attributes(
            all.periods().subList(period - 1, all.periods().size()),
            all.resourceGroup(),
            all.cpuCritical(),
            all.ioPriorityGroup(),
            all.honorPriority()),
        new HostBinding(
            whole.weights(), group(group, period), whole.placement(), whole.reporters()),
        period);
  }

  /**
   * True if a class's work can age from period to period: it may be moved, and names and groups of
   * the later periods are free.
   *
   * @param names names of all classes
   * @param bound control groups of all classes
   */
  public static boolean canAge(
      String className,
      int periods,
      @Nullable CgroupPath group,
      Placement placement,
      Collection<String> names,
      Collection<CgroupPath> bound) {
    if (group == null || placement != Placement.MOVE) {
      return false;
    }
    for (int period = 2; period <= periods; period++) {
      CgroupPath own = group(group, period);
      if (names.contains(name(className, period))
          || bound.stream().anyMatch(other -> own.isAtOrBelow(other) || other.isAtOrBelow(own))) {
        return false;
      }
    }
    return true;
  }

  /** The name of a period: that of the class for the first, {@code NAME.2} for the second. */
  public static String name(String className, int period) {
    return period == 1 ? className : className + "." + period;
  }

  /** The control group of a period. */
  public static CgroupPath group(CgroupPath ofClass, int period) {
    return period == 1 ? ofClass : new CgroupPath(ofClass + ".period" + period);
  }

  /**
   * How many classes from position {@code first} on are the periods of one class; 1 for a class
   * that is not managed by periods, 0 if {@code first} is not a first period.
   *
   * @param classes of a policy in force
   */
  public static int count(List<ServiceClass> classes, int first) {
    if (classes.get(first).period() != 1) {
      return 0;
    }
    int count = 1;
    while (first + count < classes.size() && classes.get(first + count).period() == count + 1) {
      count++;
    }
    return count;
  }
}
