package io.openwlm.server.oper;

import java.util.ArrayList;
import java.util.List;

/**
 * Commands of a batch: one a line; a line that ends in {@code -} or {@code ,} goes on in the next
 * one, whose leading blanks do not count; a line that begins with {@code *} is a comment, an empty
 * one nothing.
 */
public final class OperScript {
  private OperScript() {}

  /**
   * One command.
   *
   * @param line number of its first line, from 1
   */
  public record Line(int line, String command) {}

  /** The commands of a text, in their order. */
  public static List<Line> commands(String text) {
    List<Line> commands = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int first = 0;
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = raw.strip();
      if (line.startsWith("*") || (line.isEmpty() && open.isEmpty())) {
        continue;
      }
      first = open.isEmpty() ? number : first;
      boolean dash = line.endsWith("-");
      open.append(dash ? line.substring(0, line.length() - 1) : line);
      if (!dash && !line.endsWith(",")) {
        commands.add(new Line(first, open.toString().strip()));
        open.setLength(0);
      }
    }
    if (!open.isEmpty()) {
      commands.add(new Line(first, open.toString().strip()));
    }
    return List.copyOf(commands);
  }
}
