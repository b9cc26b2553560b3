package io.openwlm.app.llm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One client and what is known of how it takes a refusal.
 *
 * @param streams it can stream
 * @param refusedAs class of its error at 429
 * @param refusedRequests how often it asks before it tells that error
 * @param deniedAs class of its error at 403
 */
record ClientUnderTest(
    String name,
    Caller caller,
    boolean streams,
    String refusedAs,
    int refusedRequests,
    String deniedAs) {

  /** A call of a client. */
  interface Caller {
    ClientOutcome call(JavaClient.Action action, String base, String key, String model)
        throws IOException;
  }

  static List<ClientUnderTest> java() {
    List<ClientUnderTest> clients = new ArrayList<>();
    for (JavaClient client : JavaClient.values()) {
      clients.add(
          new ClientUnderTest(
              "java " + client,
              (action, base, key, model) -> client.outcome(base, key, model, action),
              true,
              "RateLimitException",
              1,
              "PermissionDeniedException"));
    }
    return clients;
  }

  /**
   * @param node null where npm ci has not run
   */
  static List<ClientUnderTest> npm(NodeClients node) {
    return List.of(
        npm(node, "openai", true, "RateLimitError", 1, "PermissionDeniedError"),
        npm(node, "openaiUsage", true, "RateLimitError", 1, "PermissionDeniedError"),
        npm(node, "openaiResponses", true, "RateLimitError", 1, "PermissionDeniedError"),
        npm(node, "anthropic", true, "RateLimitError", 1, "PermissionDeniedError"),
        npm(node, "google", true, "ApiError", 1, "ApiError"),
        npm(node, "ollama", true, "ResponseError", 1, "ResponseError"),
        npm(node, "ollamaGenerate", true, "ResponseError", 1, "ResponseError"),
        // Ignores x-should-retry and a retry-after of more than a minute.
        npm(node, "aiOpenai", true, "APICallError", 3, "APICallError"),
        npm(node, "aiOpenaiChat", true, "APICallError", 3, "APICallError"),
        npm(node, "aiAnthropic", true, "APICallError", 3, "APICallError"));
  }

  private static ClientUnderTest npm(
      NodeClients node,
      String client,
      boolean streams,
      String refusedAs,
      int refusedRequests,
      String deniedAs) {
    return new ClientUnderTest(
        "npm " + client,
        (action, base, key, model) ->
            node.call(client, action.name().toLowerCase(java.util.Locale.ROOT), base, key, model),
        streams,
        refusedAs,
        refusedRequests,
        deniedAs);
  }

  @Override
  public String toString() {
    return name;
  }
}
