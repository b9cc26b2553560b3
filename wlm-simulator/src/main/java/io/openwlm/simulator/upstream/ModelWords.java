package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.simulator.upstream.Course.Pace;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Courses by words in the model's name, as in {@code fake.out-200.reset-3}: names pass every client
 * and every proxy unchanged. What no word says is as in another plan.
 *
 * <p>Words: {@code in-N cached-N write-N out-N think-N} (tokens), {@code first-MS pace-MS piece-N},
 * {@code status-N retry-S}, {@code halfclose-N reset-N error-N garbage-N} (after N pieces), {@code
 * drip-MS}, {@code silent}, {@code hang}, {@code nocap}, {@code nousage}, {@code left-N} (the
 * provider's own limit in headers).
 */
public final class ModelWords implements UpstreamPlan {
  private final UpstreamPlan otherwise;

  public ModelWords(UpstreamPlan otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public Course course(long number, Asked asked) {
    Course course = otherwise.course(number, asked);
    Map<String, Long> words = words(asked.model());
    if (words.isEmpty()) {
      return course;
    }
    Course changed =
        course
            .withWanted(wanted(words, course.wanted()))
            .withPace(pace(words, course.pace()))
            .withFault(fault(words, course.fault()));
    changed = words.containsKey("nocap") ? changed.ignoringCap() : changed;
    changed = words.containsKey("nousage") ? changed.withoutUsage() : changed;
    Long left = words.get("left");
    return left == null ? changed : changed.withHeaders(RateHeaders.of(asked.kind(), left));
  }

  private static Map<String, Long> words(String model) {
    Map<String, Long> words = new HashMap<>();
    String[] parts = model.split("\\.");
    for (int i = 1; i < parts.length; i++) {
      int dash = parts[i].indexOf('-');
      String number = dash < 0 ? "0" : parts[i].substring(dash + 1);
      if (number.matches("[0-9]{1,9}")) {
        words.put(dash < 0 ? parts[i] : parts[i].substring(0, dash), Long.valueOf(number));
      }
    }
    return words;
  }

  private static TokenUsage wanted(Map<String, Long> words, TokenUsage otherwise) {
    return new TokenUsage(
        words.getOrDefault("in", otherwise.input()),
        words.getOrDefault("cached", otherwise.cachedInput()),
        words.getOrDefault("write", otherwise.cacheWrite()),
        words.getOrDefault("out", otherwise.output()),
        words.getOrDefault("think", otherwise.reasoning()));
  }

  private static Pace pace(Map<String, Long> words, Pace otherwise) {
    return new Pace(
        (int) Math.max(1, words.getOrDefault("piece", (long) otherwise.pieceTokens())),
        words.getOrDefault("first", otherwise.firstByteMillis()),
        words.getOrDefault("pace", otherwise.pieceMillis()));
  }

  private static Fault fault(Map<String, Long> words, Fault otherwise) {
    for (Map.Entry<String, Long> word : words.entrySet()) {
      Fault fault = fault(word.getKey(), word.getValue().intValue(), words);
      if (fault != null) {
        return fault;
      }
    }
    return otherwise;
  }

  private static @Nullable Fault fault(String word, int number, Map<String, Long> words) {
    return switch (word) {
      case "status" -> new Fault.Status(number, words.getOrDefault("retry", -1L));
      case "halfclose" -> new Fault.Cut(number, Fault.How.HALF_CLOSE);
      case "reset" -> new Fault.Cut(number, Fault.How.RESET);
      case "error" -> new Fault.Cut(number, Fault.How.ERROR_EVENT);
      case "garbage" -> new Fault.Cut(number, Fault.How.GARBAGE);
      case "drip" -> new Fault.Drip(number);
      case "silent" -> new Fault.Silent();
      case "hang" -> new Fault.Hang();
      default -> null;
    };
  }
}
