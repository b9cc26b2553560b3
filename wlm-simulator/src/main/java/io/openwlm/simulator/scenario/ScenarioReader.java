package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.LocatedYaml;
import io.openwlm.model.codec.Node;
import io.openwlm.model.definition.ActivePolicy;
import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads scenarios, strictly: the answer is a scenario, or a list of all that is wrong. Never throws
 * for what a file holds.
 */
public final class ScenarioReader {
  static final int MAX_ITEMS = 400;
  private static final List<String> TOP_KEYS =
      List.of(
          "name",
          "description",
          "seed",
          "cpus",
          "memory",
          "io-channels",
          "duration",
          "definition",
          "groups",
          "events",
          "phases",
          "expect");

  private final ScenarioProblems problems;
  private final WorkloadReader workloads;
  private final Path directory;

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
    Scenario.Hardware hardware = hardware(keys);
    int before = problems.count();
    long written = keys.duration("duration", 1_000_000_000L, null);
    // A wrong duration is one problem; whatever lies before or after it is no other.
    long duration = problems.count() > before ? Keys.MAX_DURATION_NANOS : written;
    ServiceDefinition definition = new DefinitionSource(problems, directory).read(keys, text);
    List<Scenario.Group> groups = new GroupReader(problems, workloads).read(keys);
    List<ScenarioEvent> events = new EventReader(problems, workloads, groups, duration).read(keys);
    workloads.checkHardware(hardware);
    List<Scenario.Phase> phases = phases(keys, duration);
    if (definition == null) {
      return null;
    }
    List<Expectation> expectations =
        new ExpectationReader(problems, ActivePolicy.first(definition).effective(), duration)
            .read(keys);
    workloads
        .classes()
        .forEach(named -> {
          if (definition.serviceClass(named.serviceClass()).isEmpty()) {
            problems.add(
                ScenarioCode.UNKNOWN_NAME, named.at(), "", "service class", named.serviceClass());
          }
        });
    return new Scenario(
        name,
        description,
        seed,
        hardware,
        definition,
        groups,
        new Scenario.Timeline(duration, events, phases, expectations));
  }

  private static Scenario.Hardware hardware(Keys keys) {
    return new Scenario.Hardware(
        (int) keys.number("cpus", 1, 1024, null),
        keys.bytes("memory", 0L),
        (int) keys.number("io-channels", 1, 1024, 0L));
  }

  private List<Scenario.Phase> phases(Keys top, long durationNanos) {
    List<String> names = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    for (Node each : top.items("phases", MAX_ITEMS)) {
      Keys keys = new Keys(each, "a phase", problems, List.of("name", "from"));
      String name = keys.name("name");
      long from = keys.duration("from", 0, null);
      keys.checkBeforeEnd("from", from, durationNanos);
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
