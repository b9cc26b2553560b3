package io.openwlm.model.classification;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a rule on a priority asks for: a number, alone or after {@code =}, {@code <}, {@code <=},
 * {@code >}, {@code >=} or {@code <>}.
 */
public record PriorityRange(String operator, int number) {
  private static final Pattern FORM = Pattern.compile("(=|<=|<>|<|>=|>)? *([0-9]{1,9})");
  private static final Pattern NUMBER = Pattern.compile(" *([0-9]{1,9}) *");

  /** The range a text means; null if it means none. */
  public static @Nullable PriorityRange parse(String text) {
    Matcher m = FORM.matcher(text.strip());
    if (!m.matches()) {
      return null;
    }
    String operator = m.group(1);
    return new PriorityRange(operator == null ? "=" : operator, Integer.parseInt(m.group(2)));
  }

  /** True if a value is a number within the range. */
  public boolean matches(String value) {
    Matcher m = NUMBER.matcher(value);
    return m.matches() && matches(Integer.parseInt(m.group(1)));
  }

  /** True if a number lies within the range. */
  public boolean matches(int value) {
    return switch (operator) {
      case "<" -> value < number;
      case "<=" -> value <= number;
      case ">" -> value > number;
      case ">=" -> value >= number;
      case "<>" -> value != number;
      default -> value == number;
    };
  }
}
