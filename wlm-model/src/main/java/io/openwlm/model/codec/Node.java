package io.openwlm.model.codec;

import java.util.List;

/**
 * A tree of values, each knowing where it stands in its file: line and column from 1, and its JSON
 * pointer. Keys of a mapping are unique texts. Depth is at most {@link TreeReader#MAX_DEPTH}.
 */
public sealed interface Node {
  int line();

  int column();

  Pointer pointer();

  /** A single value; {@code plain} if it was written without quotes. */
  record Scalar(int line, int column, Pointer pointer, String value, boolean plain)
      implements Node {
    /** True for nothing, {@code ~} and {@code null} without quotes. */
    public boolean isNull() {
      return plain
          && switch (value) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  /** A list. */
  record Sequence(int line, int column, Pointer pointer, List<Node> items) implements Node {}

  /** Keys and values, in the order of the file. */
  record Mapping(int line, int column, Pointer pointer, List<Entry> entries) implements Node {}

  /** A value that was refused and reported; whoever meets it stays silent. */
  record Refused(int line, int column, Pointer pointer) implements Node {}

  /** A key with its place, and its value. */
  record Entry(Scalar key, Node value) {}
}
