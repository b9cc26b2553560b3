package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects problems of one file; keeps at most {@link #MAX} and says so when there were more.
 * Errors come before all else: warnings and notes take what room they leave.
 */
final class Problems {
  static final int MAX = 100;

  private final String file;
  private final List<Problem> errors = new ArrayList<>();
  private final List<Problem> others = new ArrayList<>();
  private boolean overflowed;
  private int othersLeft;

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
    List<Problem> found = error ? errors : others;
    if (found.size() >= MAX) {
      overflowed |= error;
      othersLeft += error ? 0 : 1;
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
    return !errors.isEmpty();
  }

  /** True when no more errors will be kept, so that looking further is of no use. */
  boolean isFull() {
    return overflowed;
  }

  /** All of them, in the order of the file. */
  List<Problem> list() {
    int room = Math.min(others.size(), MAX - errors.size());
    int hidden = othersLeft + others.size() - room;
    List<Problem> sorted = new ArrayList<>(errors);
    sorted.addAll(others.subList(0, room));
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    if (overflowed) {
      sorted.add(last(ProblemCode.TOO_MANY, MAX));
    } else if (hidden > 0) {
      sorted.add(last(ProblemCode.TOO_MANY_NOTES, hidden));
    }
    return sorted;
  }

  private Problem last(ProblemCode code, int number) {
    return new Problem(code.severity(), code.code(), file, 0, 0, "", code.message(number), "");
  }
}
