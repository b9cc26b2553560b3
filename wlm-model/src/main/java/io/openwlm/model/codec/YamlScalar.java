package io.openwlm.model.codec;

import io.openwlm.model.definition.PrintableText;
import java.util.regex.Pattern;

/** Single texts as YAML 1.2 writes them: plain, or in double quotes with escapes. */
final class YamlScalar {
  /** What YAML 1.2, or a common extension of it, takes for something else than text. */
  private static final Pattern NOT_TEXT =
      Pattern.compile(
          "|~|=|<<|null|Null|NULL|true|True|TRUE|false|False|FALSE"
              + "|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
              + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

  private static final String INDICATORS = ",[]{}#&*!|>'\"%@`";

  private YamlScalar() {}

  /**
   * A text that reads back as it is.
   *
   * @param inFlow true between braces or brackets
   */
  static String text(String value, boolean inFlow) {
    return isPlain(value, inFlow) ? value : quoted(value);
  }

  private static boolean isPlain(String value, boolean inFlow) {
    if (NOT_TEXT.matcher(value).matches()
        || INDICATORS.indexOf(value.charAt(0)) >= 0
        || value.startsWith("---")
        || value.startsWith("...")
        || value.startsWith(" ")
        || value.endsWith(" ")
        || value.endsWith(":")
        || value.contains(": ")
        || value.contains(" #")) {
      return false;
    }
    boolean mayStartValue = "-?:".indexOf(value.charAt(0)) >= 0;
    if (mayStartValue && (inFlow || value.length() == 1 || value.charAt(1) == ' ')) {
      return false;
    }
    if (inFlow && value.chars().anyMatch(c -> ",[]{}".indexOf(c) >= 0)) {
      return false;
    }
    return value.codePoints().allMatch(PrintableText::isPrintable);
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
              if (PrintableText.isPrintable(c)) {
                text.appendCodePoint(c);
              } else if (c <= 0xFF) {
                text.append(String.format("\\x%02x", c));
              } else if (c <= 0xFFFF) {
                text.append(String.format("\\u%04x", c));
              } else {
                text.append(String.format("\\U%08x", c));
              }
            }
          }
        });
    return text.append('"').toString();
  }
}
