package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;

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
            text.append("&#x").append(Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT));
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
    element.attributes().forEach(a -> text.append(' ').append(of(a)));
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

  /** An attribute with its value in quotes, and its namespace before it if it has one. */
  static String of(XmlContent.Attribute attribute) {
    String value = attribute.name() + "=\"" + escaped(attribute.value()) + '"';
    if (attribute.namespace().isEmpty()) {
      return value;
    }
    if (attribute.prefix().equals("xml")) {
      return "xml:" + value;
    }
    String prefix = attribute.prefix().isEmpty() ? "a" : attribute.prefix();
    return "xmlns:" + prefix + "=\"" + escaped(attribute.namespace()) + "\" " + prefix + ':' + value;
  }
}
