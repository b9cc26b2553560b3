package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.model.definition.CgroupPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events. */
final class EventReader {
  /** The kinds, with the other keys that each needs. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "add", List.of("group"),
          "remove", List.of(),
          "set-rate", List.of("workload"),
          "ramp-to", List.of("workload", "over"),
          "working-set", List.of("group"),
          "clock-jump", List.of(),
          "lose-samples", List.of(),
          "noise", List.of("for"));

  private static final List<String> KIND_NAMES =
      List.of(
          "add",
          "remove",
          "set-rate",
          "ramp-to",
          "working-set",
          "clock-jump",
          "lose-samples",
          "noise");
  private static final List<String> OTHERS = List.of("group", "workload", "over", "for");
  private static final List<String> KEYS =
      List.of(
          "at",
          "add",
          "remove",
          "set-rate",
          "ramp-to",
          "working-set",
          "clock-jump",
          "lose-samples",
          "noise",
          "group",
          "workload",
          "over",
          "for");

  private final ScenarioProblems problems;
  private final WorkloadReader workloads;
  private final List<Scenario.Group> groups;
  private final long durationNanos;
  private final List<ScenarioEvent> events = new ArrayList<>();

  /**
   * @param groups the groups of the scenario
   */
  EventReader(
      ScenarioProblems problems,
      WorkloadReader workloads,
      List<Scenario.Group> groups,
      long durationNanos) {
    this.problems = problems;
    this.workloads = workloads;
    this.groups = groups;
    this.durationNanos = durationNanos;
  }

  /** In order of time. */
  List<ScenarioEvent> read(Keys top) {
    for (Node each : top.items("events", ScenarioReader.MAX_ITEMS)) {
      event(each);
    }
    events.sort(Comparator.comparingLong(ScenarioEvent::atNanos));
    return events;
  }

  private void event(Node node) {
    Keys keys = new Keys(node, "an event", problems, KEYS);
    long at = keys.duration("at", 0, null);
    keys.checkBeforeEnd("at", at, durationNanos);
    String kind = keys.one(KIND_NAMES);
    if (kind == null) {
      return;
    }
    List<String> needed = KINDS.getOrDefault(kind, List.of());
    keys.refuse(kind, OTHERS.stream().filter(key -> !needed.contains(key)).toList());
    ScenarioEvent event =
        switch (kind) {
          case "add" -> add(keys, at);
          case "remove" -> {
            String name = keys.name("remove");
            yield known(keys, "remove", name) == null ? null : new ScenarioEvent.Remove(at, name);
          }
          case "set-rate", "ramp-to" -> rate(keys, kind, at);
          case "working-set" -> {
            CgroupPath group = group(keys);
            long bytes = keys.bytes("working-set", null);
            yield group == null ? null : new ScenarioEvent.SetWorkingSet(at, group, bytes);
          }
          case "clock-jump" ->
              new ScenarioEvent.ClockJump(at, keys.duration("clock-jump", 1, null));
          case "lose-samples" ->
              new ScenarioEvent.LoseSamples(at, keys.duration("lose-samples", 1, null));
          default ->
              new ScenarioEvent.Noise(at, keys.duration("for", 1, null), keys.share("noise"));
        };
    if (event != null) {
      events.add(event);
    }
  }

  private @Nullable ScenarioEvent add(Keys keys, long at) {
    CgroupPath group = group(keys);
    Node body = keys.get("add");
    WorkloadSpec workload = body == null ? null : workloads.read(body);
    return group == null || workload == null ? null : new ScenarioEvent.Add(at, group, workload);
  }

  private @Nullable CgroupPath group(Keys keys) {
    CgroupPath group = keys.cgroup("group");
    if (group != null && groups.stream().noneMatch(g -> g.cgroup().equals(group))) {
      Node at = keys.get("group");
      problems.add(ScenarioCode.UNKNOWN_NAME, at == null ? keys.at() : at, "", "group", group);
      return null;
    }
    return group;
  }

  private @Nullable ScenarioEvent rate(Keys keys, String kind, long at) {
    String name = keys.name("workload");
    double perSecond = keys.rate(kind);
    long over = kind.equals("ramp-to") ? keys.duration("over", 1, null) : 0;
    WorkloadSpec workload = known(keys, "workload", name);
    Node nameAt = keys.get("workload");
    if (workload instanceof WorkloadSpec.Requests) {
      return kind.equals("ramp-to")
          ? new ScenarioEvent.Ramp(at, name, perSecond, over)
          : new ScenarioEvent.SetRate(at, name, perSecond);
    }
    if (workload != null && nameAt != null) {
      problems.add(ScenarioCode.NO_REQUESTS, nameAt, "", name);
    }
    return null;
  }

  private @Nullable WorkloadSpec known(Keys keys, String key, String name) {
    WorkloadSpec workload = workloads.named(name);
    Node at = keys.get(key);
    if (workload == null && at != null && !name.isEmpty()) {
      problems.add(
          ScenarioCode.UNKNOWN_NAME, at, "events see what stands before them", "workload", name);
    }
    return workload;
  }
}
