package io.openwlm.model.codec;

import io.openwlm.model.classification.QualifierType;
import io.openwlm.model.classification.RegionGoal;
import io.openwlm.model.classification.ReportingAttribute;
import io.openwlm.model.definition.ApplicationEnvironment.ServerLimit;
import io.openwlm.model.definition.ResourceGroupType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of the z/OS XML form and what they are called in the project's form. */
final class XmlWords {
  static final String NAMESPACE =
      "http://www.ibm.com/xmlns/prod/zwlm/2022/05/ServiceDefinition.xsd";
  static final Pattern NAMESPACES =
      Pattern.compile("http://www\\.ibm\\.com/xmlns/prod/zwlm/[0-9]{4}/[0-9]{2}/[A-Za-z.]{1,40}");
  static final String GROUP = "Group";

  static final Map<String, String> FLAGS = Map.of("Yes", "true", "No", "false");
  static final Map<String, String> IO_GROUPS = Map.of("Normal", "normal", "High", "high");
  static final Map<String, String> HONOR = Map.of("Default", "default", "No", "no");
  static final Map<String, String> STATES = Map.of("On", "on", "Off", "off");
  static final Map<String, String> REGION_GOALS =
      words(RegionGoal.values(), RegionGoal::xml, RegionGoal::key);
  static final Map<String, String> REPORTING =
      words(ReportingAttribute.values(), ReportingAttribute::xml, ReportingAttribute::key);
  static final Map<String, String> LIMITS =
      words(ServerLimit.values(), ServerLimit::xml, ServerLimit::key);
  static final Map<String, String> GROUP_TYPES =
      words(ResourceGroupType.values(), ResourceGroupType::xml, ResourceGroupType::key);

  private static final Pattern RESPONSE_TIME =
      Pattern.compile("([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,4}(?:\\.[0-9]{1,6})?)");
  private static final DateTimeFormatter XML_TIME =
      DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter PROJECT_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Pattern LEADING_ZEROS = Pattern.compile("^0+(?=[0-9])");

  private XmlWords() {}

  private static <T> Map<String, String> words(
      T[] values, Function<T, String> xml, Function<T, String> key) {
    Map<String, String> words = new LinkedHashMap<>();
    Arrays.stream(values).forEach(v -> words.put(xml.apply(v), key.apply(v)));
    return Map.copyOf(words);
  }

  /** The project's word for one of the form's, whatever its case; null if there is none. */
  static @Nullable String translated(Map<String, String> words, String xml) {
    String exact = words.get(xml);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, String> word : words.entrySet()) {
      if (word.getKey().equalsIgnoreCase(xml)) {
        return word.getValue();
      }
    }
    return null;
  }

  /** {@code 2024/07/29 12:49:11} as the project writes it; null if it is no such time. */
  static @Nullable String projectTime(String xml) {
    try {
      return LocalDateTime.parse(xml, XML_TIME).format(PROJECT_TIME);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static String xmlTime(LocalDateTime time) {
    return time.format(XML_TIME);
  }

  /**
   * {@code hh:mm:ss.fff} as an exact duration of the project's form; any other text as it is, for
   * the reader of durations to refuse.
   */
  static String duration(String xml) {
    Matcher m = RESPONSE_TIME.matcher(xml);
    if (!m.matches()) {
      return xml;
    }
    long minutes = Integer.parseInt(m.group(1)) * 60L + Integer.parseInt(m.group(2));
    BigDecimal seconds = new BigDecimal(m.group(3)).add(BigDecimal.valueOf(minutes * 60));
    BigDecimal millis = seconds.movePointRight(3).stripTrailingZeros();
    return seconds.compareTo(BigDecimal.TEN) < 0
        ? millis.toPlainString() + "ms"
        : seconds.stripTrailingZeros().toPlainString() + "s";
  }

  /** Nanoseconds as {@code hh:mm:ss.fff}, rounded up to a millisecond. */
  static String responseTime(long nanos) {
    long millis = (nanos + 999_999) / 1_000_000;
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }

  /** Text without the blanks and line ends that it was filled up with. */
  static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && " \t\r\n".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  /** A number without the zeros before it, which other forms do not allow. */
  static String number(String xml) {
    return xml.matches("[0-9]{1,40}") ? LEADING_ZEROS.matcher(xml).replaceFirst("") : xml;
  }

  /** A qualifier of the form, and whether it is the group form. */
  record Qualifier(QualifierType type, boolean group) {
    /** The key of a condition. */
    String key() {
      return type.key() + (group ? "G" : "");
    }

    static String xml(QualifierType type, boolean group) {
      return type.xmlName() + (group ? GROUP : "");
    }
  }

  /** The qualifier with a word of the form; empty if it is not known. */
  static Optional<Qualifier> qualifier(String xml) {
    Optional<QualifierType> plain = type(xml);
    if (plain.isPresent()) {
      return plain.map(t -> new Qualifier(t, false));
    }
    return xml.endsWith(GROUP)
        ? type(xml.substring(0, xml.length() - GROUP.length()))
            .filter(QualifierType::hasGroupForm)
            .map(t -> new Qualifier(t, true))
        : Optional.empty();
  }

  private static Optional<QualifierType> type(String xml) {
    return QualifierType.ofXmlName(xml)
        .or(() ->
            Arrays.stream(QualifierType.values())
                .filter(t -> t.isZos() && t.xmlName().equalsIgnoreCase(xml))
                .findFirst());
  }
}
