package io.openwlm.simulator.token;

/** What lets calls of models through. Times are simulated milliseconds since the run began. */
public interface Gate {

  /**
   * A call asks.
   *
   * @param bytes of its request
   * @param maxOutput tokens that it may answer at most
   * @return the ticket
   */
  Ticket ask(long bytes, long maxOutput, long nowMillis);

  /** A call that was let through has ended and used this. */
  void ended(Ticket ticket, long input, long output, long nowMillis);

  /** What counts as spent now, in tokens. */
  long spent();

  /** Calls that are held; 0 for a gate that holds nothing. */
  long held();

  /**
   * The answer to an ask.
   *
   * @param id of what is held; 0 for nothing
   * @param admitted false if the call must not be made
   * @param maxOutput tokens that it may answer: at most what it asked for
   */
  record Ticket(long id, boolean admitted, long maxOutput) {
    static final Ticket REFUSED = new Ticket(0, false, 0);
  }
}
