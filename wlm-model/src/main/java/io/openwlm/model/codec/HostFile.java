package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of files on the host: absolute, in their shortest form, printable. */
final class HostFile {
  /** What the kernel takes for the address of a socket, without the end mark. */
  static final int MAX_SOCKET = 107;

  private static final int MAX = 400;

  private HostFile() {}

  /** The path of a key; null if it is not there or after reporting what is wrong with it. */
  static @Nullable String of(Problems problems, Fields fields, String key) {
    Node node = fields.get(key);
    return node == null ? null : of(problems, node, key, MAX);
  }

  /** A path of at most {@code max} bytes of text. */
  static @Nullable String of(Problems problems, Node node, String what, int max) {
    String text = Values.text(problems, node, what);
    if (text == null) {
      return null;
    }
    String problem = problem(text, max);
    if (problem != null) {
      problems.add(ProblemCode.HOST_FILE, node, what, Values.found(node), problem);
      return null;
    }
    return text;
  }

  private static @Nullable String problem(String path, int max) {
    if (!path.startsWith("/")) {
      return "is not absolute";
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > max) {
      return "is longer than " + max + " bytes";
    }
    if (!path.codePoints().allMatch(PrintableText::isPrintable)) {
      return "contains a character that cannot be printed";
    }
    List<String> parts = List.of(path.substring(1).split("/", -1));
    return parts.stream().anyMatch(p -> p.isEmpty() || p.equals(".") || p.equals(".."))
        ? "has an empty, . or .. part"
        : null;
  }
}
