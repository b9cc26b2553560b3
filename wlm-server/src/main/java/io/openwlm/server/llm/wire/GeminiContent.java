package io.openwlm.server.llm.wire;

import io.openwlm.model.token.TokenUsage;
import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;
import io.openwlm.server.llm.wire.Slots.Slot;

/**
 * Gemini's generateContent. Cached content is a part of the prompt there; thoughts and the prompts
 * of tools are parts of nothing and come on top. Each chunk tells the usage so far: the last
 * counts. It takes names in two spellings.
 */
public final class GeminiContent implements Dialect {

  @Override
  public ModelCall read(byte[] body, Target target) throws BadJson {
    Slots slots = Slots.of(body, 0, body.length);
    slots.refuse("model", "api_base", "base_url", "api_key");
    Slot configSlot = slots.of("generationConfig", "generation_config");
    Slots config = slots.object(configSlot);
    CapEdits caps = new CapEdits();
    int choices = 1;
    if (config != null) {
      caps.add(config, config.of("maxOutputTokens", "max_output_tokens"), false);
      choices = CapEdits.choices(config, config.of("candidateCount", "candidate_count"));
    }
    return new ModelCall(
        target.model(),
        target.stream(),
        false,
        choices,
        caps.cap(),
        CapEdits.least(caps.cap()),
        MediaBytes.of(body),
        null,
        granted ->
            new CapPlace(slots, "generationConfig", configSlot, config)
                .put("maxOutputTokens", granted, caps, body));
  }

  @Override
  public boolean event(JsonScan data, Tally tally) throws BadJson {
    whole(data, tally);
    return false;
  }

  @Override
  public void whole(JsonScan body, Tally tally) throws BadJson {
    body.members((name, value) -> {
      switch (name) {
        case "usageMetadata" -> {
          if (value.isObject()) {
            tally.said(usage(value));
          }
        }
        case "candidates" ->
            value.elements(candidate ->
                candidate.members((part, content) -> {
                  if (part.equals("content")) {
                    tally.text(TextBytes.in(content));
                  }
                }));
        case "error" -> tally.failure();
        default -> {}
      }
    });
  }

  private static TokenUsage usage(JsonScan value) throws BadJson {
    long[] n = new long[6];
    value.members((name, part) -> {
      switch (name) {
        case "promptTokenCount" -> n[0] = Tally.sane(part.count());
        case "cachedContentTokenCount" -> n[1] = Tally.sane(part.count());
        case "candidatesTokenCount" -> n[2] = Tally.sane(part.count());
        case "thoughtsTokenCount" -> n[3] = Tally.sane(part.count());
        case "toolUsePromptTokenCount" -> n[4] = Tally.sane(part.count());
        case "totalTokenCount" -> n[5] = Tally.sane(part.count());
        default -> {}
      }
    });
    long cached = Math.min(n[1], n[0]);
    long candidates = Math.max(n[2], n[5] - n[0] - n[3] - n[4]);
    return new TokenUsage(n[0] - cached + n[4], cached, 0, candidates, n[3]);
  }
}
