package io.openwlm.server.llm.wire;

import io.openwlm.server.llm.json.BadJson;
import io.openwlm.server.llm.json.JsonScan;

/** How one interface of a provider asks and answers. Its objects hold no state. */
public interface Dialect {

  /**
   * Reads what the budgets must know of a request.
   *
   * @param target model and way of answering if the path tells them
   * @throws BadJson if the body is not what the interface takes; the message is for the client
   */
  ModelCall read(byte[] body, Target target) throws BadJson;

  /**
   * Takes one event of a stream.
   *
   * @return true if it only tells the usage: a client that did not ask for that must not see it
   */
  boolean event(JsonScan data, Tally tally) throws BadJson;

  /** Takes an answer that came whole. */
  void whole(JsonScan body, Tally tally) throws BadJson;

  /**
   * What the path says.
   *
   * @param model empty if the body says it
   */
  record Target(String model, boolean stream) {
    public static final Target IN_BODY = new Target("", false);
  }
}
