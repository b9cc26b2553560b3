package io.openwlm.app.cli;

import io.openwlm.model.codec.DefinitionReader;
import io.openwlm.model.codec.DefinitionResult;
import io.openwlm.model.definition.ServiceDefinition;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Definitions for commands that need one without errors. */
final class DefinitionFile {
  private DefinitionFile() {}

  /**
   * The definition in a file.
   *
   * @throws CommandFailure with all errors if it has any
   */
  static ServiceDefinition valid(Path file) {
    DefinitionResult result = DefinitionReader.read(file);
    return result
        .definition()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.INVALID_DEFINITION,
                result.errors().stream().map(Object::toString).collect(Collectors.joining("\n"))));
  }
}
