package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.model.codec.Problem;
import io.openwlm.model.codec.Severity;
import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one scenario, at most {@link #MAX}. */
final class ScenarioProblems {
  static final int MAX = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private boolean errors;

  ScenarioProblems(String file) {
    this.file = PrintableText.of(file, 400);
  }

  void add(ScenarioCode code, Node at, String hint, Object... values) {
    addAt(code, at.line(), at.column(), hint, values);
  }

  void addAt(ScenarioCode code, int line, int column, String hint, Object... values) {
    add(
        new Problem(
            Severity.ERROR,
            code.code(),
            file,
            line,
            column,
            "",
            PrintableText.of(code.message(values), 400),
            hint));
  }

  /** Takes over a problem, for example of the definition. */
  void add(Problem problem) {
    errors |= problem.severity() == Severity.ERROR;
    if (found.size() < MAX) {
      found.add(problem);
    }
  }

  boolean hasErrors() {
    return errors;
  }

  /** How many there are. */
  int count() {
    return found.size();
  }

  String file() {
    return file;
  }

  /** In the order of the file; those of other files last. */
  List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparing((Problem p) -> !p.file().equals(file))
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column));
    return sorted;
  }
}
