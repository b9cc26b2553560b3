package io.openwlm.model.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with its value, or an element of a list, as it stands in a YAML text, with the comments
 * that belong to it. Places are counted in code points.
 */
final class SourceItem {
  final @Nullable Text key;
  final Value value;

  /** Where it starts, and the column that its siblings share, from 0. */
  final int start;

  final int column;

  /** Lines in front of it: comments, and empty lines as empty texts. */
  final List<String> before = new ArrayList<>();

  /** Comments behind it that belong to nothing further down. */
  final List<String> after = new ArrayList<>();

  /** The comment in its line, with its column from 0. */
  @Nullable String inline;

  /** The item whose value it is part of. */
  @Nullable SourceItem around;

  int inlineColumn;

  SourceItem(@Nullable Text key, Value value, int start, int column) {
    this.key = key;
    this.value = value;
    this.start = start;
    this.column = column;
    if (value instanceof Block block) {
      block.items.forEach(item -> item.around = this);
    }
  }

  /** Behind its last character. */
  int end() {
    return Math.max(value.end(), key == null ? 0 : key.end());
  }

  /** What an item holds. */
  sealed interface Value {
    int start();

    /** Behind its last character. */
    int end();
  }

  /**
   * A single text.
   *
   * @param raw the characters of the file
   * @param block true for one that starts with {@code |} or {@code >}
   */
  record Text(int start, int end, String value, String raw, boolean plain, boolean block)
      implements Value {
    boolean isLong() {
      return raw.indexOf('\n') >= 0;
    }
  }

  /** A list or mapping. Its items and its end are filled in after it is made. */
  static final class Block implements Value {
    final boolean mapping;
    final int start;
    final List<SourceItem> items = new ArrayList<>();

    /** Within braces or brackets, and without comments inside. */
    boolean flow;

    private int end;

    Block(boolean mapping, boolean flow, int start) {
      this.mapping = mapping;
      this.flow = flow;
      this.start = start;
      this.end = start;
    }

    @Override
    public int start() {
      return start;
    }

    @Override
    public int end() {
      return end;
    }

    void endAt(int position) {
      end = position;
    }
  }
}
