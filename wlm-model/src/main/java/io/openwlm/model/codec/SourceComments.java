package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceItem.Block;
import io.openwlm.model.codec.SourceItem.Text;
import io.openwlm.model.codec.SourceItem.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the comments of a YAML text and gives each to the item it belongs to: a comment in a line
 * of its own to the item that follows, or, if it is indented further than that, to the one above; a
 * comment behind something to what it stands behind. Every comment goes somewhere.
 */
final class SourceComments {
  private final int[] source;
  private final List<SourceItem> items = new ArrayList<>();
  private final List<Line> group = new ArrayList<>();

  private SourceComments(int[] source) {
    this.source = source;
  }

  /**
   * A comment, or an empty line.
   *
   * @param text from its {@code #} to the end of the line; empty for an empty line
   * @param alone nothing stands in front of it in its line
   */
  record Line(int index, int column, String text, boolean alone) {
    boolean isComment() {
      return !text.isEmpty();
    }
  }

  /** The comments and empty lines of a text, in order. */
  static List<Line> of(SourceItems.Parsed parsed) {
    List<Line> lines = new ArrayList<>();
    int[] source = parsed.codePoints();
    int at = 0;
    for (Text text : parsed.texts()) {
      between(source, at, text.start(), lines);
      at = Math.max(at, text.end());
    }
    between(source, at, source.length, lines);
    return lines;
  }

  /** Looks at a stretch without texts: blanks, line ends, punctuation and comments only. */
  private static void between(int[] source, int from, int to, List<Line> lines) {
    for (int i = from; i < to; i++) {
      if (source[i] != '#' && source[i] != '\n') {
        continue;
      }
      int lineStart = lineStart(source, i);
      boolean alone = isBlank(source, lineStart, i);
      if (source[i] == '#') {
        int end = i;
        while (end < to && source[end] != '\n') {
          end++;
        }
        String text = new String(source, i, end - i).stripTrailing();
        lines.add(new Line(i, i - lineStart, text, alone));
        i = end;
      } else if (alone) {
        lines.add(new Line(i, 0, "", true));
      }
    }
  }

  private static int lineStart(int[] source, int index) {
    int start = index;
    while (start > 0 && source[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private static boolean isBlank(int[] source, int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] != ' ' && source[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Gives each comment of a text to an item; lists with comments inside become blocks. */
  static void attach(SourceItems.Parsed parsed) {
    SourceComments comments = new SourceComments(parsed.codePoints());
    List<Line> lines = of(parsed);
    int[] places = lines.stream().filter(Line::isComment).mapToInt(Line::index).toArray();
    comments.collect(parsed.root(), places, true);
    for (Line line : lines) {
      SourceItem next = line.alone() ? comments.after(line.index()) : null;
      SourceItem pending =
          comments.group.isEmpty() ? null : comments.after(comments.group.getFirst().index());
      if (!comments.group.isEmpty() && (!line.alone() || next != pending)) {
        comments.endGroup(pending);
      }
      if (line.alone()) {
        comments.group.add(line);
      } else {
        comments.inline(line);
      }
    }
    if (!comments.group.isEmpty()) {
      comments.endGroup(comments.after(comments.group.getFirst().index()));
    }
  }

  /** Lists the items that get lines of their own, outer before inner. */
  private void collect(Value value, int[] comments, boolean root) {
    if (!(value instanceof Block block)) {
      return;
    }
    int next = Arrays.binarySearch(comments, block.start());
    int first = next < 0 ? -next - 1 : next;
    boolean holdsComment = first < comments.length && comments[first] < block.end();
    block.flow &= !root && !holdsComment;
    if (!block.flow) {
      for (SourceItem item : block.items) {
        items.add(item);
        collect(item.value, comments, false);
      }
    }
  }

  private @Nullable SourceItem after(int index) {
    int low = firstAfter(index);
    return low < items.size() ? items.get(low) : null;
  }

  private @Nullable SourceItem before(int index) {
    int low = firstAfter(index);
    return low > 0 ? items.get(low - 1) : null;
  }

  private int firstAfter(int index) {
    int low = 0;
    int high = items.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (items.get(middle).start > index) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Comments and empty lines between two items. */
  private void endGroup(@Nullable SourceItem next) {
    boolean follows = false;
    List<String> empty = new ArrayList<>();
    for (Line line : group) {
      if (!line.isComment()) {
        empty.add("");
        continue;
      }
      SourceItem above = follows ? null : above(line, next);
      follows = above == null && next != null;
      List<String> to = list(above, next);
      to.addAll(empty);
      to.add(line.text());
      empty.clear();
    }
    if (next != null) {
      next.before.addAll(empty);
    }
    group.clear();
  }

  private List<String> list(@Nullable SourceItem above, @Nullable SourceItem next) {
    return above != null ? above.after : next != null ? next.before : items.getLast().after;
  }

  /** The finished item that a comment, indented further than what follows, belongs to. */
  private @Nullable SourceItem above(Line line, @Nullable SourceItem next) {
    if (next != null && line.column() <= next.column) {
      return null;
    }
    SourceItem item = before(line.index());
    while (item != null && (item.column > line.column() || item.end() > line.index())) {
      if (item.end() > line.index()) {
        return null;
      }
      item = item.around;
    }
    return item;
  }

  private void inline(Line line) {
    for (SourceItem item = before(line.index()); item != null; item = item.around) {
      boolean here =
          isSameLine(item.start, line.index())
              || (item.end() <= line.index() && isSameLine(item.end(), line.index()));
      if (here && item.inline == null) {
        item.inline = line.text();
        item.inlineColumn = line.column();
        return;
      }
      if (here) {
        item.after.add(line.text());
        return;
      }
    }
    SourceItem next = after(line.index());
    if (next == null) {
      items.getLast().after.add(line.text());
    } else {
      next.before.add(line.text());
    }
  }

  private boolean isSameLine(int from, int to) {
    for (int i = from; i < to; i++) {
      if (source[i] == '\n') {
        return false;
      }
    }
    return true;
  }
}
