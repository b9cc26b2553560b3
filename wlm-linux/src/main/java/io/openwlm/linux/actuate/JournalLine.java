package io.openwlm.linux.actuate;

import io.openwlm.linux.cgroup.SettingFile;
import io.openwlm.linux.fs.KernelRoot;
import io.openwlm.linux.fs.KernelText;
import io.openwlm.model.definition.CgroupPath;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text form of a journal entry: one flat JSON object of strings. The parser accepts exactly
 * what the writer makes, and of that only what could harm nobody: control groups below the root of
 * a hierarchy, the files of {@link SettingFile}, numbers in their ranges.
 */
final class JournalLine {
  private static final int MAX_LENGTH = 8192;
  private static final String CPU = "cpu";
  private static final Set<String> OTHER_CONTROLLERS = Set.of("io", "memory");

  /** Why a line is refused. */
  static final class Refused extends Exception {
    Refused(String reason) {
      super(reason);
    }
  }

  private JournalLine() {}

  static String format(JournalEntry entry) {
    Map<String, String> fields = new LinkedHashMap<>();
    switch (entry) {
      case JournalEntry.Original(var root, var path, var inode, var value) -> {
        put(fields, "original", root, path);
        fields.put("inode", Long.toString(inode));
        fields.put("value", Long.toString(value));
      }
      case JournalEntry.Made(var root, var path, var inode) -> {
        put(fields, "made", root, path);
        fields.put("inode", Long.toString(inode));
      }
      case JournalEntry.Enabled(var root, var path, var controller) -> {
        put(fields, "enabled", root, path);
        // Lines of earlier versions have no controller and mean cpu.
        if (!controller.equals(CPU)) {
          fields.put("controller", controller);
        }
      }
      case JournalEntry.Moved(var root, var from, var pid, var startTicks) -> {
        put(fields, "moved", root, from);
        fields.put("pid", Integer.toString(pid));
        fields.put("start", Long.toString(startTicks));
      }
    }
    StringBuilder line = new StringBuilder("{");
    fields.forEach((key, value) -> {
      line.append(line.length() == 1 ? "\"" : ",\"").append(key).append("\":\"");
      escape(value, line);
      line.append('"');
    });
    return line.append('}').toString();
  }

  static JournalEntry parse(String line) throws Refused {
    if (line.length() > MAX_LENGTH) {
      throw new Refused("longer than " + MAX_LENGTH + " characters");
    }
    Map<String, String> fields = new FlatObject(line).fields();
    KernelRoot root = root(field(fields, "root"));
    String path = field(fields, "path");
    String kind = field(fields, "kind");
    JournalEntry entry =
        switch (kind) {
          case "original" ->
              new JournalEntry.Original(
                  root,
                  path,
                  number(fields, "inode", 1, Long.MAX_VALUE),
                  value(fields, file(path)));
          case "made" ->
              new JournalEntry.Made(root, group(path), number(fields, "inode", 1, Long.MAX_VALUE));
          case "enabled" ->
              new JournalEntry.Enabled(root, subtreeControl(path), controller(fields));
          case "moved" ->
              new JournalEntry.Moved(
                  root,
                  anyGroup(path),
                  (int) number(fields, "pid", 1, Integer.MAX_VALUE),
                  number(fields, "start", 1, Long.MAX_VALUE));
          default -> throw new Refused("unknown kind '" + kind + "'");
        };
    if (!format(entry).equals(line)) {
      throw new Refused("fields missing, added or out of order");
    }
    return entry;
  }

  private static void put(Map<String, String> fields, String kind, KernelRoot root, String path) {
    fields.put("kind", kind);
    fields.put("root", root.name());
    fields.put("path", path);
  }

  private static String field(Map<String, String> fields, String key) throws Refused {
    String value = fields.get(key);
    if (value == null) {
      throw new Refused("no field '" + key + "'");
    }
    return value;
  }

  private static KernelRoot root(String name) throws Refused {
    return switch (name) {
      case "CGROUP2" -> KernelRoot.CGROUP2;
      case "CGROUP1_CPU" -> KernelRoot.CGROUP1_CPU;
      default -> throw new Refused("'" + name + "' is no cgroup hierarchy");
    };
  }

  private static SettingFile file(String path) throws Refused {
    int slash = path.lastIndexOf('/');
    Optional<SettingFile> file = SettingFile.named(path.substring(slash + 1));
    if (slash < 1 || file.isEmpty()) {
      throw new Refused("'" + path + "' is no weight file below the root group");
    }
    group(path.substring(0, slash));
    return file.get();
  }

  private static String controller(Map<String, String> fields) throws Refused {
    String name = fields.getOrDefault("controller", CPU);
    if (fields.containsKey("controller") && !OTHER_CONTROLLERS.contains(name)) {
      throw new Refused("'" + name + "' is no controller");
    }
    return name;
  }

  private static String subtreeControl(String path) throws Refused {
    String suffix = "/cgroup.subtree_control";
    if (!path.endsWith(suffix)) {
      throw new Refused("'" + path + "' is no cgroup.subtree_control");
    }
    String group = path.substring(0, path.length() - suffix.length());
    anyGroup(group.isEmpty() ? "/" : group);
    return path;
  }

  private static String group(String path) throws Refused {
    if (path.equals("/")) {
      throw new Refused("the root group is never changed");
    }
    return anyGroup(path);
  }

  private static String anyGroup(String path) throws Refused {
    String problem = CgroupPath.problem(path);
    if (problem != null) {
      throw new Refused("path " + problem);
    }
    return path;
  }

  private static long value(Map<String, String> fields, SettingFile file) throws Refused {
    long value = number(fields, "value", file.min(), file.max());
    if (!file.isKernelValue(value)) {
      throw new Refused("'value' is not one of " + file.fileName() + ": '" + value + "'");
    }
    return value;
  }

  private static long number(Map<String, String> fields, String key, long min, long max)
      throws Refused {
    String text = field(fields, key);
    long value = KernelText.parse(text);
    if (value < min || value > max) {
      throw new Refused(
          "'" + key + "' is not a number from " + min + " to " + max + ": '" + text + "'");
    }
    return value;
  }

  private static void escape(String text, StringBuilder into) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        into.append('\\').append(c);
      } else if (c < ' ') {
        into.append(String.format("\\u%04x", (int) c));
      } else {
        into.append(c);
      }
    }
  }

  /** Reader of {@code {"key":"value",...}} without white space. */
  private static final class FlatObject {
    private final String text;
    private int at;

    FlatObject(String text) {
      this.text = text;
    }

    Map<String, String> fields() throws Refused {
      Map<String, String> fields = new LinkedHashMap<>();
      expect('{');
      do {
        String key = string();
        expect(':');
        if (fields.put(key, string()) != null) {
          throw new Refused("field '" + key + "' twice");
        }
      } while (next(','));
      expect('}');
      if (at != text.length()) {
        throw new Refused("text after the object");
      }
      return fields;
    }

    private boolean next(char wanted) {
      if (at < text.length() && text.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }

    private void expect(char wanted) throws Refused {
      if (!next(wanted)) {
        throw new Refused("'" + wanted + "' expected at column " + (at + 1));
      }
    }

    private String string() throws Refused {
      expect('"');
      StringBuilder value = new StringBuilder();
      while (!next('"')) {
        if (at >= text.length()) {
          throw new Refused("string without end");
        }
        char c = text.charAt(at++);
        value.append(c == '\\' ? escaped() : c);
      }
      return value.toString();
    }

    private char escaped() throws Refused {
      if (next('"')) {
        return '"';
      }
      if (next('\\')) {
        return '\\';
      }
      expect('u');
      if (at + 4 > text.length() || !text.substring(at, at + 4).matches("00[01][0-9a-f]")) {
        throw new Refused("unknown escape at column " + at);
      }
      at += 4;
      return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }
  }
}
