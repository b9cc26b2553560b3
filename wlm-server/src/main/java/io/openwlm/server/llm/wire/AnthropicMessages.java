package io.openwlm.server.llm.wire;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonEdits;
import io.openwlm.server.llm.json.JsonScan;
import io.openwlm.server.llm.wire.Slots.Slot;

/**
 * Anthropic's messages. Cache reads and writes are no part of the input there; thinking is a part
 * of the output. A stream tells the usage twice, both times cumulative: the second replaces the
 * first.
 */
public final class AnthropicMessages implements Dialect {

  @Override
  public ModelCall read(byte[] body, Target target) throws BadJson {
    Slots slots = Slots.of(body, 0, body.length);
    slots.refuse("models", "fallbacks", "api_base", "base_url", "api_key");
    CapEdits caps = new CapEdits();
    caps.add(slots, slots.of("max_tokens"), false);
    return new ModelCall(
        CapEdits.model(slots),
        slots.truth(slots.of("stream")),
        false,
        1,
        caps.cap(),
        least(slots, caps.cap()),
        MediaBytes.of(body),
        null,
        granted -> {
          JsonEdits edits = new JsonEdits();
          caps.lower(granted, edits);
          if (!caps.isPresent()) {
            String cap = slots.inserted("\"max_tokens\":" + granted);
            edits.replace(slots.insertAt(), slots.insertAt(), cap);
          }
          return edits.apply(body);
        });
  }

  /** A cap below the budget for thinking is refused by the provider. */
  private static long least(Slots slots, long cap) throws BadJson {
    Slot slot = slots.of("thinking");
    Slots thinking = slots.object(slot);
    long budget = thinking == null ? 0 : thinking.number(thinking.of("budget_tokens"), 0);
    long least = Math.max(0, budget) + CapEdits.least(cap);
    return cap < 0 ? least : Math.min(cap, least);
  }

  @Override
  public boolean event(JsonScan data, Tally tally) throws BadJson {
    data.members((name, value) -> {
      switch (name) {
        case "message" ->
            value.members((part, inner) -> {
              if (part.equals("usage") && inner.isObject()) {
                tally.saidSoFar(usage(inner, tally));
              }
            });
        case "usage" -> {
          if (value.isObject()) {
            tally.said(usage(value, tally));
          }
        }
        case "delta" -> tally.text(TextBytes.in(value));
        case "error" -> tally.failure();
        default -> {}
      }
    });
    return false;
  }

  @Override
  public void whole(JsonScan body, Tally tally) throws BadJson {
    body.members((name, value) -> {
      switch (name) {
        case "usage" -> {
          if (value.isObject()) {
            tally.said(usage(value, tally));
          }
        }
        case "content" -> tally.text(TextBytes.in(value));
        case "error" -> tally.failure();
        default -> {}
      }
    });
  }

  /** Cumulative counts: what is left out now was told before, and none of them ever falls. */
  private static TokenUsage usage(JsonScan value, Tally tally) throws BadJson {
    TokenUsage before = tally.lastSaid() == null ? TokenUsage.NONE : tally.lastSaid();
    long[] n = new long[5];
    value.members((name, part) -> {
      switch (name) {
        case "input_tokens" -> n[0] = Tally.sane(part.count());
        case "cache_read_input_tokens" -> n[1] = Tally.sane(part.count());
        case "cache_creation_input_tokens" -> n[2] = Tally.sane(part.count());
        case "output_tokens" -> n[3] = Tally.sane(part.count());
        case "output_tokens_details" ->
            part.members((detail, count) -> {
              if (detail.equals("thinking_tokens")) {
                n[4] = Tally.sane(count.count());
              }
            });
        default -> {}
      }
    });
    long thinking = Math.max(before.reasoning(), Math.min(n[4], n[3]));
    long output = Math.max(before.totalOutput(), n[3]);
    return new TokenUsage(
        Math.max(before.input(), n[0]),
        Math.max(before.cachedInput(), n[1]),
        Math.max(before.cacheWrite(), n[2]),
        output - thinking,
        thinking);
  }
}
