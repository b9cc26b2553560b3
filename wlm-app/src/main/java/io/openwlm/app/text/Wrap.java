package io.openwlm.app.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between words. */
public final class Wrap {
  private Wrap() {}

  /**
   * The text behind a label, further lines indented as deep as the label is wide.
   *
   * @param width most columns of a line; a longer word is left whole
   */
  public static List<String> hanging(String label, String text, int width) {
    List<String> lines = new ArrayList<>();
    String indent = " ".repeat(Cell.length(label));
    StringBuilder line = new StringBuilder(label);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && Cell.length(line.toString()) + 1 + Cell.length(word) > width) {
        lines.add(line.toString());
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}
