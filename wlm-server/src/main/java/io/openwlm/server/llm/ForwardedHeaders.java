package io.openwlm.server.llm;

import io.openwlm.server.llm.http.HeaderList;
import java.util.Locale;
import java.util.Set;

/** Which headers pass. To the provider only those of this list; to the client all but some. */
final class ForwardedHeaders {
  private static final Set<String> TO_PROVIDER =
      Set.of(
          "accept",
          "content-type",
          "user-agent",
          "anthropic-version",
          "anthropic-beta",
          "openai-beta",
          "idempotency-key",
          "x-goog-api-client",
          "x-client-request-id",
          "traceparent",
          "tracestate",
          "originator",
          "session-id",
          "thread-id",
          "http-referer",
          "x-title");

  private static final Set<String> NOT_TO_CLIENT =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "content-length",
          "set-cookie",
          "set-cookie2",
          "alt-svc",
          "server",
          "via",
          "strict-transport-security",
          "www-authenticate",
          "openai-organization",
          "openai-project",
          "anthropic-organization-id",
          "ratelimit");

  private ForwardedHeaders() {}

  static void toProvider(HeaderList from, StringBuilder out) {
    for (HeaderList.Field field : from.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (TO_PROVIDER.contains(name) || name.startsWith("x-stainless-")) {
        out.append(field.name()).append(": ").append(field.value()).append("\r\n");
      }
    }
  }

  static HeaderList toClient(HeaderList from) {
    HeaderList kept = new HeaderList();
    String connection = from.first("Connection");
    String hops = connection == null ? "" : connection.toLowerCase(Locale.ROOT);
    for (HeaderList.Field field : from.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      boolean passes =
          !NOT_TO_CLIENT.contains(name)
              && !name.startsWith("x-wlm-")
              && !name.startsWith("access-control-")
              && !Set.of(hops.split("\\s*,\\s*", 16)).contains(name);
      if (passes) {
        kept.add(field.name(), field.value());
      }
    }
    return kept;
  }
}
