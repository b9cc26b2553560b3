package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.LocatedYaml;
import io.openwlm.model.codec.Node;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenarios, strictly: the answer is a scenario, or a list of all that is wrong. Never throws
 * for what a file holds.
 */
public final class ScenarioReader {
  private static final int MAX_ITEMS = 200;
  private static final List<String> TOP_KEYS =
      List.of(
          "name",
          "description",
          "seed",
          "cpus",
          "duration",
          "definition",
          "groups",
          "events",
          "phases");
  private static final List<String> GROUP_KEYS = List.of("cgroup", "weight", "workloads");
  private static final List<String> EVENT_KEYS =
      List.of("at", "add", "group", "remove", "set-rate", "workload");
  private static final List<String> EVENT_KINDS = List.of("add", "remove", "set-rate");

  private final ScenarioProblems problems;
  private final WorkloadReader workloads;
  private final Path directory;
  private final List<ScenarioEvent> events = new ArrayList<>();
  private final List<Scenario.Group> groups = new ArrayList<>();

  private ScenarioReader(ScenarioProblems problems, Path directory) {
    this.problems = problems;
    this.directory = directory;
    workloads = new WorkloadReader(problems);
  }

  /** Reads a file; a definition that it names is looked for from the file's directory. */
  public static ScenarioResult read(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return read(file.toString(), LocatedYaml.read(file), parent == null ? Path.of("/") : parent);
  }

  /**
   * Reads a text.
   *
   * @param fileName what messages call it
   * @param directory where a definition that it names is looked for
   */
  public static ScenarioResult read(String fileName, String text, Path directory) {
    return read(fileName, LocatedYaml.read(fileName, text), directory);
  }

  private static ScenarioResult read(String fileName, LocatedYaml.Tree tree, Path directory) {
    ScenarioProblems problems = new ScenarioProblems(fileName);
    tree.problems().forEach(problems::add);
    Scenario scenario =
        tree.root()
            .map(root -> new ScenarioReader(problems, directory).scenario(root, tree.text()))
            .orElse(null);
    return new ScenarioResult(
        problems.hasErrors() ? Optional.empty() : Optional.ofNullable(scenario), problems.list());
  }

  private @Nullable Scenario scenario(Node root, String text) {
    Node body = new Keys(root, "the file", problems, List.of("simulation")).required("simulation");
    if (body == null) {
      return null;
    }
    Keys keys = new Keys(body, "simulation", problems, TOP_KEYS);
    String name = keys.name("name");
    String description = keys.text("description", "");
    long seed = keys.number("seed", 0, Long.MAX_VALUE, 1L);
    int cpus = (int) keys.number("cpus", 1, 1024, null);
    int before = problems.count();
    long written = keys.duration("duration", 1_000_000_000L, null);
    // A wrong duration is one problem; whatever lies before or after it is no other.
    long duration = problems.count() > before ? Keys.MAX_DURATION_NANOS : written;
    ServiceDefinition definition = definition(keys, text);
    for (Node each : keys.items("groups", MAX_ITEMS)) {
      group(each);
    }
    if (keys.required("groups") != null) {
      checkNesting(keys);
    }
    for (Node each : keys.items("events", MAX_ITEMS)) {
      event(each, duration);
    }
    events.sort(Comparator.comparingLong(ScenarioEvent::atNanos));
    List<Scenario.Phase> phases = phases(keys, duration);
    if (definition == null) {
      return null;
    }
    workloads
        .classes()
        .forEach((requests, at) -> {
          if (definition.serviceClass(requests.serviceClass()).isEmpty()) {
            problems.add(
                ScenarioCode.UNKNOWN_NAME, at, "", "service class", requests.serviceClass());
          }
        });
    return new Scenario(
        name, description, seed, cpus, duration, definition, groups, events, phases);
  }

  /** The definition: a path, or the text of a definition itself (a block of several lines). */
  private @Nullable ServiceDefinition definition(Keys keys, String text) {
    Node node = keys.required("definition");
    if (!(node instanceof Node.Scalar scalar)) {
      if (node != null) {
        keys.wrong(node, "definition", "a path, or a text (definition: |)");
      }
      return null;
    }
    DefinitionResult result;
    if (scalar.value().contains("\n")) {
      result = inline(scalar, text);
    } else {
      try {
        result = DefinitionReader.read(directory.resolve(scalar.value()).normalize());
      } catch (InvalidPathException e) {
        keys.wrong(node, "definition", "a path");
        return null;
      }
    }
    result.problems().forEach(problems::add);
    if (result.definition().isEmpty()) {
      problems.add(ScenarioCode.NO_DEFINITION, node, "");
    }
    return result.definition().orElse(null);
  }

  /** Problems of a definition inside the scenario are shown at their place in the scenario. */
  private DefinitionResult inline(Node.Scalar scalar, String text) {
    int line = scalar.line();
    List<String> lines = text.lines().skip(line).filter(each -> !each.isBlank()).toList();
    String first = lines.isEmpty() ? "" : lines.getFirst();
    int indent = first.length() - first.stripLeading().length();
    DefinitionResult result = DefinitionReader.read(problems.file(), scalar.value());
    List<Problem> moved =
        result.problems().stream()
            .map(p ->
                p.line() == 0
                    ? p
                    : new Problem(
                        p.severity(),
                        p.code(),
                        p.file(),
                        p.line() + line,
                        p.column() + indent,
                        p.pointer(),
                        p.message(),
                        p.hint()))
            .toList();
    return new DefinitionResult(result.definition(), moved);
  }

  private void group(Node node) {
    Keys keys = new Keys(node, "a group", problems, GROUP_KEYS);
    CgroupPath cgroup = keys.cgroup("cgroup");
    int weight = (int) keys.number("weight", 1, 10_000, 100L);
    List<WorkloadSpec> specs = new ArrayList<>();
    for (Node each : keys.items("workloads", MAX_ITEMS)) {
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
    groups.add(new Scenario.Group(cgroup, weight, specs));
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

  private void event(Node node, long durationNanos) {
    Keys keys = new Keys(node, "an event", problems, EVENT_KEYS);
    long at = keys.duration("at", 0, null);
    checkBeforeEnd(keys, "at", at, durationNanos);
    String kind = keys.one(EVENT_KINDS);
    if (kind == null) {
      return;
    }
    keys.refuse(
        kind,
        switch (kind) {
          case "add" -> List.of("workload");
          case "remove" -> List.of("workload", "group");
          default -> List.of("group");
        });
    switch (kind) {
      case "add" -> {
        CgroupPath group = keys.cgroup("group");
        Node body = keys.get("add");
        WorkloadSpec workload = body == null ? null : workloads.read(body);
        if (group != null && groups.stream().noneMatch(g -> g.cgroup().equals(group))) {
          Node groupAt = keys.get("group");
          problems.add(
              ScenarioCode.UNKNOWN_NAME, groupAt == null ? node : groupAt, "", "group", group);
        } else if (group != null && workload != null) {
          events.add(new ScenarioEvent.Add(at, group, workload));
        }
      }
      case "remove" -> {
        String name = keys.name("remove");
        if (known(keys, "remove", name) != null) {
          events.add(new ScenarioEvent.Remove(at, name));
        }
      }
      default -> setRate(keys, at);
    }
  }

  private void setRate(Keys keys, long at) {
    String name = keys.name("workload");
    double perSecond = keys.rate("set-rate");
    WorkloadSpec workload = known(keys, "workload", name);
    Node nameAt = keys.get("workload");
    if (workload instanceof WorkloadSpec.Requests) {
      events.add(new ScenarioEvent.SetRate(at, name, perSecond));
    } else if (workload != null && nameAt != null) {
      problems.add(ScenarioCode.NO_REQUESTS, nameAt, "", name);
    }
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

  private void checkBeforeEnd(Keys keys, String key, long atNanos, long durationNanos) {
    Node at = keys.get(key);
    if (at != null && atNanos >= durationNanos) {
      problems.add(
          ScenarioCode.AFTER_END, at, "", Durations.text(atNanos), Durations.text(durationNanos));
    }
  }

  private List<Scenario.Phase> phases(Keys top, long durationNanos) {
    List<String> names = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    for (Node each : top.items("phases", MAX_ITEMS)) {
      Keys keys = new Keys(each, "a phase", problems, List.of("name", "from"));
      String name = keys.name("name");
      long from = keys.duration("from", 0, null);
      checkBeforeEnd(keys, "from", from, durationNanos);
      boolean inOrder = starts.isEmpty() ? from == 0 : from > starts.getLast();
      if (keys.has("from") && !inOrder) {
        problems.add(ScenarioCode.ORDER, each, "");
      }
      if (names.contains(name)) {
        problems.add(ScenarioCode.NAME_USED, each, "names are unique", "phase", name);
      }
      names.add(name);
      starts.add(from);
    }
    if (names.isEmpty()) {
      return List.of(new Scenario.Phase("all", 0, durationNanos));
    }
    List<Scenario.Phase> phases = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      long to = i + 1 < names.size() ? starts.get(i + 1) : durationNanos;
      phases.add(new Scenario.Phase(names.get(i), starts.get(i), to));
    }
    return phases;
  }
}
