package io.openwlm.model.codec;

import io.openwlm.model.codec.SourceText.Place;

/**
 * Finds where start tags begin in a text that a parser has found well-formed so far, one after the
 * other: the parser itself only tells where they end. Reads the text once, whatever the number of
 * tags.
 */
final class XmlPlaces {
  private final String text;
  private int position;
  private int counted;
  private int line = 1;
  private int column = 1;

  XmlPlaces(String text) {
    this.text = text;
  }

  /** Where the next start tag begins. */
  Place nextStartTag() {
    while (position < text.length()) {
      int tag = text.indexOf('<', position);
      if (tag < 0) {
        break;
      }
      if (text.startsWith("<!--", tag)) {
        position = after("-->", tag + 4);
      } else if (text.startsWith("<![CDATA[", tag)) {
        position = after("]]>", tag + 9);
      } else if (text.startsWith("<?", tag)) {
        position = after("?>", tag + 2);
      } else if (text.startsWith("</", tag)) {
        position = after(">", tag + 2);
      } else {
        position = tag + 1;
        return place(tag);
      }
    }
    return place(text.length());
  }

  /** Where the content of the element begins whose start tag was found last. */
  Place content() {
    char quote = 0;
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        break;
      }
    }
    int first = position;
    while (first < text.length() && Character.isWhitespace(text.charAt(first))) {
      first++;
    }
    return place(first);
  }

  private int after(String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }

  private Place place(int index) {
    for (; counted < index; counted++) {
      char c = text.charAt(counted);
      boolean crLf = c == '\r' && counted + 1 < text.length() && text.charAt(counted + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crLf)) {
        line++;
        column = 1;
      } else if (!Character.isLowSurrogate(c)) {
        column++;
      }
    }
    return new Place(line, column);
  }
}
