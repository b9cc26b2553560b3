package io.openwlm.server.llm.wire;

import org.jspecify.annotations.Nullable;

/**
 * Why a request is not served.
 *
 * @param message for the client, in a sentence; holds no secret and no text of a provider
 * @param retrySeconds when it may come again; -1 if nobody knows
 * @param budget null if it has nothing to do with a budget
 */
public record Problem(Kind kind, String message, long retrySeconds, @Nullable Budget budget) {

  /** Longest time that every client waits for of its own accord without looking dead. */
  public static final long SHORT_SECONDS = 30;

  public Problem(Kind kind, String message) {
    this(kind, message, -1, null);
  }

  /**
   * What the refusal says of the budget; the same words as in the state file.
   *
   * @param resetsEpochSeconds 0 if nobody knows
   */
  public record Budget(
      String agent, String serviceClass, String signal, long remaining, long resetsEpochSeconds) {}

  /** Whether a client that tries again by itself only adds load. */
  public boolean isFinal() {
    return switch (kind) {
      case BUDGET -> retrySeconds < 0 || retrySeconds > SHORT_SECONDS;
      case STOPPED, TOO_LARGE, NO_PRICE, UNKNOWN_PEER, NOT_FOUND, NO_MODEL, BAD_REQUEST, TOO_LONG ->
          true;
      case BUSY, UNAVAILABLE, UPSTREAM, UPSTREAM_SLOW, INTERNAL -> false;
    };
  }

  /** Kinds of refusals. */
  public enum Kind {
    BUDGET(429),
    STOPPED(403),
    TOO_LARGE(400),
    NO_PRICE(400),
    UNKNOWN_PEER(401),
    NOT_FOUND(404),
    NO_MODEL(404),
    BAD_REQUEST(400),
    TOO_LONG(413),
    BUSY(429),
    UNAVAILABLE(503),
    UPSTREAM(502),
    UPSTREAM_SLOW(504),
    INTERNAL(500);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
