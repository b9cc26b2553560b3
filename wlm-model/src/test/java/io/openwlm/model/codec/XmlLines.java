package io.openwlm.model.codec;

import java.util.Locale;

/** XML for tests, a line for each tag, indented by four blanks as z/OS does. */
final class XmlLines {
  final StringBuilder text = new StringBuilder();
  int depth;

  void open(String name) {
    line("<" + name + ">");
    depth++;
  }

  void close(String name) {
    depth--;
    line("</" + name + ">");
  }

  void leaf(String name, Object value) {
    String escaped = value.toString().replace("&", "&amp;").replace("<", "&lt;");
    line("<" + name + ">" + escaped + "</" + name + ">");
  }

  void line(String line) {
    text.append("    ".repeat(depth)).append(line).append('\n');
  }

  void history(int n) {
    leaf(
        "CreationDate",
        String.format(
            Locale.ROOT, "19%02d/0%d/1%d 0%d:00:59", 90 + n % 9, 1 + n % 9, n % 9, n % 9));
    if (n % 7 != 3) {
      leaf("CreationUser", "IBMUSER");
    }
    leaf(
        "ModificationDate",
        String.format(Locale.ROOT, "2024/1%d/2%d 1%d:30:00", n % 3, n % 9, n % 9));
    leaf("ModificationUser", n % 5 == 0 ? "$SYSP" : "HANSEN");
  }

  void named(String name, String description, int n) {
    leaf("Name", name);
    leaf("Description", description);
    history(n);
  }
}
