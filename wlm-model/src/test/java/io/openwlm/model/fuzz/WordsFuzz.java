package io.openwlm.model.fuzz;

import io.openwlm.model.classification.Mask;
import io.openwlm.model.classification.PriorityRange;
import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.SubsystemType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Takes the lines of any text as mask, other mask, value, priority and word, and holds what these
 * small parsers promise of them.
 */
public final class WordsFuzz {
  private static final int FIELDS = 5;

  private WordsFuzz() {}

  /** What Jazzer calls. */
  public static void fuzzerTestOneInput(byte[] data) {
    String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", FIELDS);
    String mask = field(lines, 0);
    String other = field(lines, 1);
    String value = field(lines, 2);
    masks(mask, other, value);
    priority(field(lines, 3), value);
    words(field(lines, 4));
  }

  private static String field(String[] lines, int index) {
    return index < lines.length ? lines[index] : "";
  }

  private static void masks(String text, String otherText, String value) {
    if (Mask.problem(text) != null) {
      Broken.unless(refused(() -> new Mask(text)), "a mask with a problem is refused");
      return;
    }
    Mask mask = new Mask(text);
    boolean whole = mask.matches(value);
    Broken.unless(mask.matches(value, 1, false) == whole, "position 1 is the beginning");
    Broken.unless(!whole || mask.matches(value, 1, true), "what matches whole matches in part");
    Broken.unless(whole == mask.matches(value + " "), "blanks at the end do not count");
    Broken.unless(
        !mask.isOpen()
            || !whole
            || value.length() < mask.fixedLength()
            || mask.matches(value + "x"),
        "an open mask takes any rest");
    Broken.unless(whole == plainly(text, value), "the same answer as letter by letter");
    mask.matches(value, value.length() + 2, true);
    mask.canMatchWithin(value.length());
    Broken.unless(mask.covers(mask), "a mask covers itself");
    if (Mask.problem(otherText) == null) {
      Mask other = new Mask(otherText);
      Broken.unless(
          !mask.covers(other) || !other.matches(value) || whole, "who covers matches no less");
    }
  }

  /** Matching as the manual tells it, one letter after the other. */
  private static boolean plainly(String mask, String value) {
    if (mask.equals("*")) {
      return true;
    }
    if (mask.isEmpty()) {
      return value.isBlank() && value.chars().allMatch(c -> c == ' ');
    }
    char letter = value.isEmpty() ? ' ' : value.charAt(0);
    return (mask.charAt(0) == '%' || mask.charAt(0) == letter)
        && plainly(mask.substring(1), value.isEmpty() ? "" : value.substring(1));
  }

  private static void priority(String text, String value) {
    PriorityRange range = PriorityRange.parse(text);
    if (range == null) {
      return;
    }
    Broken.unless(
        List.of("=", "<", "<=", ">", ">=", "<>").contains(range.operator()), "a known operator");
    PriorityRange opposite = new PriorityRange(opposite(range.operator()), range.number());
    Broken.unless(
        range.matches(range.number()) != opposite.matches(range.number()), "a range or its rest");
    if (range.matches(value) || opposite.matches(value)) {
      Broken.unless(range.matches(value) != opposite.matches(value), "only one of both");
      Broken.unless(!value.isBlank(), "a blank is no number");
    }
  }

  private static String opposite(String operator) {
    return switch (operator) {
      case "<" -> ">=";
      case "<=" -> ">";
      case ">" -> "<=";
      case ">=" -> "<";
      case "<>" -> "=";
      default -> "<>";
    };
  }

  private static void words(String word) {
    Optional<QualifierType> type = QualifierType.lookup(word);
    Broken.unless(
        type.isEmpty() || type.get().spellings().stream().anyMatch(word::equalsIgnoreCase),
        "a type by one of its spellings");
    QualifierType.lookupGroup(word)
        .ifPresent(t -> Broken.unless(t.hasGroupForm(), "a group of a type that has groups"));
    QualifierType.ofXmlName(word)
        .ifPresent(t -> Broken.unless(t.xmlName().equals(word), "a type by its XML name"));
    boolean name = SubsystemType.isName(word);
    Broken.unless(name != refused(() -> new SubsystemType(word)), "a name, or refused");
    if (name) {
      Broken.unless(!new SubsystemType(word).qualifiers().isEmpty(), "every type has qualifiers");
    }
  }

  private static boolean refused(Runnable making) {
    try {
      making.run();
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
