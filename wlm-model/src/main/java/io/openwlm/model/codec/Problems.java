package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects problems of one file. Keeps at most {@link #MAX} errors and as many warnings and notes,
 * and says so when there were more: a definition is never refused for the number of its notes.
 */
final class Problems {
  static final int MAX = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();
  private int errors;
  private int others;

  Problems(String file) {
    this.file = PrintableText.of(file, 400);
  }

  /** Reports with the catalogue's own hint. */
  void add(ProblemCode code, Node at, Object... values) {
    addAt(code, at.line(), at.column(), at.pointer().text(), code.hint(values), values);
  }

  /** Reports with a hint made for this case. */
  void addWithHint(ProblemCode code, Node at, String hint, Object... values) {
    addAt(code, at.line(), at.column(), at.pointer().text(), hint, values);
  }

  /** Reports at a place in the text that has no value; line 0 for the whole file. */
  void addAt(ProblemCode code, int line, int column, Object... values) {
    addAt(code, line, column, "", code.hint(values), values);
  }

  private void addAt(
      ProblemCode code, int line, int column, String pointer, String hint, Object... values) {
    boolean error = code.severity() == Severity.ERROR;
    int before = error ? errors++ : others++;
    if (before >= MAX) {
      return;
    }
    found.add(
        new Problem(
            code.severity(),
            code.code(),
            file,
            line,
            column,
            PrintableText.of(pointer, 400),
            code.message(values),
            hint));
  }

  boolean hasErrors() {
    return errors > 0;
  }

  /** True when no more errors will be kept, so that looking further is of no use. */
  boolean isFull() {
    return errors > MAX;
  }

  /** All of them, in the order of the file. */
  List<Problem> list() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (others > MAX) {
      sorted.add(overflow(ProblemCode.TOO_MANY_NOTES));
    }
    if (errors > MAX) {
      sorted.add(overflow(ProblemCode.TOO_MANY));
    }
    return sorted;
  }

  private Problem overflow(ProblemCode code) {
    return new Problem(code.severity(), code.code(), file, 0, 0, "", code.message(MAX), "");
  }
}
