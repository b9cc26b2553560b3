package io.openwlm.simulator.upstream;

/** What is asked for, and in which format it is answered. */
public enum WireKind {
  /** OpenAI, {@code /v1/chat/completions}. */
  CHAT,
  /** OpenAI, {@code /v1/responses}. */
  RESPONSES,
  /** Anthropic, {@code /v1/messages}. */
  MESSAGES,
  /** Gemini, {@code :generateContent} and {@code :streamGenerateContent}. */
  GEMINI,
  /** Ollama, {@code /api/chat}. */
  OLLAMA_CHAT,
  /** Ollama, {@code /api/generate}. */
  OLLAMA_GENERATE
}
