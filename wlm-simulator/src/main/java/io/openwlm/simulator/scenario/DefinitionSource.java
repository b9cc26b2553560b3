package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.codec.Node;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the service definition of a scenario: from a file, or from a text in the scenario. */
final class DefinitionSource {
  private final ScenarioProblems problems;
  private final Path directory;

  /**
   * @param directory where a file is looked for
   */
  DefinitionSource(ScenarioProblems problems, Path directory) {
    this.problems = problems;
    this.directory = directory;
  }

  /** The definition: a path, or the text of a definition itself (a block of several lines). */
  @Nullable ServiceDefinition read(Keys keys, String text) {
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
}
