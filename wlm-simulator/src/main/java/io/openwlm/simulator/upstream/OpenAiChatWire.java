package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenAI's chat completions. Cached tokens are a part of the prompt, reasoning a part of the
 * completion; a stream tells its usage only when asked, in a chunk without choices.
 */
final class OpenAiChatWire implements Wire {
  @Override
  public String whole(Reply reply) {
    StringBuilder choices = new StringBuilder();
    for (int i = 0; i < reply.asked().choices(); i++) {
      choices
          .append(i == 0 ? "" : ",")
          .append("{\"index\":")
          .append(i)
          .append(",\"message\":{\"role\":\"assistant\",\"refusal\":null,\"content\":")
          .append(Quoted.json(reply.text()))
          .append("},\"logprobs\":null,\"finish_reason\":")
          .append(reason(reply))
          .append('}');
    }
    String usage = reply.course().reportsUsage() ? ",\"usage\":" + usage(reply.billed()) : "";
    return "{\"id\":\"chatcmpl-%s\",\"object\":\"chat.completion\",\"created\":1,\"model\":%s,\"choices\":[%s]%s}"
        .formatted(reply.id(), reply.model(), choices, usage);
  }

  @Override
  public List<Piece> stream(Reply reply) {
    List<Piece> pieces = new ArrayList<>();
    int choices = reply.asked().choices();
    for (int i = 0; i < choices; i++) {
      pieces.add(chunk(reply, i, "{\"role\":\"assistant\",\"content\":\"\"}", "null", 0));
    }
    // Reasoning is billed though nobody sees it: it comes with the first text.
    long hidden = reply.usage().reasoning();
    for (int tokens : reply.pieces()) {
      for (int i = 0; i < choices; i++) {
        String delta = "{\"content\":" + Quoted.json(Reply.text(tokens)) + "}";
        pieces.add(chunk(reply, i, delta, "null", tokens + hidden));
      }
      hidden = 0;
    }
    for (int i = 0; i < choices; i++) {
      pieces.add(chunk(reply, i, "{}", reason(reply), hidden));
    }
    if (wantsUsage(reply)) {
      pieces.add(Piece.data(chunk(reply, "[]", usage(reply.billed())), 0));
    }
    pieces.add(Piece.of("data: [DONE]\n\n"));
    return pieces;
  }

  private static boolean wantsUsage(Reply reply) {
    return reply.asked().usageWanted() && reply.course().reportsUsage();
  }

  private static Piece chunk(Reply reply, int index, String delta, String reason, long tokens) {
    String choice =
        "[{\"index\":%d,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}]"
            .formatted(index, delta, reason);
    return Piece.data(chunk(reply, choice, "null"), tokens);
  }

  private static String chunk(Reply reply, String choices, String usage) {
    String part = wantsUsage(reply) ? ",\"usage\":" + usage : "";
    return "{\"id\":\"chatcmpl-%s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":%s,\"choices\":%s%s}"
        .formatted(reply.id(), reply.model(), choices, part);
  }

  private static String reason(Reply reply) {
    return reply.capped() ? "\"length\"" : "\"stop\"";
  }

  private static String usage(TokenUsage billed) {
    return ("{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":%d,\"cache_write_tokens\":%d,\"audio_tokens\":0},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":%d,\"audio_tokens\":0,"
            + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}")
        .formatted(
            billed.totalInput(),
            billed.totalOutput(),
            billed.total(),
            billed.cachedInput(),
            billed.cacheWrite(),
            billed.reasoning());
  }

  @Override
  public String brokenStream(Reply reply) {
    return "data: " + error(500, "the model broke off") + "\n\n";
  }

  @Override
  public String error(int status, String message) {
    String type =
        status == 429 ? "rate_limit_exceeded" : status >= 500 ? "server_error" : "invalid_request";
    return "{\"error\":{\"message\":%s,\"type\":\"%s\",\"param\":null,\"code\":\"%s\"}}"
        .formatted(Quoted.json(message), type, type);
  }
}
