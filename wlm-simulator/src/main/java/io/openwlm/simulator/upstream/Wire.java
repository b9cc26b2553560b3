package io.openwlm.simulator.upstream;

import java.util.List;

/** A vendor's format of answers. */
interface Wire {
  /** The body of an answer that does not stream. */
  String whole(Reply reply);

  /** All parts of a stream, in order. */
  List<Piece> stream(Reply reply);

  /** The event that says in mid-stream that it went wrong. */
  String brokenStream(Reply reply);

  /** The body of a refusal. */
  String error(int status, String message);

  /** Content type of an answer that streams. */
  default String streamType(Asked asked) {
    return "text/event-stream";
  }

  static Wire of(WireKind kind) {
    return switch (kind) {
      case CHAT -> new OpenAiChatWire();
      case RESPONSES -> new OpenAiResponsesWire();
      case MESSAGES -> new AnthropicWire();
      case GEMINI -> new GeminiWire();
      case OLLAMA_CHAT, OLLAMA_GENERATE -> new OllamaWire();
    };
  }
}
