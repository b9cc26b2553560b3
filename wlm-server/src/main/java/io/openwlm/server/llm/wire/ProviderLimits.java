package io.openwlm.server.llm.wire;

import io.openwlm.core.port.TokenAdmission.ProviderLimit;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a provider says in its headers and refusals of how much it still takes. */
public final class ProviderLimits {
  private static final long MAX_AHEAD_MILLIS = 3_600_000;
  private static final long MAX_REFUSED_MILLIS = 60_000;
  private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|h|m|s)");

  private ProviderLimits() {}

  /**
   * @param amount 0 or more, of the unit
   * @param untilEpochMillis when it takes more again, in the future
   */
  public record Limit(ProviderLimit unit, long amount, long untilEpochMillis) {}

  /** How Anthropic and OpenAI name what they limit; OpenAI has no limits of input or output. */
  private static String key(ProviderLimit unit) {
    return switch (unit) {
      case TOKENS -> "tokens";
      case INPUT_TOKENS -> "input-tokens";
      case OUTPUT_TOKENS -> "output-tokens";
      case REQUESTS -> "requests";
    };
  }

  /**
   * What the headers of an answer say.
   *
   * @param header gives a header's value by its name in lower case; null if it is not there
   */
  public static List<Limit> of(Function<String, @Nullable String> header, long nowMillis) {
    List<Limit> limits = new ArrayList<>();
    for (ProviderLimit unit : ProviderLimit.values()) {
      String key = key(unit);
      String remaining = header.apply("x-ratelimit-remaining-" + key);
      String reset = header.apply("x-ratelimit-reset-" + key);
      if (remaining == null) {
        remaining = header.apply("anthropic-ratelimit-" + key + "-remaining");
        reset = header.apply("anthropic-ratelimit-" + key + "-reset");
      }
      limit(unit, remaining, reset, nowMillis).ifPresent(limits::add);
    }
    return limits;
  }

  /** What a refusal with 429 says: nothing until then, for a minute at most. */
  public static Optional<Limit> refused(@Nullable String retryAfter, byte[] body, long nowMillis) {
    long wait = retryAfter == null ? -1 : seconds(retryAfter);
    if (wait < 0) {
      wait = retryInfo(body);
    }
    return wait <= 0
        ? Optional.empty()
        : Optional.of(
            new Limit(ProviderLimit.TOKENS, 0, nowMillis + Math.min(wait, MAX_REFUSED_MILLIS)));
  }

  private static Optional<Limit> limit(
      ProviderLimit unit, @Nullable String remaining, @Nullable String reset, long nowMillis) {
    if (remaining == null || reset == null || !remaining.matches("\\d{1,15}")) {
      return Optional.empty(); // some say -1 for: not limited here
    }
    long until = reset.indexOf('T') > 0 ? instant(reset) : nowMillis + duration(reset);
    if (until <= nowMillis || until > nowMillis + MAX_AHEAD_MILLIS) {
      return Optional.empty();
    }
    return Optional.of(new Limit(unit, Long.parseLong(remaining), until));
  }

  private static long instant(String text) {
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  /** Milliseconds of {@code 6m0s}, {@code 12ms}, {@code 1.5s}; 0 if it is none. */
  static long duration(String text) {
    double millis = 0;
    int at = 0;
    Matcher parts = PART.matcher(text);
    while (parts.find() && parts.start() == at) {
      at = parts.end();
      double unit =
          switch (parts.group(2)) {
            case "h" -> 3_600_000;
            case "m" -> 60_000;
            case "s" -> 1_000;
            default -> 1;
          };
      millis += Double.parseDouble(parts.group(1)) * unit;
    }
    return at == text.length() ? (long) Math.ceil(millis) : 0;
  }

  private static long seconds(String text) {
    return text.matches("\\d{1,6}(\\.\\d{1,3})?") ? (long) (Double.parseDouble(text) * 1_000) : -1;
  }

  /** Gemini's way to say it. */
  private static long retryInfo(byte[] body) {
    long[] wait = {-1};
    try {
      new JsonScan(body)
          .members((name, error) -> {
            if (name.equals("error")) {
              error.members((part, details) -> {
                if (part.equals("details")) {
                  details.elements(detail ->
                      detail.members((key, value) -> {
                        if (key.equals("retryDelay") && value.isString()) {
                          wait[0] = duration(value.string());
                        }
                      }));
                }
              });
            }
          });
    } catch (BadJson e) {
      return -1;
    }
    return wait[0];
  }
}
