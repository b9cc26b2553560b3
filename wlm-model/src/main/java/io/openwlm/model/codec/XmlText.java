package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * XML as text. What cannot be printed, line ends in values and the characters of markup are written
 * as references, so the result is one line that reads back as the same.
 */
final class XmlText {
  private XmlText() {}

  /** A value as it may stand in content and in quotes. */
  static String escaped(String value) {
    StringBuilder text = new StringBuilder(value.length() + 16);
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      int c = value.codePointAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        default -> {
          if (PrintableText.isPrintable(c)) {
            text.appendCodePoint(c);
          } else if (isXml(c)) {
            text.append("&#x").append(Integer.toHexString(c).toUpperCase(Locale.ROOT));
            text.append(';');
          } else {
            text.append('?');
          }
        }
      }
    }
    return text.toString();
  }

  /** True for the characters that XML can hold at all. */
  static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  /**
   * An element in one line.
   *
   * @param namespace of the text around it, which needs no mention
   */
  static String of(XmlContent.Element element, String namespace) {
    StringBuilder text = new StringBuilder();
    append(text, element, namespace);
    return text.toString();
  }

  private static void append(StringBuilder text, XmlContent.Element element, String around) {
    text.append('<').append(element.name());
    if (!element.namespace().equals(around)) {
      text.append(" xmlns=\"").append(escaped(element.namespace())).append('"');
    }
    append(text, element.attributes());
    boolean hasChildren = !element.children().isEmpty();
    int start = text.append('>').length();
    for (XmlContent one : element.content()) {
      switch (one) {
        case XmlContent.Element child -> append(text, child, element.namespace());
        case XmlContent.Chars chars -> {
          if (!hasChildren || !chars.text().isBlank()) {
            text.append(escaped(chars.text()));
          }
        }
      }
    }
    if (text.length() == start) {
      text.setLength(start - 1);
      text.append("/>");
    } else {
      text.append("</").append(element.name()).append('>');
    }
  }

  /** An attribute alone, with the declaration of its namespace if it has one. */
  static String of(XmlContent.Attribute attribute) {
    StringBuilder text = new StringBuilder();
    append(text, List.of(attribute));
    return text.substring(1);
  }

  /** Appends attributes, each after a blank; every namespace gets one prefix. */
  static void append(StringBuilder text, List<XmlContent.Attribute> attributes) {
    Map<String, String> prefixes = new HashMap<>();
    for (XmlContent.Attribute one : attributes) {
      String prefix = "";
      if (one.prefix().equals("xml")) {
        prefix = "xml:";
      } else if (!one.namespace().isEmpty()) {
        String known = prefixes.get(one.namespace());
        prefix = known == null ? unused(one.prefix(), prefixes) : known;
        if (known == null) {
          prefixes.put(one.namespace(), prefix);
          text.append(" xmlns:").append(prefix, 0, prefix.length() - 1);
          text.append("=\"").append(escaped(one.namespace())).append('"');
        }
      }
      text.append(' ').append(prefix).append(one.name());
      text.append("=\"").append(escaped(one.value())).append('"');
    }
  }

  private static String unused(String wished, Map<String, String> prefixes) {
    String prefix = wished + ':';
    for (int i = 1; wished.isEmpty() || prefixes.containsValue(prefix); i++) {
      prefix = "n" + i + ':';
      if (!prefixes.containsValue(prefix)) {
        break;
      }
    }
    return prefix;
  }
}
