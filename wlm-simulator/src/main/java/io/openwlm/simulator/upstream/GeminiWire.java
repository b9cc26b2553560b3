package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Gemini's content. Cached tokens are a part of the prompt, but thoughts are not a part of the
 * candidates; each chunk repeats the usage so far. Without {@code alt=sse} a stream is one array.
 */
final class GeminiWire implements Wire {
  @Override
  public String whole(Reply reply) {
    return content(reply, reply.usage().output(), true, reply.billed());
  }

  @Override
  public List<Piece> stream(Reply reply) {
    boolean events = events(reply.asked());
    List<Piece> pieces = new ArrayList<>();
    long sent = 0;
    long hidden = reply.usage().reasoning();
    List<Integer> counts = reply.pieces();
    for (int i = 0; i < Math.max(1, counts.size()); i++) {
      int count = counts.isEmpty() ? 0 : counts.get(i);
      boolean last = i >= counts.size() - 1;
      sent += (count + hidden) * reply.asked().choices();
      String json = content(reply, count, last, reply.billed(sent));
      long tokens = (count + hidden) * reply.asked().choices();
      hidden = 0;
      if (events) {
        pieces.add(new Piece("data: " + json + "\r\n\r\n", tokens));
      } else {
        pieces.add(new Piece((i == 0 ? "[" : "\n,\n") + json + (last ? "\n]" : ""), tokens));
      }
    }
    return pieces;
  }

  private static boolean events(Asked asked) {
    return asked.request().query().contains("alt=sse");
  }

  private static String content(Reply reply, long tokens, boolean last, TokenUsage soFar) {
    StringBuilder candidates = new StringBuilder();
    for (int i = 0; i < reply.asked().choices(); i++) {
      String reason =
          last ? ",\"finishReason\":\"" + (reply.capped() ? "MAX_TOKENS" : "STOP") + "\"" : "";
      candidates
          .append(i == 0 ? "" : ",")
          .append("{\"content\":{\"parts\":[{\"text\":")
          .append(Quoted.json(Reply.text(tokens)))
          .append("}],\"role\":\"model\"}")
          .append(reason)
          .append(",\"index\":")
          .append(i)
          .append('}');
    }
    String usage = reply.course().reportsUsage() ? ",\"usageMetadata\":" + usage(soFar) : "";
    return "{\"candidates\":[%s]%s,\"modelVersion\":%s,\"responseId\":\"%s\"}"
        .formatted(candidates, usage, reply.model(), reply.id());
  }

  private static String usage(TokenUsage billed) {
    return ("{\"promptTokenCount\":%d,\"cachedContentTokenCount\":%d,\"candidatesTokenCount\":%d,"
            + "\"thoughtsTokenCount\":%d,\"totalTokenCount\":%d}")
        .formatted(
            billed.totalInput(),
            billed.cachedInput(),
            billed.output(),
            billed.reasoning(),
            billed.total());
  }

  @Override
  public String streamType(Asked asked) {
    return events(asked) ? "text/event-stream" : "application/json";
  }

  @Override
  public String brokenStream(Reply reply) {
    return "data: " + error(503, "the model broke off") + "\r\n\r\n";
  }

  @Override
  public String error(int status, String message) {
    String code =
        switch (status) {
          case 400 -> "INVALID_ARGUMENT";
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          default -> "INTERNAL";
        };
    String details =
        status == 429
            ? ",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"2s\"}]"
            : "";
    return "{\"error\":{\"code\":%d,\"message\":%s,\"status\":\"%s\"%s}}"
        .formatted(status, Quoted.json(message), code, details);
  }
}
