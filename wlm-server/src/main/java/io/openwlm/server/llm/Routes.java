package io.openwlm.server.llm;

import io.openwlm.model.token.LlmProxySettings.Api;
import io.openwlm.server.llm.http.RequestHead;
import io.openwlm.server.llm.wire.AnthropicMessages;
import io.openwlm.server.llm.wire.Dialect;
import io.openwlm.server.llm.wire.Dialect.Target;
import io.openwlm.server.llm.wire.GeminiContent;
import io.openwlm.server.llm.wire.OllamaCalls;
import io.openwlm.server.llm.wire.OpenAiChat;
import io.openwlm.server.llm.wire.OpenAiResponses;
import io.openwlm.server.llm.wire.Vendor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What may be asked. Everything else is refused: a path that nobody knows could spend without being
 * counted.
 */
final class Routes {
  private static final Dialect CHAT = new OpenAiChat();
  private static final Dialect RESPONSES = new OpenAiResponses();
  private static final Dialect MESSAGES = new AnthropicMessages();
  private static final Dialect GEMINI = new GeminiContent();
  private static final Dialect OLLAMA = new OllamaCalls();

  private static final Pattern GEMINI_CALL =
      Pattern.compile("/v1beta/models/([A-Za-z0-9._-]{1,128}):([A-Za-z]{1,40})");
  private static final Pattern ONE_MODEL =
      Pattern.compile("/(v1|v1beta)/models/[A-Za-z0-9._-]{1,128}");
  private static final Set<String> QUERY =
      Set.of(
          "alt",
          "beta",
          "limit",
          "after",
          "after_id",
          "before_id",
          "order",
          "pageSize",
          "pageToken");

  /**
   * What a request is.
   *
   * @param dialect null if it uses no tokens: lists of models, counting
   * @param path for the provider, as its documentation has it
   */
  record Route(Api api, Vendor vendor, @Nullable Dialect dialect, Target target, String path) {
    boolean isResponses() {
      return dialect instanceof OpenAiResponses;
    }
  }

  private static final Map<String, Route> POSTS =
      Map.of(
          "/v1/chat/completions", openAi(CHAT, "/v1/chat/completions"),
          "/v1/responses", openAi(RESPONSES, "/v1/responses"),
          "/v1/messages",
              new Route(Api.ANTHROPIC, Vendor.ANTHROPIC, MESSAGES, Target.IN_BODY, "/v1/messages"),
          "/v1/messages/count_tokens",
              new Route(
                  Api.ANTHROPIC,
                  Vendor.ANTHROPIC,
                  null,
                  Target.IN_BODY,
                  "/v1/messages/count_tokens"),
          "/api/chat", new Route(Api.OLLAMA, Vendor.OLLAMA, OLLAMA, Target.IN_BODY, "/api/chat"),
          "/api/generate",
              new Route(Api.OLLAMA, Vendor.OLLAMA, OLLAMA, Target.IN_BODY, "/api/generate"));

  private Routes() {}

  private static Route openAi(Dialect dialect, String path) {
    return new Route(Api.OPENAI, Vendor.OPENAI, dialect, Target.IN_BODY, path);
  }

  /** Whose form an answer to this request has, known or not. */
  static Vendor vendor(String path, @Nullable String anthropicVersion) {
    if (path.startsWith("/v1/messages") || anthropicVersion != null) {
      return Vendor.ANTHROPIC;
    }
    if (path.startsWith("/v1beta")) {
      return Vendor.GEMINI;
    }
    return path.startsWith("/api/") ? Vendor.OLLAMA : Vendor.OPENAI;
  }

  static Optional<Route> find(RequestHead head) {
    String path = head.path();
    if (head.method().equals("GET")) {
      return list(path, head.headers().first("anthropic-version"));
    }
    if (!head.method().equals("POST")) {
      return Optional.empty();
    }
    Route route = POSTS.get(path);
    return route != null ? Optional.of(route) : gemini(path, head.query());
  }

  private static Optional<Route> list(String path, @Nullable String anthropicVersion) {
    boolean one = ONE_MODEL.matcher(path).matches();
    Vendor vendor = vendor(path, anthropicVersion);
    Api api =
        switch (vendor) {
          case OPENAI -> Api.OPENAI;
          case ANTHROPIC -> Api.ANTHROPIC;
          case GEMINI -> Api.GEMINI;
          case OLLAMA -> Api.OLLAMA;
        };
    boolean known =
        switch (vendor) {
          case OPENAI, ANTHROPIC -> path.equals("/v1/models") || (one && path.startsWith("/v1/"));
          case GEMINI -> path.equals("/v1beta/models") || one;
          case OLLAMA -> path.equals("/api/tags") || path.equals("/api/version");
        };
    return known
        ? Optional.of(new Route(api, vendor, null, Target.IN_BODY, path))
        : Optional.empty();
  }

  private static Optional<Route> gemini(String path, String query) {
    Matcher call = GEMINI_CALL.matcher(path);
    if (!call.matches()) {
      return Optional.empty();
    }
    String model = call.group(1);
    boolean events = query.contains("alt=sse");
    return switch (call.group(2)) {
      case "generateContent" -> Optional.of(gemini(GEMINI, new Target(model, false), path));
      case "streamGenerateContent" ->
          events ? Optional.of(gemini(GEMINI, new Target(model, true), path)) : Optional.empty();
      case "countTokens" -> Optional.of(gemini(null, new Target(model, false), path));
      default -> Optional.empty();
    };
  }

  private static Route gemini(@Nullable Dialect dialect, Target target, String path) {
    return new Route(Api.GEMINI, Vendor.GEMINI, dialect, target, path);
  }

  /** The parts of a query that a provider may get; keys are not among them. */
  static String query(String query) {
    StringBuilder kept = new StringBuilder();
    for (String part : query.split("&", 32)) {
      int equal = part.indexOf('=');
      String name = equal < 0 ? part : part.substring(0, equal);
      if (QUERY.contains(name) && part.matches("[A-Za-z0-9_=.%~-]{1,256}")) {
        kept.append(kept.isEmpty() ? '?' : '&').append(part);
      }
    }
    return kept.toString();
  }
}
