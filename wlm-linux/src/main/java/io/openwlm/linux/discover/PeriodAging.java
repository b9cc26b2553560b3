package io.openwlm.linux.discover;

import io.openwlm.core.measure.ServiceUnits;
import io.openwlm.linux.proc.ProcessInfo;
import io.openwlm.linux.proc.ProcessService;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ClassPeriods;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts work into the period that it has reached. A process tree within a class ages as a whole, by
 * the service of all its processes since they began; a process never goes back to a period before
 * the one whose group it is in. Everything is read from procfs: nothing is remembered.
 */
final class PeriodAging {
  private final List<ServiceClass> classes;
  private final ServiceUnits units;

  /**
   * @param definition of a policy in force, with one class per period
   */
  PeriodAging(ServiceDefinition definition) {
    classes = definition.serviceClasses();
    units = new ServiceUnits(definition.parameters().coefficients());
  }

  /**
   * Moves processes from the list of their class to that of their period.
   *
   * @param work processes per class, in the order of the definition
   */
  void age(List<List<ProcessInfo>> work) {
    for (int first = 0; first < classes.size(); first++) {
      int periods = ClassPeriods.count(classes, first);
      if (periods > 1) {
        age(work.subList(first, first + periods), first);
      }
    }
  }

  private void age(List<List<ProcessInfo>> periods, int first) {
    Map<Integer, ProcessInfo> members = new HashMap<>();
    periods.forEach(list -> list.forEach(process -> members.put(process.pid(), process)));
    Map<Integer, Double> serviceOfTree = new HashMap<>();
    Map<Integer, Integer> treeOf = new HashMap<>();
    for (ProcessInfo process : members.values()) {
      int tree = tree(process, members);
      treeOf.put(process.pid(), tree);
      serviceOfTree.merge(tree, service(process), Double::sum);
    }
    periods.forEach(List::clear);
    for (ProcessInfo process : members.values().stream().sorted(ProcessInfo.BY_ID).toList()) {
      double service = serviceOfTree.getOrDefault(treeOf.getOrDefault(process.pid(), 0), 0.0);
      int reached = reached(service, first, periods.size());
      periods.get(Math.max(reached, present(process, first, periods.size()))).add(process);
    }
  }

  private double service(ProcessInfo process) {
    ProcessService service = process.service();
    return units.of(service.userNanos() + service.systemNanos(), service.systemNanos(), 0, 0);
  }

  /** The topmost ancestor in the class; parents change while we look, so the way is bounded. */
  private static int tree(ProcessInfo process, Map<Integer, ProcessInfo> members) {
    ProcessInfo top = process;
    for (int step = 0; step < members.size(); step++) {
      ProcessInfo parent = members.get(top.service().parent());
      if (parent == null) {
        break;
      }
      top = parent;
    }
    return top.pid();
  }

  /** The period, from 0, that work with this service is in. */
  private int reached(double service, int first, int periods) {
    double used = 0;
    for (int k = 0; k < periods - 1; k++) {
      Long duration = classes.get(first + k).periods().getFirst().duration();
      used += duration == null ? Double.MAX_VALUE : duration;
      if (service <= used) {
        return k;
      }
    }
    return periods - 1;
  }

  /** The period, from 0, in whose group a process is; 0 if it is in none. */
  private int present(ProcessInfo process, int first, int periods) {
    for (int k = periods - 1; k > 0; k--) {
      CgroupPath group = classes.get(first + k).cgroup();
      if (group != null
          && (process.group().equals(group.value())
              || process.group().startsWith(group.value() + "/"))) {
        return k;
      }
    }
    return 0;
  }
}
