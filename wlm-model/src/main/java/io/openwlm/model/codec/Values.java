package io.openwlm.model.codec;

import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.PrintableText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns single values into typed ones. Each method answers null after it has reported why, and
 * stays silent about a value that was refused before. Types never follow from the look of a value:
 * a number in quotes is text, and a text that looks like a number is text.
 */
final class Values {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?) ?(us|ms|s|min|m|h)");
  private static final Pattern RATE =
      Pattern.compile(
          "([0-9]{1,15}(?:\\.[0-9]{1,18})?)([KM]?)/([0-9]{1,12}(?:\\.[0-9]{1,9})?)?"
              + "(us|ms|s|sec|second|m|min|minute|h|hour|d|day|month)");
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9$#@_|~{}\\\\!:\"\\[\\]%^][A-Za-z0-9$#@_|~{}\\\\!:\"\\[\\]%^.-]{0,31}");
  static final int MAX_LINE = 400;

  private Values() {}

  /** Reports a value of the wrong kind. */
  static void wrongType(Problems problems, Node node, String what, String expected) {
    if (!(node instanceof Node.Refused)) {
      problems.add(ProblemCode.WRONG_TYPE, node, what, expected, found(node));
    }
  }

  /** A value as messages show it. */
  static String found(Node node) {
    return switch (node) {
      case Node.Scalar s when s.isNull() -> "nothing";
      case Node.Scalar s when s.plain() -> PrintableText.of(s.value());
      case Node.Scalar s -> '"' + PrintableText.of(s.value()) + '"';
      case Node.Sequence _ -> "a list";
      case Node.Mapping _ -> "a mapping";
      case Node.Refused _ -> "a refused value";
    };
  }

  /** Any single value as text; {@code null} and nothing are no text. */
  static @Nullable String text(Problems problems, Node node, String what) {
    if (node instanceof Node.Scalar s && !s.isNull()) {
      return s.value();
    }
    wrongType(problems, node, what, "text");
    return null;
  }

  /** Text for people: one line, white space folded, may be empty. */
  static @Nullable String line(Problems problems, Node node, String what) {
    String text = text(problems, node, what);
    if (text == null) {
      return null;
    }
    String line = text.strip().replaceAll("[ \\t\\r\\n]+", " ");
    if (line.length() > MAX_LINE || !line.codePoints().allMatch(PrintableText::isPrintable)) {
      problems.add(ProblemCode.NOT_ONE_LINE, node, what, MAX_LINE);
      return null;
    }
    return line;
  }

  /** A name of a definition or service class. */
  static @Nullable String name(Problems problems, Node node, String what) {
    String text = text(problems, node, what);
    if (text == null) {
      return null;
    }
    if (!NAME.matcher(text).matches()) {
      problems.add(ProblemCode.NAME, node, what, found(node));
      return null;
    }
    return text;
  }

  /** A whole number without quotes. */
  static @Nullable Long wholeNumber(Problems problems, Node node, String what) {
    if (node instanceof Node.Scalar s && s.plain() && WHOLE.matcher(s.value()).matches()) {
      return Long.valueOf(s.value());
    }
    if (node instanceof Node.Scalar s && !s.plain() && WHOLE.matcher(s.value()).matches()) {
      problems.addWithHint(
          ProblemCode.WRONG_TYPE, node, "remove the quotes", what, "a whole number", found(node));
      return null;
    }
    wrongType(problems, node, what, "a whole number");
    return null;
  }

  /** {@code true} or {@code false}, and nothing else. */
  static @Nullable Boolean flag(Problems problems, Node node, String what) {
    if (node instanceof Node.Scalar s && s.plain()) {
      if (s.value().equals("true")) {
        return true;
      }
      if (s.value().equals("false")) {
        return false;
      }
    }
    wrongType(problems, node, what, "true or false");
    return null;
  }

  /** One of a few words. */
  static @Nullable String choice(Problems problems, Node node, String what, List<String> choices) {
    if (node instanceof Node.Scalar s && choices.contains(s.value())) {
      return s.value();
    }
    if (!(node instanceof Node.Refused)) {
      String hint = node instanceof Node.Scalar s ? NearestName.hint(s.value(), choices, "") : "";
      problems.addWithHint(
          ProblemCode.CHOICE, node, hint, what, String.join(" or ", choices), found(node));
    }
    return null;
  }

  /** One of the constants of an enum by its key; null for no node. */
  static <E> @Nullable E oneOf(
      Problems problems, @Nullable Node node, String what, E[] values, Function<E, String> key) {
    if (node == null) {
      return null;
    }
    List<String> keys = Arrays.stream(values).map(key).toList();
    String text = choice(problems, node, what, keys);
    return text == null ? null : values[keys.indexOf(text)];
  }

  /** A duration in nanoseconds, 0 or more, rounded down. */
  static @Nullable Long durationNanos(Problems problems, Node node, String what) {
    if (node instanceof Node.Scalar s) {
      Matcher m = DURATION.matcher(s.value());
      if (m.matches()) {
        long unit =
            switch (m.group(2)) {
              case "us" -> 1_000L;
              case "ms" -> 1_000_000L;
              case "s" -> 1_000_000_000L;
              case "h" -> 3_600_000_000_000L;
              default -> 60_000_000_000L;
            };
        BigDecimal nanos = new BigDecimal(m.group(1)).multiply(BigDecimal.valueOf(unit));
        return nanos
            .min(BigDecimal.valueOf(Long.MAX_VALUE))
            .setScale(0, RoundingMode.DOWN)
            .longValueExact();
      }
    }
    if (!(node instanceof Node.Refused)) {
      problems.add(ProblemCode.DURATION, node, what, found(node));
    }
    return null;
  }

  /** {@code 100/min} or {@code 500K/6h} as a number per second, above 0. */
  static @Nullable Double ratePerSecond(Problems problems, Node node, String what, String example) {
    Matcher m = node instanceof Node.Scalar s ? RATE.matcher(s.value()) : null;
    if (m == null || !m.matches()) {
      if (!(node instanceof Node.Refused)) {
        problems.add(ProblemCode.RATE, node, what, found(node), example);
      }
      return null;
    }
    double thousands = m.group(2).equals("K") ? 1e3 : m.group(2).equals("M") ? 1e6 : 1;
    double seconds =
        switch (m.group(4)) {
          case "us" -> 1e-6;
          case "ms" -> 1e-3;
          case "s", "sec", "second" -> 1;
          case "m", "min", "minute" -> 60;
          case "h", "hour" -> 3600;
          case "d", "day" -> 86_400;
          default -> 30 * 86_400.0;
        };
    double count = m.group(3) == null ? 1 : Double.parseDouble(m.group(3));
    double perSecond = Double.parseDouble(m.group(1)) * thousands / (seconds * count);
    if (!(perSecond > 0 && perSecond <= 1e9)) {
      problems.add(ProblemCode.RATE_RANGE, node, what, found(node));
      return null;
    }
    return perSecond;
  }

  /** The path of a control group in the hierarchy; no path of the host. */
  static @Nullable CgroupPath cgroup(Problems problems, Node node, String what) {
    String text = text(problems, node, what);
    if (text == null) {
      return null;
    }
    String problem = CgroupPath.problem(text);
    if (problem == null && !text.codePoints().allMatch(PrintableText::isPrintable)) {
      problem = "contains a character that cannot be printed";
    }
    if (problem != null) {
      problems.add(ProblemCode.CGROUP_PATH, node, what, found(node), problem);
      return null;
    }
    CgroupPath path = new CgroupPath(text);
    CgroupPath mount = new CgroupPath("/sys/fs/cgroup");
    if (path.isAtOrBelow(mount)) {
      String rest = text.substring(mount.value().length());
      problems.add(
          ProblemCode.HOST_PATH,
          node,
          what,
          found(node),
          PrintableText.of(rest.isEmpty() ? "/" : rest));
      return null;
    }
    return path;
  }

  /** The items of a list, at most {@code max}; empty after reporting that it is none. */
  static List<Node> items(Problems problems, Node node, String what, int max) {
    if (!(node instanceof Node.Sequence list)) {
      wrongType(problems, node, what, "a list");
      return List.of();
    }
    if (list.items().size() > max) {
      problems.add(ProblemCode.TOO_MANY_ITEMS, node, what, list.items().size(), max);
      return List.of();
    }
    return new ArrayList<>(list.items());
  }
}
