package io.openwlm.model.codec;

import io.openwlm.model.definition.ServiceDefinition;
import java.util.List;
import java.util.Optional;

/**
 * What reading a definition gave. The definition is present exactly if no problem is an error.
 *
 * @param problems everything found, in the order of the file
 */
public record DefinitionResult(Optional<ServiceDefinition> definition, List<Problem> problems) {
  public DefinitionResult {
    problems = List.copyOf(problems);
    boolean errors = problems.stream().anyMatch(p -> p.severity() == Severity.ERROR);
    if (definition.isPresent() == errors) {
      throw new IllegalArgumentException("a definition is present exactly if there is no error");
    }
  }

  /** True if the definition cannot be used. */
  public boolean hasErrors() {
    return definition.isEmpty();
  }

  /** The errors alone. */
  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }

  /** Warnings and notes: all that is no error. */
  public List<Problem> notes() {
    return problems.stream().filter(p -> p.severity() != Severity.ERROR).toList();
  }
}
