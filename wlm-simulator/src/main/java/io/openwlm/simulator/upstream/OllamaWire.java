package io.openwlm.simulator.upstream;

import io.openwlm.model.token.TokenUsage;
import java.util.ArrayList;
import java.util.List;

/** Ollama's lines of JSON: the last one, {@code done}, has the counts. */
final class OllamaWire implements Wire {
  @Override
  public String whole(Reply reply) {
    return line(reply, reply.text(), true);
  }

  @Override
  public List<Piece> stream(Reply reply) {
    List<Piece> pieces = new ArrayList<>();
    for (int tokens : reply.pieces()) {
      pieces.add(new Piece(line(reply, Reply.text(tokens), false) + "\n", tokens));
    }
    pieces.add(Piece.of(line(reply, "", true) + "\n"));
    return pieces;
  }

  private static String line(Reply reply, String text, boolean done) {
    String said =
        reply.asked().kind() == WireKind.OLLAMA_CHAT
            ? "\"message\":{\"role\":\"assistant\",\"content\":" + Quoted.json(text) + "}"
            : "\"response\":" + Quoted.json(text);
    return "{\"model\":%s,\"created_at\":\"2026-01-01T00:00:00Z\",%s,\"done\":%b%s}"
        .formatted(reply.model(), said, done, done ? end(reply) : "");
  }

  private static String end(Reply reply) {
    TokenUsage billed = reply.billed();
    String reason = ",\"done_reason\":\"" + (reply.capped() ? "length" : "stop") + "\"";
    if (!reply.course().reportsUsage()) {
      return reason;
    }
    return reason
        + (",\"total_duration\":4000000,\"load_duration\":1000000,\"prompt_eval_count\":%d,"
                + "\"prompt_eval_duration\":1000000,\"eval_count\":%d,\"eval_duration\":2000000")
            .formatted(billed.totalInput(), billed.totalOutput());
  }

  @Override
  public String streamType(Asked asked) {
    return "application/x-ndjson";
  }

  @Override
  public String brokenStream(Reply reply) {
    return error(500, "the model broke off") + "\n";
  }

  @Override
  public String error(int status, String message) {
    return "{\"error\":" + Quoted.json(message) + "}";
  }
}
