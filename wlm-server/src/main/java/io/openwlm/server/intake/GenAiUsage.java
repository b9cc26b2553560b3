package io.openwlm.server.intake;

import io.openwlm.model.token.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a span tells of one call to a model, in the kinds that a ledger has: they do not overlap,
 * while the input and output of a span contain the others.
 *
 * @param model empty if it is not told
 * @param usage nothing if a count is none
 * @param problem what is wrong with the counts; empty if nothing is
 */
record GenAiUsage(String model, Optional<TokenUsage> usage, String problem) {
  static final long MOST_TOKENS = 1_000_000_000_000L;
  static final String NO_COUNT = "a count of tokens is not a whole number from 0 to 10^12";
  static final String PARTS_EXCEED_WHOLE = "a span has more tokens of a kind than of all kinds";

  private static final int MOST_MODEL = 200;
  private static final long NONE = -1;

  /** Empty if the span counts no tokens. */
  static Optional<GenAiUsage> of(Map<String, String> attributes) {
    if (attributes.keySet().stream().noneMatch(GenAiNames::isCount)) {
      return Optional.empty();
    }
    long allInput = count(GenAiNames.INPUT, attributes);
    long cached = count(GenAiNames.CACHED_INPUT, attributes);
    long written = count(GenAiNames.CACHE_WRITE, attributes);
    long allOutput = count(GenAiNames.OUTPUT, attributes);
    long reasoning = count(GenAiNames.REASONING, attributes);
    String model = model(attributes);
    if (allInput < 0 || cached < 0 || written < 0 || allOutput < 0 || reasoning < 0) {
      return Optional.of(new GenAiUsage(model, Optional.empty(), NO_COUNT));
    }
    long input = allInput - cached - written;
    long output = allOutput - reasoning;
    TokenUsage usage =
        new TokenUsage(Math.max(0, input), cached, written, Math.max(0, output), reasoning);
    String problem = input < 0 || output < 0 ? PARTS_EXCEED_WHOLE : "";
    return Optional.of(new GenAiUsage(model, Optional.of(usage), problem));
  }

  /** The model's name; empty if it is not told or too long. */
  static String model(Map<String, String> attributes) {
    return GenAiNames.MODEL.stream()
        .map(name -> attributes.getOrDefault(name, ""))
        .filter(name -> !name.isEmpty() && name.length() <= MOST_MODEL)
        .findFirst()
        .orElse("");
  }

  /** 0 if no name is there. */
  private static long count(List<String> names, Map<String, String> attributes) {
    String text = GenAiNames.first(names, attributes).orElse("0");
    if (!text.matches("[0-9]{1,13}")) {
      return NONE;
    }
    long count = Long.parseLong(text);
    return count <= MOST_TOKENS ? count : NONE;
  }
}
