package io.openwlm.simulator.model;

import io.openwlm.core.classify.Classifier;
import io.openwlm.core.port.WorkClassifier;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import io.openwlm.model.classification.WorkAttributes;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.ServiceClass;
import io.openwlm.model.definition.ServiceDefinition;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioEvent;
import io.openwlm.simulator.scenario.WorkloadSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which groups of a scenario belong to which service class, found as the manager finds it: the
 * bound group with all below it, else the groups whose work the rules give to the class. A group
 * outside the definition's root belongs to none.
 */
final class ClassMap {
  private final List<List<Integer>> carriers = new ArrayList<>();
  private final List<List<Integer>> leaves = new ArrayList<>();
  private final List<List<String>> paths = new ArrayList<>();
  private final Map<Integer, Integer> classOfLeaf = new LinkedHashMap<>();
  private final Map<Integer, Periods> periodsOfLeaf = new LinkedHashMap<>();
  private final int[][] carrierNumbers;
  private final int[][] leafNumbers;

  ClassMap(Scenario scenario, ServiceDefinition definition, GroupTree tree) {
    for (int i = 0; i < definition.serviceClasses().size(); i++) {
      carriers.add(new ArrayList<>());
      leaves.add(new ArrayList<>());
      paths.add(new ArrayList<>());
    }
    for (Scenario.Group group : scenario.groups()) {
      tree.leaf(group.cgroup());
    }
    Classifier classifier = new Classifier(definition);
    firstWorkloads(scenario)
        .forEach((cgroup, workload) -> {
          int serviceClass = classifier.classIndex(attributes(cgroup, workload));
          if (serviceClass == WorkClassifier.UNMANAGED || !isManageable(definition, cgroup)) {
            return;
          }
          int leaf = tree.leaf(cgroup);
          classOfLeaf.put(leaf, serviceClass);
          leaves.get(serviceClass).add(leaf);
          CgroupPath carrier = carrier(definition.serviceClasses().get(serviceClass), cgroup);
          carry(serviceClass, tree.node(carrier), carrier);
          addPeriods(definition, tree, serviceClass, leaf);
        });
    carrierNumbers = numbers(carriers);
    leafNumbers = numbers(leaves);
  }

  private void carry(int serviceClass, int node, CgroupPath path) {
    if (!carriers.get(serviceClass).contains(node)) {
      carriers.get(serviceClass).add(node);
      paths.get(serviceClass).add(path.value());
    }
  }

  /** Work that begins in a leaf goes on in the groups of the later periods. */
  private void addPeriods(ServiceDefinition definition, GroupTree tree, int first, int leaf) {
    int count = Periods.count(definition, first);
    int[] groups = new int[count];
    groups[0] = leaf;
    for (int period = 1; period < count; period++) {
      CgroupPath group = definition.serviceClasses().get(first + period).cgroup();
      if (group == null) {
        throw new IllegalArgumentException("a period without a group"); // ClassPeriods gives one
      }
      groups[period] = tree.leaf(group);
      carry(first + period, groups[period], group);
      if (!leaves.get(first + period).contains(groups[period])) {
        leaves.get(first + period).add(groups[period]);
      }
      classOfLeaf.put(groups[period], first + period);
    }
    periodsOfLeaf.put(leaf, Periods.of(definition, first, groups));
  }

  private static Map<CgroupPath, WorkloadSpec> firstWorkloads(Scenario scenario) {
    Map<CgroupPath, WorkloadSpec> first = new LinkedHashMap<>();
    for (Scenario.Group group : scenario.groups()) {
      group.workloads().forEach(workload -> first.putIfAbsent(group.cgroup(), workload));
    }
    for (ScenarioEvent event : scenario.events()) {
      if (event instanceof ScenarioEvent.Add add) {
        first.putIfAbsent(add.cgroup(), add.workload());
      }
    }
    return first;
  }

  private static WorkAttributes attributes(CgroupPath cgroup, WorkloadSpec workload) {
    Map<QualifierType, String> known = new EnumMap<>(QualifierType.class);
    known.put(QualifierType.TN, workload.command());
    known.put(QualifierType.CGROUP, cgroup.value());
    return WorkAttributes.of(SubsystemType.OMVS, 0, known);
  }

  private static boolean isManageable(ServiceDefinition definition, CgroupPath cgroup) {
    CgroupPath root = definition.cgroupRoot();
    return cgroup.isAtOrBelow(root) && !cgroup.equals(root) && !cgroup.equals(CgroupPath.ROOT);
  }

  private static CgroupPath carrier(ServiceClass serviceClass, CgroupPath cgroup) {
    CgroupPath bound = serviceClass.cgroup();
    return bound != null && cgroup.isAtOrBelow(bound) ? bound : cgroup;
  }

  /** The class that a leaf belongs to, or {@link WorkClassifier#UNMANAGED}. */
  int classOf(int leaf) {
    return classOfLeaf.getOrDefault(leaf, WorkClassifier.UNMANAGED);
  }

  /** The periods of the work that begins in a leaf. */
  Periods periods(int leaf) {
    Periods periods = periodsOfLeaf.get(leaf);
    return periods == null ? Periods.single(leaf) : periods;
  }

  /** Groups that carry the settings of a class. Not to be changed. */
  int[] carriers(int serviceClass) {
    return carrierNumbers[serviceClass];
  }

  /** Groups that the work of a class runs in. Not to be changed. */
  int[] leaves(int serviceClass) {
    return leafNumbers[serviceClass];
  }

  /** Paths of the groups that carry each class. */
  List<List<String>> paths() {
    return paths;
  }

  private static int[][] numbers(List<List<Integer>> lists) {
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }
}
