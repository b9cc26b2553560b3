package io.openwlm.model.codec;

import io.openwlm.model.codec.FormTree.Bare;
import io.openwlm.model.codec.FormTree.Entries;
import io.openwlm.model.codec.FormTree.Items;
import io.openwlm.model.codec.FormTree.Text;
import io.openwlm.model.definition.PrintableText;
import java.util.Iterator;
import java.util.Map;

/** A tree as JSON (RFC 8259), indented by two, short mappings in one line. */
final class JsonText {
  private static final int MAX_LINE = 100;

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(FormTree tree) {
    JsonText text = new JsonText();
    text.value(tree, 0);
    return text.out.append('\n').toString();
  }

  private void value(FormTree tree, int indent) {
    switch (tree) {
      case Text t -> out.append(quoted(t.value()));
      case Bare b -> out.append(b.word());
      case Items i -> {
        if (i.items().isEmpty()) {
          out.append("[]");
        } else {
          items(i, indent);
        }
      }
      case Entries e -> {
        if (e.map().isEmpty()) {
          out.append("{}");
        } else {
          entries(e, indent);
        }
      }
    }
  }

  private void items(Items list, int indent) {
    String between = list.inline() ? ", " : ",\n" + " ".repeat(indent + 2);
    out.append(list.inline() ? "[" : "[\n" + " ".repeat(indent + 2));
    for (Iterator<FormTree> i = list.items().iterator(); i.hasNext(); ) {
      value(i.next(), indent + 2);
      out.append(i.hasNext() ? between : "");
    }
    out.append(list.inline() ? "]" : "\n" + " ".repeat(indent) + "]");
  }

  private void entries(Entries entries, int indent) {
    int start = out.length();
    entries(entries, indent, entries.inline());
    boolean tooLong = entries.inline() && indent + out.length() - start > MAX_LINE;
    if (tooLong) {
      out.setLength(start);
      entries(entries, indent, false);
    }
  }

  private void entries(Entries entries, int indent, boolean inline) {
    String between = inline ? ", " : ",\n" + " ".repeat(indent + 2);
    out.append(inline ? "{ " : "{\n" + " ".repeat(indent + 2));
    for (Iterator<Map.Entry<String, FormTree>> i = entries.map().entrySet().iterator();
        i.hasNext(); ) {
      Map.Entry<String, FormTree> entry = i.next();
      out.append(quoted(entry.getKey())).append(": ");
      value(entry.getValue(), indent + 2);
      out.append(i.hasNext() ? between : "");
    }
    out.append(inline ? " }" : "\n" + " ".repeat(indent) + "}");
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
              if (PrintableText.isPrintable(c)) {
                text.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  text.append(String.format("\\u%04x", (int) unit));
                }
              }
            }
          }
        });
    return text.append('"').toString();
  }
}
