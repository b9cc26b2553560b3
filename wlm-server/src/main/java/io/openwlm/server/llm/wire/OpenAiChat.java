package io.openwlm.server.llm.wire;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonEdits;
import io.openwlm.server.llm.json.JsonScan;
import io.openwlm.server.llm.wire.Slots.Slot;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions. Cached input is a part of the prompt there, reasoning a part of the
 * completion; a stream tells its usage only if asked to, in a chunk without choices that many
 * clients fall over.
 */
public final class OpenAiChat implements Dialect {
  /** Members that would choose another model, another provider or another key. */
  private static final String[] REFUSED = {
    "models", "fallbacks", "api_base", "base_url", "api_key", "extra_body"
  };

  @Override
  public ModelCall read(byte[] body, Target target) throws BadJson {
    Slots slots = Slots.of(body, 0, body.length);
    slots.refuse(REFUSED);
    CapEdits caps = new CapEdits();
    caps.add(slots, slots.of("max_tokens"), false);
    caps.add(slots, slots.of("max_completion_tokens"), false);
    int choices = CapEdits.choices(slots, slots.of("n"));
    boolean stream = slots.truth(slots.of("stream"));
    Slot optionsSlot = slots.of("stream_options");
    Slots options = slots.object(optionsSlot);
    Slot include = options == null ? null : options.of("include_usage");
    boolean asked = options != null && options.truth(include);
    boolean force = stream && !asked;
    return new ModelCall(
        CapEdits.model(slots),
        stream,
        force,
        choices,
        caps.cap(),
        CapEdits.least(caps.cap()),
        MediaBytes.of(body),
        null,
        granted -> {
          JsonEdits edits = new JsonEdits();
          caps.lower(granted, edits);
          String add = caps.isPresent() ? "" : "\"max_completion_tokens\":" + granted;
          if (force && optionsSlot == null) {
            add += (add.isEmpty() ? "" : ",") + "\"stream_options\":{\"include_usage\":true}";
          } else if (force) {
            askForUsage(optionsSlot, options, include, edits);
          }
          if (!add.isEmpty()) {
            edits.replace(slots.insertAt(), slots.insertAt(), slots.inserted(add));
          }
          return edits.apply(body);
        });
  }

  private static void askForUsage(
      @Nullable Slot optionsSlot,
      @Nullable Slots options,
      @Nullable Slot include,
      JsonEdits edits) {
    if (include != null) {
      edits.replace(include.from(), include.to(), "true");
    } else if (options != null) {
      int at = options.insertAt();
      edits.replace(at, at, options.inserted("\"include_usage\":true"));
    } else if (optionsSlot != null) {
      edits.replace(optionsSlot.from(), optionsSlot.to(), "{\"include_usage\":true}");
    }
  }

  @Override
  public boolean event(JsonScan data, Tally tally) throws BadJson {
    boolean[] told = new boolean[1];
    int[] choices = {-1};
    read(data, tally, told, choices);
    return told[0] && choices[0] == 0;
  }

  @Override
  public void whole(JsonScan body, Tally tally) throws BadJson {
    read(body, tally, new boolean[1], new int[1]);
  }

  private static void read(JsonScan data, Tally tally, boolean[] told, int[] choices)
      throws BadJson {
    data.members((name, value) -> {
      switch (name) {
        case "usage" -> {
          if (value.isObject()) {
            tally.said(usage(value));
            told[0] = true;
          }
        }
        case "choices" -> {
          if (value.isArray()) {
            choices[0] = 0;
            value.elements(choice -> {
              choices[0]++;
              choice.members((part, text) -> {
                if (part.equals("delta") || part.equals("message")) {
                  tally.text(TextBytes.in(text));
                }
              });
            });
          }
        }
        case "error" -> {
          if (value.isObject()) {
            tally.failure();
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
        case "prompt_tokens" -> n[0] = Tally.sane(part.count());
        case "completion_tokens" -> n[1] = Tally.sane(part.count());
        case "total_tokens" -> n[2] = Tally.sane(part.count());
        case "prompt_tokens_details" -> inputDetails(part, n);
        case "completion_tokens_details" -> outputDetails(part, n);
        default -> {}
      }
    });
    return inclusive(n);
  }

  static void inputDetails(JsonScan value, long[] n) throws BadJson {
    value.members((name, part) -> {
      switch (name) {
        case "cached_tokens" -> n[3] = Tally.sane(part.count());
        case "cache_write_tokens" -> n[4] = Tally.sane(part.count());
        default -> {}
      }
    });
  }

  static void outputDetails(JsonScan value, long[] n) throws BadJson {
    value.members((name, part) -> {
      if (name.equals("reasoning_tokens")) {
        n[5] = Tally.sane(part.count());
      }
    });
  }

  /**
   * Disjoint kinds from counts that include each other.
   *
   * @param n input, output, total, cached, written to the cache, reasoning
   */
  static TokenUsage inclusive(long[] n) {
    long cached = Math.min(n[3], n[0]);
    long written = Math.min(n[4], n[0] - cached);
    long outside = n[2] - n[0] - n[1]; // some servers count reasoning beside the completion
    long reasoning = outside > 0 ? outside : Math.min(n[5], n[1]);
    long output = outside > 0 ? n[1] : n[1] - reasoning;
    return new TokenUsage(n[0] - cached - written, cached, written, output, reasoning);
  }
}
