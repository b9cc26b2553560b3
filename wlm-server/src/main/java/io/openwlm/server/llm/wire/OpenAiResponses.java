package io.openwlm.server.llm.wire;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonEdits;
import io.openwlm.server.llm.json.JsonScan;

/**
 * OpenAI's responses. The usage stands in the response object of the stream's last event; details
 * are parts of the totals. Work in the background would be billed without passing here again, so it
 * is refused.
 */
public final class OpenAiResponses implements Dialect {
  private static final String[] REFUSED = {
    "models", "fallbacks", "api_base", "base_url", "api_key", "extra_body"
  };

  @Override
  public ModelCall read(byte[] body, Target target) throws BadJson {
    Slots slots = Slots.of(body, 0, body.length);
    slots.refuse(REFUSED);
    if (slots.truth(slots.of("background"))) {
      throw new BadJson("background is not taken here: nobody would see what it uses");
    }
    CapEdits caps = new CapEdits();
    caps.add(slots, slots.of("max_output_tokens"), false);
    Slots.Slot previous = slots.of("previous_response_id");
    return new ModelCall(
        CapEdits.model(slots),
        slots.truth(slots.of("stream")),
        false,
        1,
        caps.cap(),
        CapEdits.least(caps.cap()),
        MediaBytes.of(body),
        previous == null || slots.isNull(previous) ? null : slots.text(previous),
        granted -> {
          JsonEdits edits = new JsonEdits();
          caps.lower(granted, edits);
          if (!caps.isPresent()) {
            String cap = slots.inserted("\"max_output_tokens\":" + granted);
            edits.replace(slots.insertAt(), slots.insertAt(), cap);
          }
          return edits.apply(body);
        });
  }

  @Override
  public boolean event(JsonScan data, Tally tally) throws BadJson {
    data.members((name, value) -> {
      switch (name) {
        case "delta" -> tally.text(TextBytes.in(value));
        case "response" -> response(value, tally, false);
        case "type" -> {
          if (value.isString() && value.string().equals("error")) {
            tally.failure();
          }
        }
        default -> {}
      }
    });
    return false;
  }

  @Override
  public void whole(JsonScan body, Tally tally) throws BadJson {
    response(body, tally, true);
  }

  private static void response(JsonScan response, Tally tally, boolean text) throws BadJson {
    response.members((name, value) -> {
      switch (name) {
        case "usage" -> {
          if (value.isObject()) {
            tally.said(usage(value));
          }
        }
        case "id" -> {
          if (value.isString()) {
            tally.id(value.string());
          }
        }
        case "error" -> {
          if (value.isObject()) {
            tally.failure();
          }
        }
        case "output" -> {
          if (text) {
            tally.text(TextBytes.in(value));
          }
        }
        default -> {}
      }
    });
  }

  private static TokenUsage usage(JsonScan value) throws BadJson {
    long[] n = new long[6];
    value.members((name, part) -> {
      switch (name) {
        case "input_tokens" -> n[0] = Tally.sane(part.count());
        case "output_tokens" -> n[1] = Tally.sane(part.count());
        case "total_tokens" -> n[2] = Tally.sane(part.count());
        case "input_tokens_details" -> OpenAiChat.inputDetails(part, n);
        case "output_tokens_details" -> OpenAiChat.outputDetails(part, n);
        default -> {}
      }
    });
    return OpenAiChat.inclusive(n);
  }
}
