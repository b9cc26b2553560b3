package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.List;

/** Reads control groups with what runs in them. */
final class GroupReader {
  private static final List<String> KEYS =
      List.of("cgroup", "weight", "io-weight", "cap", "memory-low", "working-set", "workloads");

  private final ScenarioProblems problems;
  private final WorkloadReader workloads;
  private final List<Scenario.Group> groups = new ArrayList<>();

  GroupReader(ScenarioProblems problems, WorkloadReader workloads) {
    this.problems = problems;
    this.workloads = workloads;
  }

  List<Scenario.Group> read(Keys top) {
    for (Node each : top.items("groups", ScenarioReader.MAX_ITEMS)) {
      group(each);
    }
    if (top.required("groups") != null) {
      checkNesting(top);
    }
    return groups;
  }

  private void group(Node node) {
    Keys keys = new Keys(node, "a group", problems, KEYS);
    CgroupPath cgroup = keys.cgroup("cgroup");
    Scenario.GroupSettings settings =
        new Scenario.GroupSettings(
            (int) keys.number("weight", 1, 10_000, 100L),
            (int) keys.number("io-weight", 1, 10_000, 100L),
            keys.decimal("cap", 0.01, 1024, Double.POSITIVE_INFINITY),
            keys.bytes("memory-low", 0L));
    long workingSet = keys.bytes("working-set", 0L);
    List<WorkloadSpec> specs = new ArrayList<>();
    for (Node each : keys.items("workloads", ScenarioReader.MAX_ITEMS)) {
      WorkloadSpec workload = workloads.read(each);
      if (workload != null) {
        specs.add(workload);
      }
    }
    if (cgroup == null) {
      return;
    }
    if (groups.stream().anyMatch(group -> group.cgroup().equals(cgroup))) {
      problems.add(ScenarioCode.NAME_USED, node, "put the workloads together", "group", cgroup);
    }
    groups.add(new Scenario.Group(cgroup, settings, workingSet, specs));
  }

  private void checkNesting(Keys keys) {
    for (Scenario.Group group : groups) {
      boolean above =
          groups.stream().anyMatch(g -> !g.equals(group) && g.cgroup().isAtOrBelow(group.cgroup()));
      if (above && !group.workloads().isEmpty() && !group.cgroup().equals(CgroupPath.ROOT)) {
        Node at = keys.get("groups");
        problems.add(ScenarioCode.NO_ROOM, at == null ? keys.at() : at, "", group.cgroup());
      }
    }
  }
}
