package io.openwlm.simulator.upstream;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what a request asks for. */
final class AskedReader {
  private AskedReader() {}

  /** Null if the path is none of a call to a model, or the body is not an object. */
  static @Nullable Asked read(RawRequest request) {
    String path = request.path();
    if (!request.method().equals("POST")
        || !(RequestJson.parse(request.text()) instanceof Map<?, ?> body)) {
      return null;
    }
    if (path.endsWith("/chat/completions")) {
      return openAi(WireKind.CHAT, request, body);
    } else if (path.endsWith("/responses")) {
      return openAi(WireKind.RESPONSES, request, body);
    } else if (path.endsWith("/messages")) {
      return asked(WireKind.MESSAGES, request, body, number(body, "max_tokens"));
    } else if (path.endsWith("/api/chat")) {
      return ollama(WireKind.OLLAMA_CHAT, request, body);
    } else if (path.endsWith("/api/generate")) {
      return ollama(WireKind.OLLAMA_GENERATE, request, body);
    }
    return gemini(request, body);
  }

  private static Asked openAi(WireKind kind, RawRequest request, Map<?, ?> body) {
    long cap =
        kind == WireKind.RESPONSES
            ? number(body, "max_output_tokens")
            : Math.max(number(body, "max_completion_tokens"), number(body, "max_tokens"));
    boolean usage = flag(object(body, "stream_options"), "include_usage", false);
    int choices = Math.clamp(number(body, "n"), 1, 128);
    return new Asked(
        kind, text(body, "model"), flag(body, "stream", false), usage, cap, choices, request);
  }

  private static Asked asked(WireKind kind, RawRequest request, Map<?, ?> body, long cap) {
    boolean stream = flag(body, "stream", false);
    return new Asked(kind, text(body, "model"), stream, true, cap, 1, request);
  }

  private static Asked ollama(WireKind kind, RawRequest request, Map<?, ?> body) {
    long cap = number(object(body, "options"), "num_predict");
    boolean stream = flag(body, "stream", true);
    return new Asked(kind, text(body, "model"), stream, true, cap, 1, request);
  }

  private static @Nullable Asked gemini(RawRequest request, Map<?, ?> body) {
    String path = request.path();
    int models = path.indexOf("/models/");
    int colon = path.lastIndexOf(':');
    if (models < 0 || colon < models) {
      return null;
    }
    String verb = path.substring(colon + 1);
    if (!verb.equals("generateContent") && !verb.equals("streamGenerateContent")) {
      return null;
    }
    String model = path.substring(models + "/models/".length(), colon);
    Map<?, ?> settings = object(body, "generationConfig");
    return new Asked(
        WireKind.GEMINI,
        URLDecoder.decode(model, StandardCharsets.UTF_8),
        verb.startsWith("stream"),
        true,
        number(settings, "maxOutputTokens"),
        Math.clamp(number(settings, "candidateCount"), 1, 8),
        request);
  }

  private static Map<?, ?> object(Map<?, ?> map, String key) {
    return map.get(key) instanceof Map<?, ?> inner ? inner : Map.of();
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static boolean flag(Map<?, ?> map, String key, boolean otherwise) {
    return map.get(key) instanceof Boolean flag ? flag : otherwise;
  }

  /** 0 if there is none or it is below 0. */
  private static long number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? Math.max(0, number.longValue()) : 0;
  }
}
