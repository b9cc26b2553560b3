package io.openwlm.app.llm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client made of a call.
 *
 * @param tokens of the visible text that it saw
 * @param input and output as its answer's usage says; -1 if it says nothing
 * @param error simple name of the class of its error; null if it had none
 * @param status of the error; 0 if it has none
 * @param requests that it sent; -1 if nobody counted
 */
record ClientOutcome(
    long tokens,
    long input,
    long output,
    @Nullable String error,
    int status,
    String message,
    int requests,
    long millis) {

  static ClientOutcome of(Map<?, ?> json) {
    if (json.get("error") instanceof Map<?, ?> error) {
      return new ClientOutcome(
          0,
          -1,
          -1,
          String.valueOf(error.get("class")),
          (int) number(error, "status", 0),
          String.valueOf(error.get("message")),
          (int) number(json, "requests", -1),
          number(json, "millis", 0));
    }
    return new ClientOutcome(
        number(json, "tokens", 0),
        number(json, "in", -1),
        number(json, "out", -1),
        null,
        0,
        "",
        (int) number(json, "requests", -1),
        number(json, "millis", 0));
  }

  static ClientOutcome ok(long tokens, long input, long output, long millis) {
    return new ClientOutcome(tokens, input, output, null, 0, "", -1, millis);
  }

  static ClientOutcome failed(Throwable error, int status, long millis) {
    return new ClientOutcome(
        0,
        -1,
        -1,
        error.getClass().getSimpleName(),
        status,
        String.valueOf(error.getMessage()),
        -1,
        millis);
  }

  private static long number(Map<?, ?> json, String key, long otherwise) {
    return json.get(key) instanceof Number number ? number.longValue() : otherwise;
  }
}
