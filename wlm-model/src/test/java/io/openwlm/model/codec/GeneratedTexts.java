package io.openwlm.model.codec;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Odd but legal names and texts. Every choice comes from one random generator. */
final class GeneratedTexts {
  private static final List<String> ODD_NAMES =
      List.of(
          "null", "true", "No", "ON", "Off", "y", "NaN", "e1", "N", "A-", "Z.", "x@y", "P$#@", "O");
  private static final List<String> ODD_WORDS =
      List.of(
          "*x",
          "%x",
          "x*",
          "%",
          "*",
          "#no",
          "a#b",
          "a:",
          ":b",
          "a:b",
          "-",
          "--",
          "-a",
          "?",
          "?x",
          "null",
          "~",
          "123",
          "0x1F",
          "1e9",
          ".5",
          ".inf",
          "-0",
          "true",
          "No",
          "\"q\"",
          "'s",
          "\\",
          "{",
          "}",
          "[a,b]",
          ",",
          "é",
          "ß",
          "😀",
          "日本",
          "---",
          "...",
          "@x",
          "`t`",
          "&a",
          "!t",
          "|",
          ">",
          "<x>",
          "<!--",
          "]]>",
          "&amp;",
          "a=b",
          "${x}",
          "2026-01-02",
          "12:30:45",
          "=",
          "<<",
          "\u00a0x",
          "x\u2003y");
  private static final String NAME_START = "ABCDEFGHIJKLMNOPQRTUVWXYZabcz";
  private static final String NAME_REST = "ABCDEFGHXYZabcz0123456789_.$#@-";

  private final RandomGenerator random;
  private final boolean level;
  private final boolean zosOnly;
  private final List<String> oddWords;

  /**
   * @param level true for names that are as short as on z/OS
   * @param zosOnly true for the characters that z/OS has, too
   */
  GeneratedTexts(RandomGenerator random, boolean level, boolean zosOnly) {
    this.random = random;
    this.level = level;
    this.zosOnly = zosOnly;
    this.oddWords =
        zosOnly ? ODD_WORDS.stream().filter(GeneratedTexts::isLatin).toList() : ODD_WORDS;
  }

  private static boolean isLatin(String word) {
    return word.chars().allMatch(c -> c < 0x100);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from 0 to {@code most}. */
  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  @SafeVarargs
  final <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }

  /** Names of one kind of object: unique without regard to case. */
  final class Names {
    private final Set<String> used = new HashSet<>();
    private final int longest;

    Names(int longest) {
      this.longest = level || longest != 8 ? longest : 32;
    }

    String next() {
      while (true) {
        String odd = chance(0.15) ? oneOf(ODD_NAMES) : random(between(1, longest));
        String name = zosOnly ? odd.toUpperCase(Locale.ROOT).replaceAll("[-.]", "1") : odd;
        if (used.add(name.toUpperCase(Locale.ROOT))) {
          return name;
        }
      }
    }

    private String random(long length) {
      StringBuilder name = new StringBuilder();
      name.append(NAME_START.charAt(upTo(NAME_START.length() - 1)));
      while (name.length() < length) {
        name.append(NAME_REST.charAt(upTo(NAME_REST.length() - 1)));
      }
      if (name.charAt(name.length() - 1) == '_') {
        name.setCharAt(name.length() - 1, 'Q');
      }
      return name.toString();
    }
  }

  /** Text for people in one line, often empty. */
  String line(int longest) {
    if (chance(0.4)) {
      return "";
    }
    String text = chance(0.3) ? oneOf(oddWords) : words(upTo(5), " ");
    if (chance(0.02)) {
      text = words(60, " ");
    }
    String cut = text.length() > longest ? cut(text, longest) : text;
    return cut.strip().replaceAll("[ \\t\\r\\n]+", " ");
  }

  String description() {
    return line(level ? 32 : 400);
  }

  /** Any printable text with blanks anywhere; may be empty. */
  String note() {
    if (chance(0.1)) {
      return padded(" ".repeat(upTo(3)));
    }
    String around = " ".repeat(upTo(2));
    return padded(cut(around + words(upTo(6), chance(0.5) ? " " : "  ") + around, 400));
  }

  /** One word without blanks. */
  String word() {
    return chance(0.5) ? oneOf(oddWords).replaceAll("\\s", "") : "w" + upTo(999);
  }

  /** A mask: any printable text that is not empty. */
  String mask(int longest) {
    String text =
        switch (upTo(6)) {
          case 0 -> oneOf(oddWords);
          case 1 -> "PAY" + upTo(99) + "*";
          case 2 -> "%%" + upTo(9999);
          case 3 -> Integer.toString(upTo(99_999));
          case 4 -> " " + word() + " ";
          case 5 -> "X*Y" + word();
          default -> words(1 + upTo(2), " ");
        };
    String mask = padded(cut(text, longest));
    return mask.isEmpty() ? "X" : mask;
  }

  /** Blanks at the end say nothing on z/OS, which fills up with them. */
  private String padded(String text) {
    return zosOnly ? text.stripTrailing() : text;
  }

  /** Several lines with characters that need escapes. */
  String lines() {
    return "\n\t<"
        + word()
        + " a=\"b\">\n"
        + words(upTo(30), "  ")
        + "\u200b\u0085\r\n</"
        + word()
        + ">"
        + any("", "\n", " ", "\ud83d\ude00\udb40\udc01");
  }

  @Nullable LocalDateTime time() {
    return chance(0.5)
        ? null
        : LocalDateTime.of(
            1990 + upTo(60), 1 + upTo(11), 1 + upTo(27), upTo(23), upTo(59), upTo(59));
  }

  private String words(int count, String between) {
    StringBuilder text = new StringBuilder(oneOf(oddWords));
    for (int i = 1; i < count; i++) {
      text.append(between).append(chance(0.3) ? oneOf(oddWords) : "word" + upTo(99));
    }
    return text.toString();
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(longest - 1));
    return text.substring(0, splits ? longest - 1 : longest);
  }
}
