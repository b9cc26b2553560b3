package io.openwlm.server.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The attribute names under which spans tell what a call to a model used: the one place that knows
 * them. The conventions are still in development and have renamed some; of several names the first
 * that is there counts. Raise {@link #VERSION} with each change of the table, and docs/metrics.md
 * with it.
 */
final class GenAiNames {
  /**
   * Of this table; 1 = cache_write, cache_read and reasoning with dots, older names behind them; 2
   * = the metric.
   */
  static final int VERSION = 2;

  /** All that went in, from a cache or into one included. */
  static final List<String> INPUT =
      List.of("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");

  static final List<String> CACHED_INPUT =
      List.of("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens");

  static final List<String> CACHE_WRITE =
      List.of(
          "gen_ai.usage.cache_write.input_tokens",
          "gen_ai.usage.cache_creation.input_tokens",
          "gen_ai.usage.cache_creation_input_tokens");

  /** All that came out, reasoning included. */
  static final List<String> OUTPUT =
      List.of("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");

  static final List<String> REASONING =
      List.of("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens");

  static final List<String> MODEL = List.of("gen_ai.response.model", "gen_ai.request.model");

  /** The histogram of tokens of each call; its sum is exact. */
  static final String METRIC = "gen_ai.client.token.usage";

  /** What a point of the metric counts: one of the two lists below. */
  static final String TOKEN_TYPE = "gen_ai.token.type";

  static final List<String> TYPE_INPUT = List.of("input", "prompt");
  static final List<String> TYPE_OUTPUT = List.of("output", "completion");

  static final String OPERATION = "gen_ai.operation.name";

  /** Operations that call no model themselves: their spans sum up those of the calls. */
  private static final Set<String> SUMS =
      Set.of("invoke_agent", "create_agent", "invoke_workflow", "execute_tool");

  private static final Set<String> COUNTS =
      Set.copyOf(
          Stream.of(INPUT, CACHED_INPUT, CACHE_WRITE, OUTPUT, REASONING)
              .flatMap(List::stream)
              .toList());

  private GenAiNames() {}

  /** True if the attribute counts tokens. */
  static boolean isCount(String attribute) {
    return COUNTS.contains(attribute);
  }

  /** True if the span sums up what other spans tell, too. */
  static boolean isSum(Map<String, String> attributes) {
    return SUMS.contains(attributes.getOrDefault(OPERATION, ""));
  }

  /** What is under the first of the names that is there. */
  static Optional<String> first(List<String> names, Map<String, String> attributes) {
    return names.stream().filter(attributes::containsKey).findFirst().map(attributes::get);
  }
}
