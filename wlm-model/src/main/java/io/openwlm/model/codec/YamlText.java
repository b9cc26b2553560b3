package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import java.util.List;
import java.util.Map;

/**
 * A tree as YAML 1.2: blocks indented by two, short mappings in one line, text in quotes only where
 * it would mean something else without. Lines are never folded.
 */
final class YamlText {
  private static final int MAX_LINE = 100;

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  static String of(FormTree tree) {
    YamlText text = new YamlText();
    text.block(tree, 0);
    return text.out.toString();
  }

  /** Writes a list or mapping from the current place on, in lines indented by {@code indent}. */
  private void block(FormTree tree, int indent) {
    switch (tree) {
      case Entries e -> {
        boolean first = true;
        for (Map.Entry<String, FormTree> entry : e.map().entrySet()) {
          lineStart(first, indent);
          first = false;
          out.append(YamlScalar.text(entry.getKey(), false)).append(':');
          value(entry.getValue(), indent);
        }
      }
      case Items i -> {
        boolean first = true;
        for (FormTree item : i.items()) {
          lineStart(first, indent);
          first = false;
          out.append('-');
          item(item, indent);
        }
      }
      case Text _, Bare _ -> out.append(scalar(tree, false)).append('\n');
    }
  }

  /** The first line of a block stands behind a dash or where its caller has put it. */
  private void lineStart(boolean first, int indent) {
    if (!first) {
      out.append(" ".repeat(indent));
    }
  }

  private void value(FormTree value, int indent) {
    if (fitsLine(value, indent)) {
      out.append(' ').append(line(value)).append('\n');
    } else {
      out.append('\n').append(" ".repeat(indent + 2));
      block(value, indent + 2);
    }
  }

  private void item(FormTree item, int indent) {
    out.append(' ');
    if (fitsLine(item, indent)) {
      out.append(line(item)).append('\n');
    } else {
      block(item, indent + 2);
    }
  }

  private static boolean fitsLine(FormTree value, int indent) {
    return switch (value) {
      case Text _, Bare _ -> true;
      case Entries e -> e.map().isEmpty() || (e.inline() && indent + line(e).length() <= MAX_LINE);
      case Items i -> i.items().isEmpty() || (i.inline() && indent + line(i).length() <= MAX_LINE);
    };
  }

  /** A tree in one line, however long. */
  static String inLine(FormTree tree) {
    return line(tree);
  }

  private static String line(FormTree value) {
    return switch (value) {
      case Text _, Bare _ -> scalar(value, false);
      case Entries _, Items _ -> flow(value);
    };
  }

  /** In one line, inside braces or brackets. */
  private static String flow(FormTree tree) {
    return switch (tree) {
      case Text _, Bare _ -> scalar(tree, true);
      case Items i -> {
        List<String> items = i.items().stream().map(YamlText::flow).toList();
        yield "[" + String.join(", ", items) + "]";
      }
      case Entries e when e.map().isEmpty() -> "{}";
      case Entries e -> {
        List<String> entries =
            e.map().entrySet().stream()
                .map(x -> YamlScalar.text(x.getKey(), true) + ": " + flow(x.getValue()))
                .toList();
        yield "{ " + String.join(", ", entries) + " }";
      }
    };
  }

  private static String scalar(FormTree tree, boolean inFlow) {
    return switch (tree) {
      case Text t -> YamlScalar.text(t.value(), inFlow);
      case Bare b -> b.word();
      case Entries _, Items _ -> throw new IllegalStateException("not a single value");
    };
  }
}
