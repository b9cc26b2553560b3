package io.openwlm.simulator.scenario;

import io.openwlm.model.codec.Node;
import io.openwlm.model.definition.CgroupPath;
import io.openwlm.model.definition.Durations;
import io.openwlm.model.definition.PrintableText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with a closed set of keys, and its values with types. What is wrong is reported; then a
 * value that does no harm stands in, and the scenario is never built.
 */
final class Keys {
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern DURATION =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?)(us|ms|s|min|h)");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,6})?)/(s|min)");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{1,6})?");
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?)%");
  private static final Pattern BYTES = Pattern.compile("(0|[1-9][0-9]{0,7})(KiB|MiB|GiB)");
  private static final long MAX_BYTES = 1L << 46;
  private static final double MAX_PER_SECOND = 100_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");
  static final long MAX_DURATION_NANOS = 24L * 3600 * 1_000_000_000L;

  private final Node at;
  private final String what;
  private final ScenarioProblems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * @param what the mapping in messages
   * @param known its keys
   */
  Keys(Node node, String what, ScenarioProblems problems, List<String> known) {
    at = node;
    this.what = what;
    this.problems = problems;
    if (!(node instanceof Node.Mapping mapping)) {
      wrong(node, what, "a mapping (key: value)");
      return;
    }
    for (Node.Entry entry : mapping.entries()) {
      String key = entry.key().value();
      if (known.contains(key)) {
        values.put(key, entry.value());
      } else {
        problems.add(
            ScenarioCode.UNKNOWN_KEY,
            entry.key(),
            "known here: " + String.join(", ", known),
            PrintableText.of(key));
      }
    }
  }

  Node at() {
    return at;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value; null if it is not there. */
  @Nullable Node get(String key) {
    return values.get(key);
  }

  /** The value; null after reporting that it is not there. */
  @Nullable Node required(String key) {
    Node value = values.get(key);
    if (value == null && at instanceof Node.Mapping) {
      problems.add(ScenarioCode.MISSING_KEY, at, "", key + " of " + what);
    }
    return value;
  }

  /** The only key of these that is there; null after reporting that it is not exactly one. */
  @Nullable String one(List<String> kinds) {
    List<String> there = kinds.stream().filter(values::containsKey).toList();
    if (there.size() == 1) {
      return there.getFirst();
    }
    if (at instanceof Node.Mapping) {
      problems.add(ScenarioCode.NOT_ONE_KIND, at, "", what, String.join(", ", kinds));
    }
    return null;
  }

  /** Reports keys that have no meaning beside another. */
  void refuse(String kind, List<String> others) {
    for (String other : others) {
      Node value = values.get(other);
      if (value != null) {
        problems.add(ScenarioCode.NOT_TOGETHER, value, "remove it", other, kind);
      }
    }
  }

  String text(String key, String otherwise) {
    Node value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Node.Scalar scalar && scalar.value().length() <= 400) {
      return PrintableText.of(scalar.value().strip(), 400);
    }
    wrong(value, key, "a line of text");
    return otherwise;
  }

  String name(String key) {
    Node value = required(key);
    String text = value == null ? null : scalar(value);
    if (text != null && NAME.matcher(text).matches()) {
      return text;
    }
    if (value != null) {
      wrong(value, key, "1 to 32 letters, digits, - or _, starting with a letter");
    }
    return "";
  }

  /** A whole number in a range. */
  long number(String key, long min, long max, @Nullable Long otherwise) {
    Node value = otherwise == null ? required(key) : values.get(key);
    if (value == null) {
      return otherwise == null ? min : otherwise;
    }
    String text = scalar(value);
    if (text != null && WHOLE.matcher(text).matches()) {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    wrong(value, key, "a whole number from " + min + " to " + max);
    return min;
  }

  /** A duration in nanoseconds, at most 24 hours. */
  long duration(String key, long minNanos, @Nullable Long otherwise) {
    Node value = otherwise == null ? required(key) : values.get(key);
    if (value == null) {
      return otherwise == null ? minNanos : otherwise;
    }
    String text = scalar(value);
    Matcher matcher = text == null ? null : DURATION.matcher(text);
    if (matcher != null && matcher.matches()) {
      long unit =
          switch (matcher.group(2)) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "min" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
          };
      long nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
      if (nanos >= minNanos && nanos <= MAX_DURATION_NANOS) {
        return nanos;
      }
    }
    String least = minNanos > 0 ? " above 0" : "";
    wrong(value, key, "a duration" + least + " such as 250ms or 15s, at most 24h");
    return minNanos;
  }

  /** A number per second, 0 or more. */
  double rate(String key) {
    Node value = required(key);
    String text = value == null ? null : scalar(value);
    Matcher matcher = text == null ? null : RATE.matcher(text);
    if (matcher != null && matcher.matches()) {
      double seconds = matcher.group(2).equals("s") ? 1 : 60;
      double perSecond = Double.parseDouble(matcher.group(1)) / seconds;
      if (perSecond <= MAX_PER_SECOND) {
        return perSecond;
      }
    }
    if (value != null) {
      wrong(value, key, "a rate such as 200/s or 30/min, at most 100000/s");
    }
    return 0;
  }

  /** A decimal number in a range. */
  double decimal(String key, double min, double max, double otherwise) {
    Node value = values.get(key);
    if (value == null) {
      return otherwise;
    }
    String text = scalar(value);
    if (text != null && DECIMAL.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (number >= min && number <= max) {
        return number;
      }
    }
    wrong(value, key, "a number from " + min + " to " + max);
    return otherwise;
  }

  /** A share in percent, as a number from 0 to 1. */
  double share(String key) {
    Node value = required(key);
    String text = value == null ? null : scalar(value);
    Matcher matcher = text == null ? null : PERCENT.matcher(text);
    if (matcher != null && matcher.matches()) {
      double percent = Double.parseDouble(matcher.group(1));
      if (percent <= 100) {
        return percent / 100;
      }
    }
    if (value != null) {
      wrong(value, key, "a share such as 95%");
    }
    return 0;
  }

  /** An amount of memory in bytes, at most 64 TiB. */
  long bytes(String key, @Nullable Long otherwise) {
    Node value = otherwise == null ? required(key) : values.get(key);
    if (value == null) {
      return otherwise == null ? 0 : otherwise;
    }
    String text = scalar(value);
    Matcher matcher = text == null ? null : BYTES.matcher(text);
    if (matcher != null && matcher.matches()) {
      int shift =
          switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
          };
      long bytes = Long.parseLong(matcher.group(1)) << shift;
      if (bytes <= MAX_BYTES) {
        return bytes;
      }
    }
    wrong(value, key, "an amount of memory such as 512MiB or 8GiB, at most 65536GiB");
    return otherwise == null ? 0 : otherwise;
  }

  /** Reports a time that is not before the end of the run. */
  void checkBeforeEnd(String key, long atNanos, long durationNanos) {
    Node value = values.get(key);
    if (value != null && atNanos >= durationNanos) {
      problems.add(
          ScenarioCode.AFTER_END,
          value,
          "",
          Durations.text(atNanos),
          Durations.text(durationNanos));
    }
  }

  /** One of a few words; the first of them if it is not there. */
  String choice(String key, List<String> words) {
    Node value = values.get(key);
    String text = value == null ? words.getFirst() : scalar(value);
    if (text != null && words.contains(text)) {
      return text;
    }
    if (value != null) {
      wrong(value, key, String.join(" or ", words));
    }
    return words.getFirst();
  }

  @Nullable CgroupPath cgroup(String key) {
    Node value = required(key);
    String text = value == null ? null : scalar(value);
    String problem = text == null ? "" : CgroupPath.problem(text);
    if (text != null && problem == null) {
      return new CgroupPath(text);
    }
    if (value != null) {
      wrong(value, key, "the path of a control group such as /demo/batch");
    }
    return null;
  }

  /** The items of a list; empty after reporting that it is none. */
  List<Node> items(String key, int max) {
    Node value = values.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof Node.Sequence list && list.items().size() <= max) {
      return list.items();
    }
    wrong(value, key, "a list of at most " + max);
    return List.of();
  }

  void wrong(Node node, String of, String expected) {
    // A refused value has been reported already.
    if (!(node instanceof Node.Refused)) {
      problems.add(ScenarioCode.WRONG_VALUE, node, "", of, expected, found(node));
    }
  }

  private static @Nullable String scalar(Node node) {
    return node instanceof Node.Scalar scalar ? scalar.value() : null;
  }

  private static String found(Node node) {
    return switch (node) {
      case Node.Scalar scalar when scalar.isNull() -> "nothing";
      case Node.Scalar scalar -> PrintableText.of(scalar.value(), 40);
      case Node.Sequence _ -> "a list";
      case Node.Mapping _ -> "a mapping";
      case Node.Refused _ -> "a refused value";
    };
  }
}
