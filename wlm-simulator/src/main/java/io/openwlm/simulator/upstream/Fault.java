package io.openwlm.simulator.upstream;

/** What goes wrong with an answer. */
public sealed interface Fault {
  Fault NONE = new None();

  /** Nothing. */
  record None() implements Fault {}

  /**
   * An answer of the vendor's form that is no success; nothing is billed.
   *
   * @param status 400 to 599
   * @param retryAfterSeconds of the header; negative for no such header
   */
  record Status(int status, long retryAfterSeconds) implements Fault {}

  /**
   * The answer stops early. What was sent is billed; a whole answer that does not stream is billed
   * in full.
   *
   * @param afterPieces this many pieces of text come first; of an answer that does not stream, half
   *     of the body
   */
  record Cut(int afterPieces, How how) implements Fault {}

  /** How a cut answer ends. */
  enum How {
    /** The provider closes its direction in the middle, in order. */
    HALF_CLOSE,
    /** The connection is reset. */
    RESET,
    /** The vendor's error event, and then the orderly end of the stream. */
    ERROR_EVENT,
    /** Bytes that are not of the format, and then the orderly end of the stream. */
    GARBAGE
  }

  /** The connection closes without a byte; nothing is billed. */
  record Silent() implements Fault {}

  /** No byte ever comes, until the peer goes away; nothing is billed. */
  record Hang() implements Fault {}

  /**
   * All bytes of the body come one by one.
   *
   * @param byteMillis between two of them
   */
  record Drip(long byteMillis) implements Fault {}
}
