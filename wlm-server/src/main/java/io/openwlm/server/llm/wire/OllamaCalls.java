package io.openwlm.server.llm.wire;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import io.openwlm.server.llm.wire.Slots.Slot;

/**
 * Ollama's chat and generate. It streams unless told not to, one object a line; the last one has
 * the counts and may leave out the prompt's. A cap below 0 means none.
 */
public final class OllamaCalls implements Dialect {

  @Override
  public ModelCall read(byte[] body, Target target) throws BadJson {
    Slots slots = Slots.of(body, 0, body.length);
    Slot stream = slots.of("stream");
    Slot optionsSlot = slots.of("options");
    Slots options = slots.object(optionsSlot);
    CapEdits caps = new CapEdits();
    if (options != null) {
      caps.add(options, options.of("num_predict"), true);
    }
    return new ModelCall(
        CapEdits.model(slots),
        stream == null || slots.isNull(stream) || slots.truth(stream),
        false,
        1,
        caps.cap(),
        CapEdits.least(caps.cap()),
        MediaBytes.of(body),
        null,
        granted ->
            new CapPlace(slots, "options", optionsSlot, options)
                .put("num_predict", granted, caps, body));
  }

  @Override
  public boolean event(JsonScan data, Tally tally) throws BadJson {
    whole(data, tally);
    return false;
  }

  @Override
  public void whole(JsonScan body, Tally tally) throws BadJson {
    long[] n = {-1, -1};
    boolean[] done = new boolean[1];
    body.members((name, value) -> {
      switch (name) {
        case "message", "response", "thinking" -> tally.text(TextBytes.in(value));
        case "prompt_eval_count" -> n[0] = value.count();
        case "eval_count" -> n[1] = value.count();
        case "done" -> done[0] = value.peek() == 't';
        case "error" -> tally.failure();
        default -> {}
      }
    });
    if (!done[0] || n[1] < 0) {
      return;
    }
    TokenUsage usage = new TokenUsage(Tally.sane(n[0]), 0, 0, Tally.sane(n[1]), 0);
    if (n[0] > 0) {
      tally.said(usage);
    } else {
      tally.saidOutput(usage);
    }
  }
}
