package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** OpenAI's responses. The usage comes with the last event; details are parts of the totals. */
final class OpenAiResponsesWire implements Wire {
  @Override
  public String whole(Reply reply) {
    return response(reply, end(reply), "[" + item(reply, "completed", part(reply.text())) + "]");
  }

  private static String end(Reply reply) {
    return reply.capped() ? "incomplete" : "completed";
  }

  @Override
  public List<Piece> stream(Reply reply) {
    Events events = new Events();
    String id = reply.id();
    String place = "\"item_id\":\"msg_%s\",\"output_index\":0,\"content_index\":0".formatted(id);
    String begun = response(reply, "in_progress", "[]");
    events.add("response.created", "\"response\":" + begun, 0);
    events.add("response.in_progress", "\"response\":" + begun, 0);
    String open = item(reply, "in_progress", "");
    events.add("response.output_item.added", "\"output_index\":0,\"item\":" + open, 0);
    events.add("response.content_part.added", place + ",\"part\":" + part(""), 0);
    long hidden = reply.usage().reasoning();
    for (int tokens : reply.pieces()) {
      String delta = Quoted.json(Reply.text(tokens));
      events.add(
          "response.output_text.delta",
          place + ",\"logprobs\":[],\"delta\":" + delta,
          tokens + hidden);
      hidden = 0;
    }
    String text = Quoted.json(reply.text());
    events.add("response.output_text.done", place + ",\"logprobs\":[],\"text\":" + text, hidden);
    events.add("response.content_part.done", place + ",\"part\":" + part(reply.text()), 0);
    String done = item(reply, "completed", part(reply.text()));
    events.add("response.output_item.done", "\"output_index\":0,\"item\":" + done, 0);
    events.add("response." + end(reply), "\"response\":" + whole(reply), 0);
    return events.pieces;
  }

  private static String item(Reply reply, String status, String content) {
    return ("{\"id\":\"msg_%s\",\"type\":\"message\",\"status\":\"%s\",\"role\":\"assistant\","
            + "\"content\":[%s]}")
        .formatted(reply.id(), status, content);
  }

  private static String part(String text) {
    return "{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":%s}"
        .formatted(Quoted.json(text));
  }

  private static String response(Reply reply, String status, String output) {
    boolean ended = !status.equals("in_progress");
    String usage = ended && reply.course().reportsUsage() ? usage(reply.billed()) : "null";
    String incomplete = status.equals("incomplete") ? "{\"reason\":\"max_output_tokens\"}" : "null";
    return ("{\"id\":\"resp_%s\",\"object\":\"response\",\"created_at\":1,\"status\":\"%s\","
            + "\"error\":null,\"incomplete_details\":%s,\"instructions\":null,\"metadata\":{},"
            + "\"model\":%s,\"output\":%s,\"parallel_tool_calls\":true,\"temperature\":1,"
            + "\"tool_choice\":\"auto\",\"tools\":[],\"top_p\":1,\"usage\":%s}")
        .formatted(reply.id(), status, incomplete, reply.model(), output, usage);
  }

  private static String usage(TokenUsage billed) {
    return ("{\"input_tokens\":%d,\"input_tokens_details\":{\"cached_tokens\":%d,"
            + "\"cache_write_tokens\":%d},\"output_tokens\":%d,"
            + "\"output_tokens_details\":{\"reasoning_tokens\":%d},\"total_tokens\":%d}")
        .formatted(
            billed.totalInput(),
            billed.cachedInput(),
            billed.cacheWrite(),
            billed.totalOutput(),
            billed.reasoning(),
            billed.total());
  }

  @Override
  public String brokenStream(Reply reply) {
    return "event: error\ndata: {\"type\":\"error\",\"sequence_number\":99,\"code\":\"server_error\","
        + "\"message\":\"the model broke off\",\"param\":null}\n\n";
  }

  @Override
  public String error(int status, String message) {
    return new OpenAiChatWire().error(status, message);
  }

  /** Events are numbered. */
  private static final class Events {
    private final List<Piece> pieces = new ArrayList<>();

    void add(String name, String fields, long tokens) {
      String json =
          "{\"type\":\"%s\",\"sequence_number\":%d,%s}".formatted(name, pieces.size(), fields);
      pieces.add(Piece.event(name, json, tokens));
    }
  }
}
