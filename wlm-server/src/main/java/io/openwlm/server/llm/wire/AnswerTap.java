package io.openwlm.server.llm.wire;

import java.io.IOException;

/**
 * Stands between a provider's answer and the client: passes the bytes on as they come, and reads
 * along. What it passes on and what it counts does not depend on how the bytes are cut.
 */
public interface AnswerTap {

  /** Takes the bytes that go to the client. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int from, int length) throws IOException;
  }

  /** The next bytes of the answer. */
  void feed(byte[] bytes, int from, int length, Sink out) throws IOException;

  /** The answer is complete. */
  void end(Sink out) throws IOException;

  /** Whether the client has got a part of an event and not its end. */
  boolean isInsideEvent();
}
