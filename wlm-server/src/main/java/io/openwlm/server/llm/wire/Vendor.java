package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.JsonObjectText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The forms that refusals have, so that each provider's own client understands them. */
public enum Vendor {
  OPENAI {
    @Override
    public String body(Problem problem) {
      return new JsonObjectText().raw("error", fields(problem)).toString();
    }

    private String fields(Problem problem) {
      JsonObjectText error =
          new JsonObjectText()
              .text("message", problem.message())
              .text("type", type(problem))
              .raw("param", "null")
              .text("code", code(problem));
      return tail(error, problem);
    }

    private String type(Problem problem) {
      return switch (problem.kind()) {
        case BUDGET -> problem.isFinal() ? "usage_limit_reached" : "rate_limit_error";
        case STOPPED -> "permission_error";
        case UNKNOWN_PEER -> "authentication_error";
        case BUSY -> "rate_limit_error";
        case UNAVAILABLE, UPSTREAM, UPSTREAM_SLOW, INTERNAL -> "server_error";
        case TOO_LARGE, NO_PRICE, NOT_FOUND, NO_MODEL, BAD_REQUEST, TOO_LONG ->
            "invalid_request_error";
      };
    }

    @Override
    public String cut(Problem problem, boolean responses) {
      String error = fields(problem);
      if (!responses) {
        return "data: {\"error\":" + error + "}\n\n";
      }
      String response =
          "{\"object\":\"response\",\"status\":\"failed\",\"error\":"
              + new JsonObjectText()
                  .text("code", "insufficient_quota")
                  .text("message", problem.message())
              + "}";
      return "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":"
          + response
          + "}\n\n";
    }
  },
  ANTHROPIC {
    @Override
    public String body(Problem problem) {
      JsonObjectText error =
          new JsonObjectText().text("type", type(problem)).text("message", problem.message());
      return new JsonObjectText()
          .text("type", "error")
          .raw("error", tail(error.text("code", code(problem)), problem))
          .toString();
    }

    private String type(Problem problem) {
      return switch (problem.kind()) {
        case BUDGET, BUSY -> "rate_limit_error";
        case STOPPED -> "permission_error";
        case UNKNOWN_PEER -> "authentication_error";
        case NOT_FOUND, NO_MODEL -> "not_found_error";
        case TOO_LONG -> "request_too_large";
        case UPSTREAM_SLOW -> "timeout_error";
        case UNAVAILABLE -> "overloaded_error";
        case UPSTREAM, INTERNAL -> "api_error";
        case TOO_LARGE, NO_PRICE, BAD_REQUEST -> "invalid_request_error";
      };
    }

    @Override
    public String cut(Problem problem, boolean responses) {
      return "event: error\ndata: " + body(problem) + "\n\n";
    }
  },
  GEMINI {
    @Override
    public String body(Problem problem) {
      JsonObjectText error =
          new JsonObjectText()
              .number("code", problem.kind().status())
              .text("message", problem.message())
              .text("status", status(problem));
      if (problem.retrySeconds() >= 0) {
        JsonObjectText retry =
            new JsonObjectText()
                .text("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .text("retryDelay", problem.retrySeconds() + "s");
        error.raw("details", "[" + retry + "]");
      }
      return new JsonObjectText().raw("error", tail(error, problem)).toString();
    }

    private String status(Problem problem) {
      return switch (problem.kind()) {
        case BUDGET, BUSY -> "RESOURCE_EXHAUSTED";
        case STOPPED -> "PERMISSION_DENIED";
        case UNKNOWN_PEER -> "UNAUTHENTICATED";
        case NOT_FOUND, NO_MODEL -> "NOT_FOUND";
        case UPSTREAM_SLOW -> "DEADLINE_EXCEEDED";
        case UNAVAILABLE, UPSTREAM -> "UNAVAILABLE";
        case INTERNAL -> "INTERNAL";
        case TOO_LARGE, NO_PRICE, BAD_REQUEST, TOO_LONG -> "INVALID_ARGUMENT";
      };
    }

    @Override
    public String cut(Problem problem, boolean responses) {
      return "data: " + body(problem) + "\n\n";
    }
  },
  OLLAMA {
    @Override
    public String body(Problem problem) {
      JsonObjectText body =
          new JsonObjectText().text("error", problem.message()).text("code", code(problem));
      return tail(body, problem);
    }

    @Override
    public String cut(Problem problem, boolean responses) {
      return body(problem) + "\n";
    }
  };

  /** The body of a refusal. */
  public abstract String body(Problem problem);

  /**
   * What ends a stream that has begun.
   *
   * @param responses true for OpenAI's responses
   */
  public abstract String cut(Problem problem, boolean responses);

  public byte[] bytes(Problem problem) {
    return body(problem).getBytes(StandardCharsets.UTF_8);
  }

  private static String code(Problem problem) {
    return switch (problem.kind()) {
      case BUDGET -> "wlm_budget_exhausted";
      case STOPPED -> "wlm_stopped";
      case TOO_LARGE -> "wlm_exceeds_budget";
      case NO_MODEL -> "model_not_found";
      case NO_PRICE,
          UNKNOWN_PEER,
          NOT_FOUND,
          BAD_REQUEST,
          TOO_LONG,
          BUSY,
          UNAVAILABLE,
          UPSTREAM,
          UPSTREAM_SLOW,
          INTERNAL ->
          "wlm_" + problem.kind().name().toLowerCase(Locale.ROOT);
    };
  }

  /** What all forms have behind their own members. */
  private static String tail(JsonObjectText error, Problem problem) {
    Problem.Budget budget = problem.budget();
    if (budget == null) {
      return error.toString();
    }
    JsonObjectText wlm =
        new JsonObjectText()
            .text("agent", budget.agent())
            .text("class", budget.serviceClass())
            .text("signal", budget.signal())
            .number("remaining", budget.remaining());
    if (budget.resetsEpochSeconds() > 0) {
      error.number("resets_at", budget.resetsEpochSeconds());
      wlm.number("window_ends", budget.resetsEpochSeconds());
    }
    return error.raw("wlm", wlm.toString()).toString();
  }
}
