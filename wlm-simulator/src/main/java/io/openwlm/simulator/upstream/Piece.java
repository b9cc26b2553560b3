package io.openwlm.simulator.upstream;

/**
 * A part of a stream that is sent at once.
 *
 * @param text with its framing ({@code data: ...} and an empty line, or a line)
 * @param tokens output tokens in it, over all choices; 0 for what carries no text
 */
record Piece(String text, long tokens) {
  static Piece of(String text) {
    return new Piece(text, 0);
  }

  /** An event of a stream, without a name. */
  static Piece data(String json, long tokens) {
    return new Piece("data: " + json + "\n\n", tokens);
  }

  /** An event of a stream. */
  static Piece event(String name, String json, long tokens) {
    return new Piece("event: " + name + "\ndata: " + json + "\n\n", tokens);
  }
}
