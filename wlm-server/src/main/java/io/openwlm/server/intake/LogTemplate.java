package io.openwlm.server.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A format made of literal text and variables, as nginx and Apache have them. A line is read once
 * from left to right; a variable ends where the literal after it begins, in quotes at the first
 * quote that is not escaped. Immutable.
 */
final class LogTemplate implements LogFormat {
  /** Of nginx: combined with the time a request took at the end. */
  static final String NGINX_COMBINED_TIME =
      "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent"
          + " \"$http_referer\" \"$http_user_agent\" $request_time";

  private static final double SECOND = 1e9;

  enum Field {
    TIME,
    REQUEST,
    PATH,
    HOST,
    STATUS,
    OTHER
  }

  /**
   * A variable and the literal after it; the literal of the last one is what ends the line.
   *
   * @param unitNanos of a time
   */
  private record Part(Field field, double unitNanos, String after) {}

  private final String before;
  private final List<Part> parts;

  private LogTemplate(String before, List<Part> parts) {
    this.before = before;
    this.parts = List.copyOf(parts);
  }

  /** Puts a template together. */
  private static final class Builder {
    private final StringBuilder literal = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private @Nullable String before;
    private Field field = Field.OTHER;
    private double unitNanos;

    void variable(Field next, double unit) {
      close();
      field = next;
      unitNanos = unit;
    }

    private void close() {
      if (before == null) {
        before = literal.toString();
      } else {
        if (literal.isEmpty()) {
          throw new IllegalArgumentException("two variables with nothing between them");
        }
        parts.add(new Part(field, unitNanos, literal.toString()));
      }
      literal.setLength(0);
    }

    LogTemplate build(String timeName) {
      if (before == null) {
        throw new IllegalArgumentException("it has no variables");
      }
      parts.add(new Part(field, unitNanos, literal.toString()));
      if (parts.stream().filter(p -> p.field == Field.TIME).count() != 1) {
        throw new IllegalArgumentException("it needs " + timeName + " exactly once");
      }
      return new LogTemplate(before, parts);
    }
  }

  /**
   * A {@code log_format} of nginx.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static LogTemplate nginx(String format) {
    Builder builder = new Builder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c != '$') {
        builder.literal.append(c);
        i++;
        continue;
      }
      boolean braces = i + 1 < format.length() && format.charAt(i + 1) == '{';
      int start = i + (braces ? 2 : 1);
      int end = start;
      while (end < format.length() && isNameCharacter(format.charAt(end))) {
        end++;
      }
      if (end == start || (braces && (end == format.length() || format.charAt(end) != '}'))) {
        throw new IllegalArgumentException("a $ without a name at character " + (i + 1));
      }
      builder.variable(nginxField(format.substring(start, end)), SECOND);
      i = braces ? end + 1 : end;
    }
    return builder.build("$request_time");
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static Field nginxField(String name) {
    return switch (name) {
      case "request_time" -> Field.TIME;
      case "request" -> Field.REQUEST;
      case "uri", "request_uri", "document_uri" -> Field.PATH;
      case "host", "http_host", "server_name" -> Field.HOST;
      case "status" -> Field.STATUS;
      default -> Field.OTHER;
    };
  }

  /**
   * A {@code LogFormat} of Apache.
   *
   * @throws IllegalArgumentException with what is wrong with it
   */
  static LogTemplate apache(String format) {
    Builder builder = new Builder();
    int i = 0;
    while (i < format.length()) {
      char c = format.charAt(i);
      if (c != '%') {
        builder.literal.append(c);
        i++;
      } else if (format.startsWith("%%", i)) {
        builder.literal.append('%');
        i += 2;
      } else {
        i = apacheVariable(format, i + 1, builder);
      }
    }
    return builder.build("one of %D, %T, %{ms}T, %{us}T");
  }

  private static int apacheVariable(String format, int from, Builder builder) {
    int i = from;
    while (i < format.length() && "<>!,0123456789".indexOf(format.charAt(i)) >= 0) {
      i++;
    }
    String argument = "";
    if (i < format.length() && format.charAt(i) == '{') {
      int end = format.indexOf('}', i);
      if (end < 0) {
        throw new IllegalArgumentException("a { without }");
      }
      argument = format.substring(i + 1, end);
      i = end + 1;
    }
    int letters = i < format.length() && format.charAt(i) == '^' ? 3 : 1;
    if (i + letters > format.length()) {
      throw new IllegalArgumentException("a % without a letter");
    }
    String letter = format.substring(i, i + letters);
    double unit =
        switch (letter + argument) {
          case "D", "Tus" -> 1e3;
          case "Tms" -> 1e6;
          default -> SECOND;
        };
    builder.variable(apacheField(letter, argument), unit);
    return i + letters;
  }

  private static Field apacheField(String letter, String argument) {
    return switch (letter) {
      case "D", "T" -> Field.TIME;
      case "r" -> Field.REQUEST;
      case "U" -> Field.PATH;
      case "v", "V" -> Field.HOST;
      case "i" -> argument.equalsIgnoreCase("Host") ? Field.HOST : Field.OTHER;
      case "s" -> Field.STATUS;
      default -> Field.OTHER;
    };
  }

  @Override
  public @Nullable Request parse(String line) {
    if (!line.startsWith(before)) {
      return null;
    }
    int at = before.length();
    long nanos = -1;
    String path = "";
    String host = "";
    String status = "";
    for (int p = 0; p < parts.size(); p++) {
      Part part = parts.get(p);
      int end = end(line, at, part.after, p == parts.size() - 1);
      if (end < 0) {
        return null;
      }
      String value = line.substring(at, end);
      switch (part.field) {
        case TIME -> nanos = LogFormat.nanos(value, part.unitNanos);
        case REQUEST -> path = target(value);
        case PATH -> path = LogFormat.path(value);
        case HOST -> host = value;
        case STATUS -> status = value;
        case OTHER -> {}
      }
      at = end + part.after.length();
    }
    return nanos < 0 ? null : new Request(nanos, path, host, status, Map.of());
  }

  /** Where a value ends; negative if its literal does not follow. */
  private static int end(String line, int from, String after, boolean last) {
    if (last) {
      return line.endsWith(after) && line.length() - after.length() >= from
          ? line.length() - after.length()
          : -1;
    }
    int end = line.indexOf(after, from);
    if (after.charAt(0) == '"') {
      while (end > from && isEscaped(line, end, from)) {
        end = line.indexOf(after, end + 1);
      }
    }
    return end;
  }

  private static boolean isEscaped(String line, int at, int from) {
    int slashes = 0;
    while (at - 1 - slashes >= from && line.charAt(at - 1 - slashes) == '\\') {
      slashes++;
    }
    return slashes % 2 == 1;
  }

  /** The path of {@code GET /a?b HTTP/1.1}; empty if it is no such line. */
  private static String target(String request) {
    int first = request.indexOf(' ');
    if (first < 0) {
      return "";
    }
    int second = request.indexOf(' ', first + 1);
    return LogFormat.path(request.substring(first + 1, second < 0 ? request.length() : second));
  }
}
