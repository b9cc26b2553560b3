package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceItem.Block;
import io.openwlm.model.codec.SourceItem.Text;
import io.openwlm.model.codec.SourceItem.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes items that came from a YAML text in the layout of {@link YamlText}, with their comments
 * and empty lines. What the author chose stays: braces or lines, which values are there, texts over
 * several lines. Items are put into the documented order of keys.
 */
final class YamlLayout {
  private static final int MAX_LINE = 100;
  private static final Pattern EXPLICIT_INDENT = Pattern.compile("[|>][-+]?[1-9].*");

  private final StringBuilder out = new StringBuilder();

  private YamlLayout() {}

  static String of(Value root) {
    YamlLayout layout = new YamlLayout();
    if (root instanceof Block block) {
      layout.block(block, 0, KeyOrder.ofRoot(block), false);
    }
    return layout.out.toString().strip() + "\n";
  }

  /**
   * Writes a block.
   *
   * @param started its first line has been started, behind a dash
   */
  private void block(Block block, int indent, KeyOrder order, boolean started) {
    boolean first = started;
    for (SourceItem item : ordered(block, order)) {
      if (!first) {
        lines(leading(item, order), indent);
        out.append(" ".repeat(indent));
      }
      first = false;
      item(item, indent, order);
      lines(item.after, indent);
    }
  }

  /** What stands in front of an item, also what cannot stand behind its dash. */
  private static List<String> leading(SourceItem item, KeyOrder order) {
    List<String> lines = new ArrayList<>(item.before);
    if (item.key == null && item.value instanceof Block block && !block.items.isEmpty()) {
      KeyOrder inner = order.of(null);
      if (item.inline != null && !block.flow) {
        lines.add(item.inline);
      }
      lines.addAll(leading(ordered(block, inner).getFirst(), inner));
    }
    return lines;
  }

  private static List<SourceItem> ordered(Block block, KeyOrder order) {
    if (!block.mapping || order.keys().isEmpty()) {
      return block.items;
    }
    List<SourceItem> sorted = new ArrayList<>(block.items);
    sorted.sort(
        Comparator.comparingInt(i -> i.key == null ? 0 : order.keys().indexOf(i.key.value())));
    return sorted;
  }

  private void lines(List<String> lines, int indent) {
    for (String line : lines) {
      out.append(line.isEmpty() ? "" : " ".repeat(indent) + line).append('\n');
    }
  }

  private void item(SourceItem item, int indent, KeyOrder order) {
    Text key = item.key;
    KeyOrder inner = order.of(key == null ? null : key.value());
    boolean dash = key == null;
    out.append(key == null ? "-" : scalar(key, false) + ":");
    if (item.value instanceof Block block && !fitsLine(block, indent, inner)) {
      if (dash) {
        // Its comment stands in front of it.
        out.append(' ');
        block(block, indent + 2, inner, true);
      } else {
        comment(item);
        out.append('\n');
        block(block, indent + 2, inner, false);
      }
      return;
    }
    String value =
        item.value instanceof Text text ? text(text, indent) : flow((Block) item.value, inner);
    out.append(value.isEmpty() ? "" : " " + value);
    comment(item);
    out.append('\n');
  }

  /** A comment stays in its column if there is room, else two blanks behind the value. */
  private void comment(SourceItem item) {
    String comment = item.inline;
    if (comment != null) {
      int lineStart = out.lastIndexOf("\n") + 1;
      int width = out.codePointCount(lineStart, out.length());
      out.append(" ".repeat(Math.max(2, item.inlineColumn - width))).append(comment);
    }
  }

  private static boolean fitsLine(Block block, int indent, KeyOrder order) {
    return block.items.isEmpty()
        || (block.flow && indent + flow(block, order).length() <= MAX_LINE);
  }

  private static String flow(Block block, KeyOrder order) {
    if (block.items.isEmpty()) {
      return block.mapping ? "{}" : "[]";
    }
    String items =
        ordered(block, order).stream()
            .map(item -> flow(item, order))
            .collect(Collectors.joining(", "));
    return block.mapping ? "{ " + items + " }" : "[" + items + "]";
  }

  private static String flow(SourceItem item, KeyOrder order) {
    Text key = item.key;
    String value =
        item.value instanceof Text text
            ? scalar(text, true)
            : flow((Block) item.value, order.of(key == null ? null : key.value()));
    return key == null ? value : (scalar(key, true) + ": " + value).stripTrailing();
  }

  private static String text(Text text, int indent) {
    if (!text.isLong() || (text.block() && EXPLICIT_INDENT.matcher(text.raw()).lookingAt())) {
      return scalar(text, false);
    }
    List<String> lines = text.raw().lines().toList();
    int margin =
        text.block()
            ? lines.stream()
                .skip(1)
                .filter(l -> !l.isBlank())
                .mapToInt(l -> l.length() - l.stripLeading().length())
                .min()
                .orElse(0)
            : Integer.MAX_VALUE;
    StringBuilder shown = new StringBuilder(lines.getFirst().strip());
    for (String line : lines.subList(1, lines.size())) {
      int blanks = line.length() - line.stripLeading().length();
      String rest = line.substring(Math.min(blanks, margin));
      shown.append('\n').append(rest.isBlank() ? "" : " ".repeat(indent + 2) + rest);
    }
    return shown.toString();
  }

  /** A text in one line: as it was if it had no quotes, else with quotes only if it needs them. */
  private static String scalar(Text text, boolean inFlow) {
    return text.plain() ? text.value() : YamlScalar.text(text.value(), inFlow);
  }
}
