package io.openwlm.app.cli;

import io.openwlm.model.codec.Severity;
import io.openwlm.simulator.scenario.Scenario;
import io.openwlm.simulator.scenario.ScenarioReader;
import io.openwlm.simulator.scenario.ScenarioResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The scenarios that a command line names: files, and directories with all their YAML files. */
final class ScenarioList {
  private ScenarioList() {}

  /**
   * Reads them all, in the order of names within a directory.
   *
   * @return at least one
   * @throws CommandFailure if there is none, or one is not valid; lists all problems of all files
   */
  static List<Scenario> read(List<Path> named) {
    List<Scenario> scenarios = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(named)) {
      ScenarioResult result = ScenarioReader.read(file);
      Optional<Scenario> scenario = result.scenario();
      scenario.ifPresent(scenarios::add);
      result.problems().stream()
          .filter(p -> scenario.isEmpty() && p.severity() == Severity.ERROR)
          .forEach(p -> problems.add(p.toString()));
    }
    if (!problems.isEmpty()) {
      throw new CommandFailure(ExitCode.INVALID_DEFINITION, String.join("\n", problems));
    }
    return scenarios;
  }

  private static List<Path> files(List<Path> named) {
    List<Path> files = new ArrayList<>();
    for (Path path : named) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> inside = Files.list(path)) {
        List<Path> found = inside.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        if (found.isEmpty()) {
          throw new CommandFailure(
              ExitCode.NO_SUCH_OBJECT, "WLM0204E there is no scenario (*.yaml) in " + path + ".");
        }
        files.addAll(found);
      } catch (IOException e) {
        throw new CommandFailure(
            ExitCode.FAILED, "WLM0294E cannot read the directory " + path + ": " + e.getMessage());
      }
    }
    return files;
  }
}
