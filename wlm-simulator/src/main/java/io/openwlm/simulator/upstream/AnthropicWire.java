package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Anthropic's messages. The three kinds of input are disjoint, thinking is a part of the output,
 * and the usage of a stream is cumulative: the last event repeats what the first one said.
 */
final class AnthropicWire implements Wire {
  @Override
  public String whole(Reply reply) {
    String text = "{\"type\":\"text\",\"text\":" + Quoted.json(reply.text()) + "}";
    String thinking =
        "{\"type\":\"thinking\",\"thinking\":%s,\"signature\":\"c2ln\"}"
            .formatted(Quoted.json(Reply.text(reply.usage().reasoning())));
    String content = reply.usage().reasoning() > 0 ? thinking + "," + text : text;
    String usage = reply.course().reportsUsage() ? usage(reply.billed()) : "null";
    return message(reply, content, reason(reply), usage);
  }

  private static String message(Reply reply, String content, String reason, String usage) {
    return ("{\"id\":\"msg_%s\",\"type\":\"message\",\"role\":\"assistant\",\"model\":%s,"
            + "\"content\":[%s],\"stop_reason\":%s,\"stop_sequence\":null,\"usage\":%s}")
        .formatted(reply.id(), reply.model(), content, reason, usage);
  }

  private static String reason(Reply reply) {
    return reply.capped() ? "\"max_tokens\"" : "\"end_turn\"";
  }

  @Override
  public List<Piece> stream(Reply reply) {
    List<Piece> pieces = new ArrayList<>();
    boolean told = reply.course().reportsUsage();
    String first = told ? usage(reply.billed(1)) : "null";
    add(pieces, "message_start", "\"message\":" + message(reply, "", "null", first), 0);
    int index = 0;
    if (reply.usage().reasoning() > 0) {
      block(pieces, reply, index++, "thinking", reply.usage().reasoning());
    }
    block(pieces, reply, index, "text", reply.usage().output());
    String usage = told ? ",\"usage\":" + usage(reply.billed()) : ",\"usage\":null";
    String delta = "{\"stop_reason\":%s,\"stop_sequence\":null}".formatted(reason(reply));
    add(pieces, "message_delta", "\"delta\":" + delta + usage, 0);
    pieces.add(Piece.event("message_stop", "{\"type\":\"message_stop\"}", 0));
    return pieces;
  }

  private static void block(List<Piece> pieces, Reply reply, int index, String kind, long tokens) {
    String signature = kind.equals("thinking") ? ",\"signature\":\"\"" : "";
    add(
        pieces,
        "content_block_start",
        "\"index\":%d,\"content_block\":{\"type\":\"%s\",\"%s\":\"\"%s}"
            .formatted(index, kind, kind, signature),
        0);
    if (index == 0) {
      pieces.add(Piece.event("ping", "{\"type\":\"ping\"}", 0));
    }
    for (int count : reply.pieces(tokens)) {
      add(
          pieces,
          "content_block_delta",
          "\"index\":%d,\"delta\":{\"type\":\"%s_delta\",\"%s\":%s}"
              .formatted(index, kind, kind, Quoted.json(Reply.text(count))),
          count);
    }
    add(pieces, "content_block_stop", "\"index\":" + index, 0);
  }

  private static void add(List<Piece> pieces, String type, String fields, long tokens) {
    pieces.add(Piece.event(type, "{\"type\":\"%s\",%s}".formatted(type, fields), tokens));
  }

  private static String usage(TokenUsage billed) {
    return ("{\"input_tokens\":%d,\"cache_creation_input_tokens\":%d,\"cache_read_input_tokens\":%d,"
            + "\"cache_creation\":{\"ephemeral_5m_input_tokens\":%d,\"ephemeral_1h_input_tokens\":0},"
            + "\"output_tokens\":%d,\"output_tokens_details\":{\"thinking_tokens\":%d},"
            + "\"service_tier\":\"standard\"}")
        .formatted(
            billed.input(),
            billed.cacheWrite(),
            billed.cachedInput(),
            billed.cacheWrite(),
            billed.totalOutput(),
            billed.reasoning());
  }

  @Override
  public String brokenStream(Reply reply) {
    return "event: error\ndata: " + error(529, "the model broke off") + "\n\n";
  }

  @Override
  public String error(int status, String message) {
    String type =
        switch (status) {
          case 400 -> "invalid_request_error";
          case 401 -> "authentication_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> "api_error";
        };
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":%s},\"request_id\":\"req_1\"}"
        .formatted(type, Quoted.json(message));
  }
}
