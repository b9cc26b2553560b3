package io.openwlm.server.llm;

import io.openwlm.model.token.TokenUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many tokens a byte was, by model, as its provider counted it: what a call is settled by whose
 * provider said nothing. A quarter of a token until a model was seen.
 */
final class SeenRatios {
  private static final int MAX_MODELS = 512;
  private static final double FIRST = 0.25;
  private static final double NEW_PART = 0.2;

  private final Map<String, Ratio> ratios = new ConcurrentHashMap<>();

  private record Ratio(double input, double output) {}

  void saw(String model, long inputBytes, long outputBytes, TokenUsage usage) {
    if (ratios.size() >= MAX_MODELS && !ratios.containsKey(model)) {
      return;
    }
    ratios.compute(
        model,
        (name, last) -> {
          Ratio before = last == null ? new Ratio(FIRST, FIRST) : last;
          double part = last == null ? 1 : NEW_PART;
          return new Ratio(
              mixed(before.input, usage.totalInput(), inputBytes, part),
              mixed(before.output, usage.output(), outputBytes, part));
        });
  }

  private static double mixed(double last, long tokens, long bytes, double part) {
    return bytes < 16 || tokens == 0
        ? last
        : last + part * (Math.min(1.0, (double) tokens / bytes) - last);
  }

  long inputTokens(String model, long bytes) {
    Ratio ratio = ratios.get(model);
    return (long) Math.ceil(bytes * (ratio == null ? FIRST : ratio.input));
  }

  long outputTokens(String model, long bytes) {
    Ratio ratio = ratios.get(model);
    return (long) Math.ceil(bytes * (ratio == null ? FIRST : ratio.output));
  }
}
